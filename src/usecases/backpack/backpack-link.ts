import type { Actor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Seams, Store } from '../ports.ts';
import { hashOf, newSecret, type SecretDeps } from '../secrets.ts';

export interface BackpackLinkDeps extends SecretDeps, Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'links'>;
}

/** A new secret link to a learner's badges; shown once, kept as a hash. */
export async function newBackpackLink(
  deps: BackpackLinkDeps,
  learner: { readonly id: string; readonly profileId: string },
): Promise<string> {
  const { secret, hash } = newSecret(deps);
  await deps.store.links.insert({
    secretHash: hash,
    kind: 'backpack',
    targetId: learner.id,
    profileId: learner.profileId,
    createdAt: deps.now().toISOString(),
  });
  return secret;
}

/** The learner whose badges a secret opens. @throws {BadgeError} `not_found` */
export async function learnerOfLink(
  deps: Pick<BackpackLinkDeps, 'store' | 'sha256Hex'>,
  secret: string,
): Promise<Actor & { kind: 'learner' }> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind !== 'backpack') throw new BadgeError('not_found', 'No such link.');
  return { kind: 'learner', learnerId: link.targetId, profileId: link.profileId };
}
