import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOver, type Link } from '../../domain/link.ts';
import type { Profile } from '../../domain/profile.ts';
import { matchCodeOf } from '../people/match-code.ts';
import type { Seams, Store } from '../ports.ts';
import { hashOf, type SecretDeps } from '../secrets.ts';

interface LetterDeps extends Pick<SecretDeps, 'sha256Hex'>, Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'links' | 'learners' | 'profiles'>;
}

/** What the link of a letter would do, as the browser that holds it may know it. */
export type OpenedLetter =
  | {
      readonly kind: 'learner-sign-in';
      readonly link: Link;
      readonly learner: Learner;
      readonly profile: Profile;
      /** In another browser than the one that asked: six digits to type there. */
      readonly code?: string;
    }
  | {
      readonly kind: 'address';
      readonly link: Link;
      readonly learner: Learner;
      readonly profile: Profile;
    }
  | { readonly kind: 'pin-reset'; readonly link: Link; readonly learner: Learner }
  | { readonly kind: 'sign-up'; readonly link: Link };

const KINDS: ReadonlySet<Link['kind']> = new Set([
  'learner-sign-in',
  'address',
  'sign-up',
  'pin-reset',
]);

/**
 * Looks at a link that came by letter; looking uses nothing up.
 *
 * @param waiting the secret of the browser, when it asked for a link
 * @throws {BadgeError} `not_found`, `link_expired`, `link_used`
 */
export async function openLetter(
  deps: LetterDeps,
  secret: string,
  waiting?: string,
): Promise<OpenedLetter> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (!link || !KINDS.has(link.kind)) throw new BadgeError('not_found', 'No such link.');
  if (isOver(link, deps.now())) throw new BadgeError('link_expired', 'The link has expired.');
  if (await deps.store.links.wasUsed(link.secretHash)) {
    throw new BadgeError('link_used', 'The link has been used.');
  }
  if (link.kind === 'sign-up') return { kind: 'sign-up', link };
  const [learner, profile] = await Promise.all([
    deps.store.learners.get(link.profileId, link.targetId),
    deps.store.profiles.get(link.profileId),
  ]);
  if (!learner || !profile) throw new BadgeError('not_found', 'Nobody is behind the link.');
  if (link.kind === 'pin-reset') return { kind: 'pin-reset', link, learner };
  if (link.kind === 'address') return { kind: 'address', link, learner, profile };
  const isHere = waiting !== undefined && link.binding === hashOf(deps, waiting);
  const code = isHere ? {} : { code: matchCodeOf(deps, secret) };
  return { kind: 'learner-sign-in', link, learner, profile, ...code };
}
