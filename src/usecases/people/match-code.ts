import { BadgeError } from '../../domain/errors.ts';
import { isOver, SIGN_IN_MINUTES } from '../../domain/link.ts';
import type { Store } from '../ports.ts';
import { hashOf, type SecretDeps } from '../secrets.ts';
import { type LinkDeps, minutesFrom, NOBODY } from './make-link.ts';

type CodeDeps = Pick<SecretDeps, 'sha256Hex'> &
  Pick<LinkDeps, 'now'> & { readonly store: Pick<Store, 'links'> };

/** Codes that one browser may try for one letter: more, and the letter is dead. */
const CODE_TRIES = 5;

/** Six digits that whoever holds a link can say, and that say nothing of the link. */
export function matchCodeOf({ sha256Hex }: Pick<CodeDeps, 'sha256Hex'>, secret: string): string {
  const number = Number.parseInt(sha256Hex(`match|${secret}`).slice(0, 12), 16) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** Keeps what a code stands for, under the secret of the browser that asked and the code together. */
export async function keepMatchCode(
  deps: CodeDeps,
  { id, profileId }: { readonly id: string; readonly profileId: string },
  { secret, waiting }: { readonly secret: string; readonly waiting: string },
): Promise<void> {
  await deps.store.links.insert({
    kind: 'waiting',
    targetId: id,
    profileId,
    secretHash: hashOf(deps, `${waiting}|code|${matchCodeOf(deps, secret)}`),
    binding: hashOf(deps, secret),
    createdAt: deps.now().toISOString(),
    expiresAt: minutesFrom(deps.now(), SIGN_IN_MINUTES),
  });
}

/**
 * The link that a code stands for in the browser that asked for it.
 *
 * @returns the hash of the link's secret
 * @throws {BadgeError} `match_code_wrong`; `link_expired` when the browser waits no more, or tried
 *   too often
 */
export async function linkOfMatchCode(
  deps: CodeDeps,
  { waiting, code }: { readonly waiting: string; readonly code: string },
): Promise<string> {
  const asked = await deps.store.links.get(hashOf(deps, waiting));
  if (asked?.kind !== 'waiting' || isOver(asked, deps.now())) {
    throw new BadgeError('link_expired', 'This browser does not wait for a link.');
  }
  await countTry(deps, waiting);
  const match = await deps.store.links.get(hashOf(deps, `${waiting}|code|${code}`));
  if (match?.kind !== 'waiting' || match.binding === undefined) {
    throw new BadgeError('match_code_wrong', 'No link of this browser has that code.');
  }
  return match.binding;
}

/** Each try is a row under its number: tries made at once get one each, and none gets a sixth. */
async function countTry(deps: CodeDeps, waiting: string): Promise<void> {
  for (let number = 1; number <= CODE_TRIES; number += 1) {
    const isFirst = await deps.store.links.insert({
      ...NOBODY,
      kind: 'waiting',
      secretHash: hashOf(deps, `${waiting}|try|${number}`),
      createdAt: deps.now().toISOString(),
      expiresAt: minutesFrom(deps.now(), SIGN_IN_MINUTES),
    });
    if (isFirst) return;
  }
  throw new BadgeError('link_expired', 'Too many codes were tried.');
}
