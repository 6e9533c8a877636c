/** `under15`, `15-17` or `adult`: all that is kept of an age. */
export const AGE_BANDS = ['under15', '15-17', 'adult'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** What a centre knows of a person's age. */
export interface Age {
  readonly band?: AgeBand;
  /** `YYYY-MM`: the month in which the band ends; nobody is asked for a day. */
  readonly bandUntil?: string;
}

/** Years in the band `15-17`. */
const YEARS = 3;

/** Months that a band may still last. */
const MOST_MONTHS = { under15: 15 * 12, '15-17': YEARS * 12 } as const;

/** Whether a band may end in this month: it is not over yet, and nobody is so young. */
export function untilFault(
  band: keyof typeof MOST_MONTHS,
  bandUntil: string,
  now: Date,
): 'past' | 'far' | undefined {
  if (hasPassed(bandUntil, now)) return 'past';
  const latest = monthLater(now.toISOString().slice(0, 7), MOST_MONTHS[band]);
  return bandUntil > latest ? 'far' : undefined;
}

/**
 * The age as it stands now. A band ends with the last day of its month, so that nobody is taken
 * for older than they are; three years after it, whoever was under fifteen is an adult.
 */
export function ageAt({ band, bandUntil }: Age, now: Date): Age {
  if (band === 'adult') return { band };
  if (band === undefined || bandUntil === undefined || !hasPassed(bandUntil, now)) {
    return { ...(band ? { band } : {}), ...(bandUntil ? { bandUntil } : {}) };
  }
  if (band !== 'under15') return { band: 'adult' };
  const next = monthLater(bandUntil, YEARS * 12);
  return hasPassed(next, now) ? { band: 'adult' } : { band: '15-17', bandUntil: next };
}

/** Whether the person has this age for sure: 15, 16 or 18. Nothing is known of an age that was not told. */
export function isAtLeast(age: Age, years: 15 | 16 | 18, now: Date): boolean {
  const { band, bandUntil } = ageAt(age, now);
  if (band === 'adult') return true;
  if (band !== '15-17' || years === 18) return false;
  return years === 15 || (bandUntil !== undefined && hasPassed(monthLater(bandUntil, -24), now));
}

/** The first moment after the band: when control passes to the young person. */
export function bandEnd(age: Age, now: Date): Date | undefined {
  const { bandUntil } = ageAt(age, now);
  return bandUntil === undefined ? undefined : new Date(`${monthLater(bandUntil, 1)}-01T00:00:00Z`);
}

/** The first moment at which the person is an adult; nothing when it is not known. */
export function adultFrom(age: Age, now: Date): Date | undefined {
  const { band, bandUntil } = ageAt(age, now);
  if (band === undefined || bandUntil === undefined) return undefined;
  const until = band === 'under15' ? monthLater(bandUntil, YEARS * 12) : bandUntil;
  return bandEnd({ band, bandUntil: until }, now);
}

function hasPassed(month: string, now: Date): boolean {
  return now.toISOString().slice(0, 7) > month;
}

function monthLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
