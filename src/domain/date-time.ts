/** `2026-01-02T03:04:05Z`: a JWT's `nbf` has no fractions, and must equal `validFrom`. */
export function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
