/** Who a visitor is, by what they hold: nothing, a secret link, or a member's session. */
export const VISITORS = [
  'anyone',
  /** Has the link of an open share. */
  'share',
  /** Has a backpack open. */
  'learner',
  /** Has the link of somebody who answers for a young person. */
  'guardian',
  /** Has the link of a letter to a learner. */
  'addressee',
  /** Has the link that follows an erasure. */
  'leaving',
  /** Has an owner link that was not used. */
  'invited',
  'awarder',
  'owner',
  /** Has a token with every scope. */
  'token',
] as const;
export type Visitor = (typeof VISITORS)[number];

export interface RouteRule {
  readonly method: 'GET' | 'POST';
  readonly pattern: string;
  /** Who gets what is behind it; everybody when `anyone` is named. */
  readonly visitors: readonly Visitor[];
  /** Any site may read it from a browser. */
  readonly crossOrigin?: true;
}
