import type { Link } from '../../domain/link.ts';
import type { Log, Seams, Store } from '../ports.ts';
import { newSecret, type SecretDeps } from '../secrets.ts';

export interface LinkDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'links' | 'members' | 'profiles'>;
  readonly log: Log;
}

/** Bytes of a secret that opens the team's space by itself. */
export const FULL_SECRET = 32;

type LinkParts = Pick<Link, 'kind' | 'targetId' | 'profileId'> & {
  readonly binding?: string;
  readonly note?: string;
};

/**
 * Keeps a new link and answers its secret, which is nowhere else.
 *
 * @param life minutes it lives, and bytes of its secret (16 unless told)
 */
export async function makeLink(
  deps: Pick<LinkDeps, 'random' | 'sha256Hex' | 'now'> & {
    readonly store: Pick<Store, 'links'>;
  },
  parts: LinkParts,
  life: { readonly minutes: number; readonly bytes?: number },
): Promise<string> {
  const { secret, hash } = newSecret(deps, life.bytes);
  await deps.store.links.insert({
    ...parts,
    secretHash: hash,
    createdAt: deps.now().toISOString(),
    expiresAt: minutesFrom(deps.now(), life.minutes),
  });
  return secret;
}

/** What belongs to no member yet: a browser that waits, a challenge that was set. */
export const NOBODY = { targetId: 'nobody', profileId: 'nobody' } as const;

/** The moment some minutes from now, as a link says when it ends. */
export function minutesFrom(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}
