/** A secret that opens something; only its SHA-256 is kept. */
export interface Link {
  /** Base64url. */
  readonly secretHash: string;
  /**
   * `owner`: lets a member in, handed over by a person. `sign-in`: the same, asked for by e-mail.
   * `waiting`: the browser that asked for it. `challenge`: what a passkey has to sign.
   * `session`: an open session of a member.
   */
  readonly kind: 'owner' | 'sign-in' | 'waiting' | 'challenge' | 'session' | 'backpack';
  /** A member, or a learner for `backpack`. */
  readonly targetId: string;
  readonly profileId: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  /** The hash of the secret or code that has to stand beside this one. */
  readonly binding?: string;
  /** What its owner tells it by: a browser, a phone. */
  readonly note?: string;
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

/** Minutes the operator's link for an owner lives. */
export const OWNER_LINK_MINUTES = 30;
/** Days a link lives that an owner hands to a member of the team. */
export const INVITATION_DAYS = 7;
/** Minutes a link lives that was asked for by e-mail. */
export const SIGN_IN_MINUTES = 10;
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
