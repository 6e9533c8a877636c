import type { ApiScope } from './api-token.ts';

/**
 * Who is asking. First argument of every use case after its deps; every rule of visibility is
 * written against it.
 */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'learner';
      readonly learnerId: string;
      readonly profileId: string;
      /**
       * What opened the session: `card:ID`, `address:ID`, `passkey:ID` or `member:ID`. Voiding a card
       * undoes what was bound or shared through it.
       */
      readonly via?: string;
    }
  | {
      readonly kind: 'member';
      readonly memberId: string;
      readonly profileId: string;
      readonly role: Role;
    }
  /** A program of the profile; it may do what its scopes name. */
  | {
      readonly kind: 'token';
      readonly tokenId: string;
      readonly profileId: string;
      readonly scopes: readonly ApiScope[];
    }
  /** The person at the machine's command line. */
  | { readonly kind: 'operator' };

/** Who works on the pages of a centre: what they see is of their own profile by construction. */
export type MemberActor = Extract<Actor, { kind: 'member' }>;

/** Whose backpack it is. */
export type LearnerActor = Extract<Actor, { kind: 'learner' }>;

export const ROLES = ['owner', 'awarder'] as const;
export type Role = (typeof ROLES)[number];

/** A short pseudonymous name of the actor, for rows that say who did something. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'member') return `member:${actor.memberId}`;
  if (actor.kind === 'learner') return `learner:${actor.learnerId}`;
  if (actor.kind === 'token') return `token:${actor.tokenId}`;
  return actor.kind;
}

/** Whether the actor may do for this profile what `scope` names: every member may, a token if it says so. */
export function may(actor: Actor, profileId: string, scope: ApiScope): boolean {
  if (actor.kind === 'operator') return true;
  if (actor.kind === 'member') return actor.profileId === profileId;
  return actor.kind === 'token' && actor.profileId === profileId && actor.scopes.includes(scope);
}

/** Whether the actor may decide about the profile itself: its text, its members, its tokens. */
export function isOwner(actor: Actor, profileId: string): boolean {
  if (actor.kind === 'operator') return true;
  return actor.kind === 'member' && actor.profileId === profileId && actor.role === 'owner';
}
