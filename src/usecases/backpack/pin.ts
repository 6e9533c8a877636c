import type { LearnerActor } from '../../domain/actor.ts';
import type { Pin } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver, type Link } from '../../domain/link.ts';
import type { Keyed, Seams, SlowHash, Store } from '../ports.ts';
import { base64url, hashOf, type SecretDeps } from '../secrets.ts';

export interface PinDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'pins' | 'links' | 'attempts'>;
  readonly keyed: Keyed;
  readonly slowHash: SlowHash;
}

/** Minutes that a PIN, once given, opens the acts that it protects, in its session alone. */
const UNLOCKED_MINUTES = 10;
/** Wrong PINs in a quarter of an hour, and in all since the last right one. */
const TRIES_A_QUARTER = 5;
const QUARTER_MS = 900_000;
const TRIES_IN_ALL = 20;

/** Whether the learner chose a PIN: the first protected act asks them to. */
export async function hasPin(deps: Pick<PinDeps, 'store'>, learnerId: string): Promise<boolean> {
  return (await deps.store.pins.listOf(learnerId)).length > 0;
}

/**
 * Sets the first PIN, or another one in a session that is unlocked, and unlocks the session.
 *
 * @param pin four to six figures
 * @throws {BadgeError} `pin_required` when there is one and it was not given
 */
export async function choosePin(
  deps: PinDeps,
  { actor, link }: { readonly actor: LearnerActor; readonly link: Link },
  pin: string,
): Promise<void> {
  const { learnerId, profileId } = actor;
  if ((await hasPin(deps, learnerId)) && !(await isUnlocked(deps, link))) {
    throw new BadgeError('pin_required', 'There is a PIN already.');
  }
  const salt = base64url(deps.random(16));
  const row: Pin = {
    id: deps.newId(),
    learnerId,
    profileId,
    salt,
    hash: await hashOfPin(deps, { pin, learnerId, salt }),
    via: actor.via ?? '',
    setAt: deps.now().toISOString(),
  };
  await deps.store.pins.insert(row);
  await markUnlocked(deps, link);
}

/**
 * Unlocks a session with the PIN.
 *
 * @throws {BadgeError} `pin_wrong`, with `left`: tries that are left now; `pin_locked` after five
 *   wrong ones, for a quarter of an hour, and after twenty until somebody of the centre helps
 */
export async function unlock(
  deps: PinDeps,
  { actor, link }: { readonly actor: LearnerActor; readonly link: Link },
  pin: string,
): Promise<void> {
  const { learnerId } = actor;
  const left = await takeTry(deps, learnerId);
  const [current] = await deps.store.pins.listOf(learnerId);
  const { salt = '', hash = '' } = current ?? {};
  if (!current || (await hashOfPin(deps, { pin, learnerId, salt })) !== hash) {
    throw new BadgeError('pin_wrong', 'Another PIN.', { params: { left } });
  }
  await deps.store.attempts.clear(subjectOf(learnerId));
  await markUnlocked(deps, link);
}

/** Whether the PIN was given in this session a moment ago. */
export async function isUnlocked(deps: PinDeps, session: Link): Promise<boolean> {
  const links = await deps.store.links.listOf(session.secretHash, 'unlocked');
  return links.some((link) => !isOver(link, deps.now()));
}

/** Takes the PINs away, so that the learner chooses a new one; with it the wrong tries. */
export async function removePins(
  deps: Pick<PinDeps, 'store'>,
  learnerId: string,
  which: (pin: Pin) => boolean = () => true,
): Promise<void> {
  const pins = await deps.store.pins.listOf(learnerId);
  await Promise.all(pins.filter(which).map(({ id }) => deps.store.pins.remove(id)));
  await deps.store.attempts.clear(subjectOf(learnerId));
}

/** Each try takes a number, so that tries made at once are counted each. Answers how many are left. */
async function takeTry(deps: PinDeps, learnerId: string): Promise<number> {
  const subject = subjectOf(learnerId);
  const tries = await deps.store.attempts.listOf(subject);
  const since = new Date(deps.now().getTime() - QUARTER_MS).toISOString();
  let recent = tries.filter(({ at }) => at > since).length;
  for (let number = tries.length + 1; number <= TRIES_IN_ALL; number += 1) {
    if (recent >= TRIES_A_QUARTER) break;
    const at = deps.now().toISOString();
    if (await deps.store.attempts.insert({ subject, number, at })) {
      return Math.min(TRIES_A_QUARTER - recent, TRIES_IN_ALL - number + 1) - 1;
    }
    recent += 1;
  }
  const isForGood = tries.length >= TRIES_IN_ALL ? 'yes' : 'no';
  throw new BadgeError('pin_locked', 'Too many wrong PINs.', { params: { isForGood } });
}

async function markUnlocked(deps: PinDeps, session: Link): Promise<void> {
  const now = deps.now();
  await deps.store.links.insert({
    secretHash: hashOf(deps, base64url(deps.random(16))),
    kind: 'unlocked',
    targetId: session.secretHash,
    profileId: session.profileId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + UNLOCKED_MINUTES * 60_000).toISOString(),
  });
}

function hashOfPin(
  { keyed, slowHash }: Pick<PinDeps, 'keyed' | 'slowHash'>,
  { pin, learnerId, salt }: { pin: string; learnerId: string; salt: string },
): Promise<string> {
  return slowHash(base64url(keyed('pin', `${learnerId}|${pin}`)), salt);
}

function subjectOf(learnerId: string): string {
  return `pin|${learnerId}`;
}
