import type { LearnerActor } from '../../domain/actor.ts';
import type { Pin } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver, type Link } from '../../domain/link.ts';
import type { Keyed, Seams, SlowHash, Store } from '../ports.ts';
import { base64url, hashOf, type SecretDeps } from '../secrets.ts';
import { refuseVoid, type VoidDeps } from './refuse-void.ts';

export interface PinDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'pins' | 'links' | 'attempts'> & VoidDeps['store'];
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
 * Sets the first PIN, or another one in a session that is unlocked, and unlocks the session. Each
 * takes the next number, so that of two chosen at once one counts, and the other hears of it.
 *
 * @param pin four to six figures, not an easy one: see `isEasyPin`
 * @throws {BadgeError} `pin_required` when there is one and it was not given; `card_required` when
 *   the card was made void meanwhile
 */
export async function choosePin(
  deps: PinDeps,
  { actor, link }: { readonly actor: LearnerActor; readonly link: Link },
  pin: string,
): Promise<void> {
  const { learnerId, profileId } = actor;
  const number = numberOf(await lastPin(deps, learnerId));
  if (number > 0 && !(await isUnlocked(deps, link))) {
    throw new BadgeError('pin_required', 'There is a PIN already.');
  }
  const salt = base64url(deps.random(16));
  const row: Pin = {
    id: `${learnerId}.${number + 1}`,
    learnerId,
    profileId,
    salt,
    hash: await hashOfPin(deps, { pin, learnerId, salt }),
    via: actor.via ?? '',
    setAt: deps.now().toISOString(),
  };
  if (!(await deps.store.pins.insert(row))) {
    throw new BadgeError('pin_required', 'Another PIN was chosen at this moment.');
  }
  await refuseVoid(deps, actor, () => deps.store.pins.remove(row.id));
  await markUnlocked(deps, link);
}

/**
 * Unlocks a session with the PIN that was chosen last.
 *
 * @throws {BadgeError} `pin_wrong`, with `left`: tries that are left now; `pin_locked` after five
 *   wrong ones within a quarter of an hour, with `minutes` until the next try, and after twenty
 *   until it is taken away, with `minutes` 0; `pin_required` when there is no PIN
 */
export async function unlock(
  deps: PinDeps,
  { actor, link }: { readonly actor: LearnerActor; readonly link: Link },
  pin: string,
): Promise<void> {
  const { learnerId } = actor;
  const current = await lastPin(deps, learnerId);
  if (!current) throw new BadgeError('pin_required', 'No PIN was chosen.');
  const left = await takeTry(deps, learnerId);
  const { salt, hash } = current;
  if ((await hashOfPin(deps, { pin, learnerId, salt })) !== hash) {
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
  const gone = pins.filter(which);
  if (gone.length === 0) return;
  await Promise.all(gone.map(({ id }) => deps.store.pins.remove(id)));
  await deps.store.attempts.clear(subjectOf(learnerId));
}

/** The one that counts: it has the highest number. */
async function lastPin({ store }: Pick<PinDeps, 'store'>, learnerId: string) {
  const pins = await store.pins.listOf(learnerId);
  return pins.toSorted((one, other) => numberOf(other) - numberOf(one))[0];
}

function numberOf(pin: Pin | undefined): number {
  return Number(pin?.id.split('.').at(-1) ?? 0);
}

/** Each try takes a number, so that tries made at once are counted each. Answers how many are left. */
async function takeTry(deps: PinDeps, learnerId: string): Promise<number> {
  const subject = subjectOf(learnerId);
  for (;;) {
    const tries = await deps.store.attempts.listOf(subject);
    const recent = recentOf(tries, deps.now());
    // Not how many rows there are: the first of them may be forgotten.
    const number = (tries.at(-1)?.number ?? 0) + 1;
    if (number > TRIES_IN_ALL) throw locked(0);
    if (recent.length >= TRIES_A_QUARTER) throw locked(minutesUntil(recent[0], deps.now()));
    const at = deps.now().toISOString();
    if (await deps.store.attempts.insert({ subject, number, at })) {
      return Math.min(TRIES_A_QUARTER - recent.length, TRIES_IN_ALL - number + 1) - 1;
    }
  }
}

type Attempts = Awaited<ReturnType<PinDeps['store']['attempts']['listOf']>>;

function recentOf(tries: Attempts, now: Date): Attempts {
  const since = new Date(now.getTime() - QUARTER_MS).toISOString();
  return tries.filter(({ at }) => at > since);
}

function minutesUntil(first: Attempts[number] | undefined, now: Date): number {
  const end = Date.parse(first?.at ?? now.toISOString()) + QUARTER_MS;
  return Math.max(1, Math.ceil((end - now.getTime()) / 60_000));
}

function locked(minutes: number): BadgeError {
  return new BadgeError('pin_locked', 'Too many wrong PINs.', { params: { minutes } });
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
