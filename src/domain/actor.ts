/**
 * Who is asking. First argument of every use case after its deps; every rule of visibility is
 * written against it.
 */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'learner'; readonly learnerId: string; readonly profileId: string }
  | {
      readonly kind: 'member';
      readonly memberId: string;
      readonly profileId: string;
      readonly role: Role;
    }
  /** The person at the machine's command line. */
  | { readonly kind: 'operator' };

export type Role = 'owner' | 'awarder';

/** A short pseudonymous name of the actor, for rows that say who did something. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'member') return `member:${actor.memberId}`;
  if (actor.kind === 'learner') return `learner:${actor.learnerId}`;
  return actor.kind;
}

/** Whether the actor may award and revoke for this profile. */
export function mayAward(actor: Actor, profileId: string): boolean {
  return actor.kind === 'operator' || (actor.kind === 'member' && actor.profileId === profileId);
}
