/** A secret that opens something; only its SHA-256 is kept. */
export interface Link {
  /** Base64url. */
  readonly secretHash: string;
  /**
   * `owner`: lets a member in, handed over by a person. `sign-in`: the same, asked for by e-mail.
   * `waiting`: the browser that asked for it. `challenge`: what a passkey has to sign.
   * `session`: an open session of a member; `learner-session`: of a learner.
   * `unlocked`: a learner's session in which the PIN was given a moment ago.
   * `learner-sign-in`: lets a learner in, asked for by e-mail. `address`: confirms an address.
   * `sign-up`: makes a backpack of its own for whoever has an address.
   * `guardian`: what a holder of parental authority answers and withdraws by.
   * `pin-reset`: takes a forgotten PIN away where no centre does.
   * `erasure`: follows an erasure, and calls it off.
   */
  readonly kind:
    | 'owner'
    | 'sign-in'
    | 'waiting'
    | 'challenge'
    | 'session'
    | 'learner-session'
    | 'unlocked'
    | 'learner-sign-in'
    | 'address'
    | 'sign-up'
    | 'pin-reset'
    | 'guardian'
    | 'erasure';
  /** A member or a learner; for `unlocked` the hash of the session, for `erasure` its id. */
  readonly targetId: string;
  readonly profileId: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  /**
   * The hash of the secret or code that has to stand beside this one. Of a learner's session: what
   * opened it, see `LearnerActor.via`; of `guardian`: the party that answers; of `address` and `sign-up`: the address.
   */
  readonly binding?: string;
  /**
   * What its owner tells it by: a browser, a phone. Of `address`: what opened the session that asked;
   * of `learner-sign-in` and `pin-reset`: what the session is opened by, see `LearnerActor.via`.
   */
  readonly note?: string;
  /** Of a learner's session: seconds without a request after which it is forgotten. */
  readonly idleSeconds?: number;
}

/** Minutes the operator's link for an owner lives. */
export const OWNER_LINK_MINUTES = 30;
/** Days a link lives that an owner hands to a member of the team. */
export const INVITATION_DAYS = 7;
/** Minutes a link lives that was asked for by e-mail. */
export const SIGN_IN_MINUTES = 10;
/** Minutes a link lives that takes a forgotten PIN away. */
export const PIN_LINK_MINUTES = 60;
/** Hours a link lives that confirms an address. */
export const ADDRESS_LINK_HOURS = 24;
/** Hours a member's session lives. */
export const SESSION_HOURS = 8;

/** Whether it opens nothing any more; what has no end never is. */
export function isOver(link: { readonly expiresAt?: string }, now: Date): boolean {
  return link.expiresAt !== undefined && Date.parse(link.expiresAt) <= now.getTime();
}
