/** A secret that opens something; only its SHA-256 is kept. */
export interface Link {
  /** Base64url. */
  readonly secretHash: string;
  readonly kind: 'owner' | 'session' | 'backpack';
  /** A member for `owner` and `session`, a learner for `backpack`. */
  readonly targetId: string;
  readonly profileId: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
}

/** What a learner shows to someone: one badge, for a while, withdrawable. */
export interface Share {
  readonly id: string;
  readonly tokenHash: string;
  readonly profileId: string;
  readonly learnerId: string;
  readonly awardId: string;
  /** The learner's own note of who it is for; nobody else sees it. */
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly withdrawnAt?: string;
}

/** Minutes an owner link lives. */
export const OWNER_LINK_MINUTES = 30;
/** Hours a member's session lives. */
export const SESSION_HOURS = 8;
/** Days a share may live; the first is offered first. */
export const SHARE_DAYS = [30, 7, 90] as const;

export function isOver(link: { readonly expiresAt?: string }, now: Date): boolean {
  return link.expiresAt !== undefined && Date.parse(link.expiresAt) <= now.getTime();
}

export function isOpen(share: Share, now: Date): boolean {
  return share.withdrawnAt === undefined && !isOver(share, now);
}
