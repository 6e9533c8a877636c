import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver, type Link } from '../../domain/link.ts';
import { FULL_SECRET } from '../people/make-link.ts';
import type { Seams, Store } from '../ports.ts';
import { hashOf, newSecret, type SecretDeps } from '../secrets.ts';
import { isVoid, type VoidDeps } from './refuse-void.ts';

export interface LearnerSessionDeps extends SecretDeps, Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'links' | 'learners'> & VoidDeps['store'];
}

/** How long a browser stays in a backpack: a shared tablet forgets at once, an own phone keeps it. */
export const SESSION_SECONDS = { tablet: 60, browser: 900, own: 180 * 86_400 } as const;
export type SessionMode = keyof typeof SESSION_SECONDS;

/** An open backpack in one browser. */
export interface LearnerSession {
  readonly actor: LearnerActor;
  readonly link: Link;
  readonly mode: SessionMode;
}

/**
 * Opens a backpack in a browser; the session that it had ends. Answers the new secret.
 *
 * @throws {BadgeError} `card_unknown` when the card that opens it was made void meanwhile
 */
export async function openLearnerSession(
  deps: LearnerSessionDeps,
  actor: LearnerActor,
  browser: { readonly mode: SessionMode; readonly previous?: string; readonly note?: string },
): Promise<{ secret: string; seconds: number }> {
  if (browser.previous) await leaveBackpack(deps, browser.previous);
  const { secret, hash } = newSecret(deps, FULL_SECRET);
  const seconds = SESSION_SECONDS[browser.mode];
  await deps.store.links.insert({
    secretHash: hash,
    kind: 'learner-session',
    targetId: actor.learnerId,
    profileId: actor.profileId,
    createdAt: deps.now().toISOString(),
    expiresAt: endAfter(deps, seconds),
    idleSeconds: seconds,
    ...(actor.via ? { binding: actor.via } : {}),
    ...(browser.note ? { note: browser.note } : {}),
  });
  // Looked at after the session is there: whoever voids the card ends the sessions that are.
  if (await isVoid(deps, actor)) {
    await deps.store.links.remove(hash);
    throw new BadgeError('card_unknown', 'The card was made void meanwhile.');
  }
  return { secret, seconds };
}

/**
 * The backpack that a browser has open; its time starts anew. What opened it is looked at each time:
 * a crash may have left sessions of a card that is void.
 *
 * @throws {BadgeError} `card_required` when none is
 */
export async function useLearnerSession(
  deps: LearnerSessionDeps,
  secret: string | undefined,
): Promise<LearnerSession> {
  const link = secret ? await deps.store.links.get(hashOf(deps, secret)) : undefined;
  if (link?.kind !== 'learner-session' || isOver(link, deps.now())) {
    throw new BadgeError('card_required', 'No open backpack.');
  }
  const { targetId: learnerId, profileId, binding } = link;
  const actor: LearnerActor = {
    ...{ kind: 'learner', learnerId, profileId },
    ...(binding ? { via: binding } : {}),
  };
  if (await isVoid(deps, actor)) {
    throw new BadgeError('card_required', 'What opened the backpack is void.');
  }
  const seconds = link.idleSeconds ?? SESSION_SECONDS.browser;
  const left = Date.parse(link.expiresAt ?? '') - deps.now().getTime();
  // Not at every request: a row is written when a tenth of the time is gone, or a second of a minute.
  if (left < seconds * 1000 - slackOf(seconds)) {
    await deps.store.links.prolong(link.secretHash, endAfter(deps, seconds));
  }
  return { actor, link, mode: modeOf(seconds) };
}

/** Ends a session by its secret; other secrets end nothing. */
export async function leaveBackpack(
  deps: Pick<LearnerSessionDeps, 'store' | 'sha256Hex'>,
  secret: string,
): Promise<void> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind === 'learner-session') await deps.store.links.remove(link.secretHash);
}

/** The learner's open sessions, newest first. */
export async function listLearnerSessions(
  deps: LearnerSessionDeps,
  learnerId: string,
): Promise<Link[]> {
  const links = await deps.store.links.listOf(learnerId, 'learner-session');
  return links.filter((link) => !isOver(link, deps.now()));
}

/** Ends one of the learner's own sessions; anything else is left alone. */
export async function endLearnerSession(
  deps: Pick<LearnerSessionDeps, 'store'>,
  learnerId: string,
  secretHash: string,
): Promise<void> {
  const links = await deps.store.links.listOf(learnerId, 'learner-session');
  if (!links.some((link) => link.secretHash === secretHash)) return;
  await deps.store.links.remove(secretHash);
}

/** Ends all of the learner's sessions but the one that asks. */
export async function endOtherLearnerSessions(
  deps: Pick<LearnerSessionDeps, 'store'>,
  learnerId: string,
  current: string,
): Promise<void> {
  const links = await deps.store.links.listOf(learnerId, 'learner-session');
  const others = links.filter(({ secretHash }) => secretHash !== current);
  await Promise.all(others.map(({ secretHash }) => deps.store.links.remove(secretHash)));
}

/** Ends the learner's sessions: all, or those that one thing opened (see `LearnerActor.via`). */
export async function endLearnerSessions(
  deps: LearnerSessionDeps,
  learnerId: string,
  via?: string,
): Promise<void> {
  const links = await deps.store.links.listOf(learnerId, 'learner-session');
  const ended = via === undefined ? links : links.filter(({ binding }) => binding === via);
  await Promise.all(ended.map(({ secretHash }) => deps.store.links.remove(secretHash)));
}

function endAfter({ now }: Pick<Seams, 'now'>, seconds: number): string {
  return new Date(now().getTime() + seconds * 1000).toISOString();
}

/** Milliseconds of a session's time that may go by before its row is written anew. */
function slackOf(seconds: number): number {
  return seconds <= SESSION_SECONDS.tablet ? 1000 : seconds * 100;
}

function modeOf(seconds: number): SessionMode {
  if (seconds <= SESSION_SECONDS.tablet) return 'tablet';
  return seconds <= SESSION_SECONDS.browser ? 'browser' : 'own';
}
