import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { displayName } from '../../domain/learner.ts';
import { isOver, type Link } from '../../domain/link.ts';
import { linkOfMatchCode } from '../people/match-code.ts';
import { useUp } from '../people/member-links.ts';
import {
  type AskedLetter,
  sendWays,
  type Target,
  type WayInDeps,
  type WriteLetter,
} from '../people/ways-in.ts';
import type { Mail, Store } from '../ports.ts';

export type LearnerSignInDeps = WayInDeps & {
  readonly store: Pick<Store, 'links' | 'profiles' | 'learners' | 'addresses'>;
};

/** Brothers and sisters may share an address; a letter stays one that is read. */
const MOST_WAYS = 12;

/**
 * Sends a letter with a link to each backpack of an address, bound to the browser that waits: see
 * `sendWays`. Nothing to an address that nobody confirmed.
 *
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`
 */
export async function sendLearnerLinks(
  deps: LearnerSignInDeps & { readonly mail: Mail },
  asked: AskedLetter,
  write: WriteLetter,
): Promise<void> {
  const addresses = await deps.store.addresses.byEmail(asked.email);
  const targets: Target[] = [];
  for (const { id, learnerId, profileId } of addresses.slice(0, MOST_WAYS)) {
    const learner = await deps.store.learners.get(profileId, learnerId);
    if (!learner) continue;
    const name = displayName(learner);
    targets.push({
      kind: 'learner-sign-in',
      id: learnerId,
      profileId,
      note: `address:${id}`,
      name,
    });
  }
  await sendWays(deps, asked, targets, write);
}

/** Uses a link up that `sendLearnerLinks` sent. @throws {BadgeError} `link_used`, `link_expired` */
export async function enterByLink(deps: LearnerSignInDeps, link: Link): Promise<LearnerActor> {
  const actor = await actorOfLetter(deps, link);
  await useUp(deps, link.secretHash);
  return actor;
}

/**
 * Whose backpack opens in the browser that asked for a link, by the code that the link showed
 * elsewhere. Uses the link up.
 *
 * @throws {BadgeError} `match_code_wrong`, `link_expired`, `link_used`
 */
export async function enterLearnerByCode(
  deps: LearnerSignInDeps,
  typed: { readonly waiting: string; readonly code: string },
): Promise<LearnerActor> {
  const link = await deps.store.links.get(await linkOfMatchCode(deps, typed));
  if (link?.kind !== 'learner-sign-in' || isOver(link, deps.now())) throw expired();
  return enterByLink(deps, link);
}

/**
 * Who comes in by a link that went to an address: one that was removed meanwhile opens nothing any
 * more. @throws {BadgeError} `link_expired`
 */
export async function actorOfLetter(
  deps: { readonly store: Pick<Store, 'addresses'> },
  link: Link,
): Promise<LearnerActor> {
  const { targetId: learnerId, profileId, note: via = '' } = link;
  const addresses = await deps.store.addresses.listOf(learnerId);
  if (!addresses.some(({ id }) => via === `address:${id}`)) throw expired();
  return { kind: 'learner', learnerId, profileId, via };
}

function expired(): BadgeError {
  return new BadgeError('link_expired', 'The link opens nothing any more.');
}
