/** `2026-01-02T03:04:05Z`: a JWT's `nbf` has no fractions, and must equal `validFrom`. */
export function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Whether a day (`YYYY-MM-DD`) has begun nowhere on earth yet. */
export function isAhead(day: string, now: Date): boolean {
  return day > new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
}

/** The moment at which a day (`YYYY-MM-DD`) begins where it begins first, in the east. */
export function beginOf(day: string): Date {
  return new Date(Date.parse(day) - 12 * 3_600_000);
}

/** The day as the calendar on the wall says it, `YYYY-MM-DD`. */
export function localDay(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(now);
}
