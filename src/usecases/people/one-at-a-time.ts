import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import { isOver } from '../../domain/link.ts';
import type { Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { type LinkDeps, minutesFrom, NOBODY } from './make-link.ts';

type TurnDeps = Pick<LinkDeps, 'now' | 'sha256Hex'> & { readonly store: Pick<Store, 'links'> };

/** After this a turn counts as given up: its process died. */
const TURN_MINUTES = 1;

/**
 * Does something that must not be done twice at once, in however many processes; whoever comes
 * while it is done is refused with `busy`.
 *
 * @param what names it; a hash alone is kept, while it is done
 */
export async function oneAtATime<Done>(
  deps: TurnDeps,
  what: string,
  busy: ErrorCode,
  work: () => Promise<Done>,
): Promise<Done> {
  const secretHash = hashOf(deps, `turn|${what}`);
  if (!(await takeTurn(deps, secretHash))) {
    throw new BadgeError(busy, 'It is being done at this moment.');
  }
  try {
    return await work();
  } finally {
    await deps.store.links.remove(secretHash);
  }
}

async function takeTurn(deps: TurnDeps, secretHash: string): Promise<boolean> {
  const { links } = deps.store;
  const earlier = await links.get(secretHash);
  if (earlier && isOver(earlier, deps.now())) await links.remove(secretHash);
  const createdAt = deps.now().toISOString();
  const expiresAt = minutesFrom(deps.now(), TURN_MINUTES);
  return links.insert({ ...NOBODY, kind: 'waiting', secretHash, createdAt, expiresAt });
}
