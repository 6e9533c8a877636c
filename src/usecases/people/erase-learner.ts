import { actorName, type LearnerActor, type MemberActor } from '../../domain/actor.ts';
import type { AuditAct } from '../../domain/audit.ts';
import { ERASURE_DAYS, ERASURE_LINK_YEARS, type Erasure, isDue } from '../../domain/erasure.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver } from '../../domain/link.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { refuseVoid } from '../backpack/refuse-void.ts';
import { closeShares } from '../backpack/shares.ts';
import { hashOf } from '../secrets.ts';
import { noteAudit } from './audit.ts';
import { FULL_SECRET, makeLink } from './make-link.ts';
import { waitingErasure } from './waiting-erasure.ts';

type Asking = LearnerActor | MemberActor;

const DAY_MINUTES = 24 * 60;

/**
 * Asks that everything of a learner be erased, in seven days. What they show to others is closed at
 * once. Whoever asks again hears of the same erasure.
 *
 * @returns the erasure, and the secret of a link that shows what becomes of it and calls it off
 * @throws {BadgeError} `learner_unknown`; `card_required` when the card was made void meanwhile
 */
export async function askErasure(
  deps: BackpackDeps,
  actor: Asking,
  learnerId: string,
): Promise<{ readonly erasure: Erasure; readonly secret: string }> {
  await refuseOthers(deps, actor, learnerId);
  const erasure = await waitingOrNew(deps, actor, learnerId);
  const { profileId } = actor;
  await closeShares(deps, await deps.store.shares.listOfLearner(profileId, learnerId));
  const parts = { kind: 'erasure', targetId: erasure.id, profileId } as const;
  const life = { minutes: ERASURE_LINK_YEARS * 365 * DAY_MINUTES, bytes: FULL_SECRET };
  return { erasure, secret: await makeLink(deps, parts, life) };
}

/** Each takes the next number of its learner: asked for twice at once, one counts. */
async function waitingOrNew(
  deps: BackpackDeps,
  actor: Asking,
  learnerId: string,
): Promise<Erasure> {
  const { erasures } = deps.store;
  for (;;) {
    const all = await erasures.listOf(learnerId);
    const waiting = all.find(({ end }) => end === undefined);
    if (waiting) return waiting;
    const now = deps.now();
    const erasure: Erasure = {
      id: `${learnerId}.${all.length + 1}`,
      profileId: actor.profileId,
      learnerId,
      askedBy: actorName(actor),
      ...(actor.kind === 'learner' && actor.via ? { via: actor.via } : {}),
      askedAt: now.toISOString(),
      dueAt: new Date(now.getTime() + ERASURE_DAYS * DAY_MINUTES * 60_000).toISOString(),
    };
    if (!(await erasures.insert(erasure))) continue;
    if (actor.kind === 'learner') {
      await refuseVoid(deps, actor, () => callOff(deps, erasure, 'operator'));
    }
    await note(deps, erasure, actorName(actor), 'erasure-asked');
    deps.log('info', 'erasure_asked', { by: actorName(actor) });
    return erasure;
  }
}

/** Whether somebody of the centre may call it off: what a learner asked for is theirs to call off. */
export function mayMemberCallOff({ askedBy }: Pick<Erasure, 'askedBy'>): boolean {
  return askedBy.startsWith('member:');
}

/**
 * Calls an erasure off that is not due yet; nothing when none waits.
 *
 * @throws {BadgeError} `learner_unknown`; `erasure_over`; `request_refused` for a member, of one
 *   that the learner asked for
 */
export async function callOffErasure(
  deps: BackpackDeps,
  actor: Asking,
  learnerId: string,
): Promise<void> {
  await refuseOthers(deps, actor, learnerId);
  const erasure = await waitingErasure(deps, learnerId);
  if (!erasure) return;
  if (actor.kind === 'member' && !mayMemberCallOff(erasure)) {
    throw new BadgeError('request_refused', 'The learner asked for it.');
  }
  await callOff(deps, erasure, actorName(actor));
}

/** As whoever has the link of it: what was asked, and what became of it. @throws {BadgeError} `not_found` */
export async function openErasure(
  deps: Pick<BackpackDeps, 'store' | 'sha256Hex' | 'now'>,
  secret: string,
): Promise<Erasure> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  const isOpen = link?.kind === 'erasure' && !isOver(link, deps.now());
  const erasure = isOpen ? await deps.store.erasures.get(link.targetId) : undefined;
  if (!erasure) throw new BadgeError('not_found', 'No such erasure.');
  return erasure;
}

/** @throws {BadgeError} `not_found`, `erasure_over` */
export async function callOffByLink(deps: BackpackDeps, secret: string): Promise<void> {
  const erasure = await openErasure(deps, secret);
  if (erasure.end?.how === 'called-off') return;
  await callOff(deps, erasure, 'link');
}

/**
 * Calls off what was asked for with a lost card, for whoever makes the card void; what is due by
 * now goes on.
 */
export async function callOffLost(
  deps: BackpackDeps,
  learnerId: string,
  isLost: (erasure: Erasure) => boolean,
  by: string,
): Promise<void> {
  const erasure = await waitingErasure(deps, learnerId);
  if (!erasure || !isLost(erasure) || isDue(erasure, deps.now())) return;
  await callOff(deps, erasure, by);
}

/** By the clock alone, which `eraseDue` waits for: so the two never meet. */
async function callOff(deps: BackpackDeps, erasure: Erasure, by: string): Promise<void> {
  const now = deps.now();
  if (erasure.end?.how === 'done' || isDue(erasure, now)) {
    throw new BadgeError('erasure_over', 'It is due.');
  }
  const isFirst = await deps.store.erasures.end(erasure.id, {
    how: 'called-off',
    at: now.toISOString(),
  });
  if (!isFirst) return;
  await note(deps, erasure, by, 'erasure-called-off');
  deps.log('info', 'erasure_called_off', { by });
}

function note(deps: BackpackDeps, { profileId, learnerId }: Erasure, by: string, act: AuditAct) {
  return noteAudit(deps, { profileId, learnerId, by, act });
}

async function refuseOthers(
  { store }: Pick<BackpackDeps, 'store'>,
  actor: Asking,
  learnerId: string,
): Promise<void> {
  const isTheirs = actor.kind === 'member' || actor.learnerId === learnerId;
  if (isTheirs && (await store.learners.get(actor.profileId, learnerId))) return;
  throw new BadgeError('learner_unknown', 'No such learner.');
}
