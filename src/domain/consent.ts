import { type Age, type AgeBand, ageAt } from './age.ts';

/** What is asked for, each by itself. The award and the private backpack rest on the centre's mission. */
export const PURPOSES = ['named-share', 'public-page', 'photo'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Who answers. The second parent is asked for a photo alone. */
export const PARTIES = ['learner', 'guardian', 'second-guardian'] as const;
export type Party = (typeof PARTIES)[number];

/** In what quality a grown-up answers; `sole`: the only holder of parental authority. */
export const CAPACITIES = ['parent', 'sole', 'guardian', 'delegate'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** In what quality each grown-up may answer: there is no second one beside one who is alone. */
export const CAPACITIES_OF: Readonly<Record<Exclude<Party, 'learner'>, readonly Capacity[]>> = {
  guardian: CAPACITIES,
  'second-guardian': ['parent', 'delegate'],
};

/** Which wording is answered now: a new one when what is asked for changes. */
export const CONSENT_TEXT = '2026-11';

/** One answer. Never changed: a later one stands beside it. It names nobody. */
export interface ConsentEvent {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  readonly purpose: Purpose;
  readonly party: Party;
  readonly capacity?: Capacity;
  readonly decision: 'given' | 'withdrawn';
  readonly channel: 'paper' | 'link' | 'own';
  /** See `actorName`. */
  readonly recordedBy: string;
  /** The band at the time of the answer. */
  readonly band: AgeBand;
  /** Which wording was answered. */
  readonly textVersion: string;
  readonly at: string;
}

export interface Standing {
  readonly allowed: boolean;
  /** Who still has to say yes, in the order in which to ask. */
  readonly missing: readonly Party[];
}

/**
 * Whether a purpose is allowed now: everybody who has to agree said yes last, in the band that the
 * learner is in now; what parents said of photos holds until eighteen. No band is the strictest.
 * Of two answers of one moment the stricter wins.
 */
export function standingOf(
  purpose: Purpose,
  age: Age,
  events: readonly ConsentEvent[],
  now: Date,
): Standing {
  const band = ageAt(age, now).band ?? 'under15';
  const about = events.filter((event) => event.purpose === purpose);
  const missing = partiesAsked(purpose, age, now).filter((party) => {
    if (party === 'second-guardian' && isAlone(about)) return false;
    return !says(party, purpose, band, about);
  });
  return { allowed: missing.length === 0, missing };
}

/** Who may be asked about a purpose at this age. Only the second parent's part is settled later. */
export function partiesAsked(purpose: Purpose, age: Age, now: Date): readonly Party[] {
  const band = ageAt(age, now).band ?? 'under15';
  if (band === 'adult') return ['learner'];
  if (purpose === 'photo') return PARTIES;
  return band === 'under15' ? ['learner', 'guardian'] : ['learner'];
}

/** What somebody answered, each purpose by itself; what is left out was not answered. */
export interface Answers {
  readonly party: Party;
  /** Of a grown-up; has to be there when one says yes. */
  readonly capacity?: Capacity;
  readonly decisions: Readonly<Partial<Record<Purpose, ConsentEvent['decision']>>>;
}

/** What keeps answers from being written down; nothing of it when they may be. */
export interface AnswerFaults {
  /** Of these the party is not asked at this age. */
  readonly notAsked: readonly Purpose[];
  /** A grown-up says yes without a capacity, or answers in one that they cannot have. */
  readonly capacity?: 'missing' | 'unfit';
}

/** Whether somebody may answer so about a person of this age. */
export function faultsOf(
  { party, capacity, decisions }: Answers,
  age: Age,
  now: Date,
): AnswerFaults {
  const answered = PURPOSES.filter((purpose) => decisions[purpose] !== undefined);
  const notAsked = answered.filter((one) => !partiesAsked(one, age, now).includes(party));
  if (party === 'learner') return { notAsked };
  const isYes = answered.some((purpose) => decisions[purpose] === 'given');
  if (capacity === undefined) return { notAsked, ...(isYes ? { capacity: 'missing' } : {}) };
  const isFit = CAPACITIES_OF[party].includes(capacity);
  return { notAsked, ...(isFit ? {} : { capacity: 'unfit' }) };
}

/** The last answer of a party; of two of one moment the stricter. */
export function lastAnswer(
  purpose: Purpose,
  party: Party,
  events: readonly ConsentEvent[],
): ConsentEvent | undefined {
  return lastOf(
    party,
    events.filter((event) => event.purpose === purpose),
  );
}

/**
 * Whether control has passed: the learner said yes when they were in another band, and has not
 * answered since.
 */
export function isAskedAgain(
  purpose: Purpose,
  age: Age,
  events: readonly ConsentEvent[],
  now: Date,
): boolean {
  const last = lastAnswer(purpose, 'learner', events);
  return last?.decision === 'given' && last.band !== (ageAt(age, now).band ?? 'under15');
}

/**
 * Whether somebody who is asked at this age said no last. A yes that only waits to be said again
 * is no no.
 */
export function isTakenBack(
  purpose: Purpose,
  age: Age,
  events: readonly ConsentEvent[],
  now: Date,
): boolean {
  return partiesAsked(purpose, age, now).some(
    (party) => lastAnswer(purpose, party, events)?.decision === 'withdrawn',
  );
}

/**
 * Whether the first grown-up answers alone: nobody else holds parental authority, or a guardian
 * stands in for both parents. What the first one says of themselves silences no second one who
 * said no.
 */
function isAlone(events: readonly ConsentEvent[]): boolean {
  const { capacity } = lastOf('guardian', events) ?? {};
  if (capacity !== 'sole' && capacity !== 'guardian') return false;
  return lastOf('second-guardian', events)?.decision !== 'withdrawn';
}

function says(
  party: Party,
  purpose: Purpose,
  band: AgeBand,
  events: readonly ConsentEvent[],
): boolean {
  const last = lastOf(party, events);
  if (last?.decision !== 'given') return false;
  const holdsOn = purpose === 'photo' && party !== 'learner';
  return holdsOn || last.band === band;
}

function lastOf(party: Party, events: readonly ConsentEvent[]): ConsentEvent | undefined {
  return events
    .filter((event) => event.party === party)
    .toSorted((one, other) => one.at.localeCompare(other.at) || strictness(one) - strictness(other))
    .at(-1);
}

function strictness({ decision }: ConsentEvent): number {
  return decision === 'withdrawn' ? 1 : 0;
}
