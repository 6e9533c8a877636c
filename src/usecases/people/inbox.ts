import { actorName, type MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOpen } from '../../domain/share.ts';
import { closeShares } from '../backpack/shares.ts';
import type { Store } from '../ports.ts';
import { type AwardLine, readAwardLines } from './award-lines.ts';

/** A request with what it points to. What was erased meanwhile is absent. */
export interface InboxLine {
  readonly request: InboxRequest;
  /** Who asks for a correction, or whose share is reported. */
  readonly learner?: Learner;
  /** Of a correction. */
  readonly line?: AwardLine;
  /** Of a report about a share: whether it is still open. */
  readonly isShareOpen: boolean;
}

export interface Inbox {
  /** Newest first. */
  readonly waiting: readonly InboxLine[];
  /** How many wait, those too that are not listed. */
  readonly count: number;
  /** The newest of those that were answered. */
  readonly answered: readonly InboxLine[];
}

interface InboxDeps {
  readonly store: Store;
  readonly now: () => Date;
}

const AT_ONCE = 200;
const PAGES = 5;
const ANSWERED_SHOWN = 20;

/** How many requests wait for the team. */
export function countWaiting(
  { store }: Pick<InboxDeps, 'store'>,
  { profileId }: MemberActor,
): Promise<number> {
  return store.inbox.countWaiting(profileId);
}

/** What learners and visitors ask of the centre: what waits, then the last answers. */
export async function openInbox(deps: InboxDeps, { profileId }: MemberActor): Promise<Inbox> {
  const count = await deps.store.inbox.countWaiting(profileId);
  const { waiting, answered } = await newestOf(deps.store, profileId, count);
  const lines = await readLines(deps, profileId, [...waiting, ...answered]);
  return {
    count,
    waiting: lines.slice(0, waiting.length),
    answered: lines.slice(waiting.length),
  };
}

/** Looks back until everything that waits is found, and a few answers, but never without an end. */
async function newestOf(store: Store, profileId: string, count: number) {
  const waiting: InboxRequest[] = [];
  const answered: InboxRequest[] = [];
  let before: { at: string; id: string } | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const found = await store.inbox.latestOf(profileId, {
      limit: AT_ONCE,
      ...(before ? { before } : {}),
    });
    for (const request of found) (request.answer ? answered : waiting).push(request);
    const last = found.at(-1);
    const isEnough = waiting.length >= count && answered.length >= ANSWERED_SHOWN;
    if (found.length < AT_ONCE || last === undefined || isEnough) break;
    before = { at: last.createdAt, id: last.id };
  }
  return { waiting: waiting.slice(0, AT_ONCE), answered: answered.slice(0, ANSWERED_SHOWN) };
}

async function readLines(
  { store, now }: InboxDeps,
  profileId: string,
  requests: readonly InboxRequest[],
): Promise<InboxLine[]> {
  const shareIds = new Set(requests.flatMap(({ shareId }) => shareId ?? []));
  const found = await Promise.all([...shareIds].map((id) => store.shares.get(profileId, id)));
  const shares = new Map(found.flatMap((share) => (share ? [[share.id, share] as const] : [])));
  const awards = await store.awards.getMany(requests.flatMap(({ awardId }) => awardId ?? []));
  const own = awards.filter((award) => award.profileId === profileId);
  const read = await readAwardLines(store, profileId, own);
  const lines = new Map(read.map((line) => [line.award.id, line]));
  const learnerOf = ({ learnerId, shareId }: InboxRequest) =>
    learnerId ?? shares.get(shareId ?? '')?.learnerId;
  const ids = new Set(requests.flatMap((request) => learnerOf(request) ?? []));
  const people = await store.learners.getMany(profileId, [...ids]);
  const learners = new Map(people.map((learner) => [learner.id, learner]));
  return requests.map((request) => {
    const learner = learners.get(learnerOf(request) ?? '');
    const line = lines.get(request.awardId ?? '');
    const share = shares.get(request.shareId ?? '');
    return {
      request,
      ...(learner ? { learner } : {}),
      ...(line ? { line } : {}),
      isShareOpen: share !== undefined && isOpen(share, now()),
    };
  });
}

/**
 * Says what became of a request. The first answer counts: a second one changes nothing.
 *
 * @throws {BadgeError} `not_found` when it is not the centre's
 */
export async function answerRequest(
  { store, now }: InboxDeps,
  actor: MemberActor,
  { requestId, outcome }: { readonly requestId: string } & Pick<InboxAnswer, 'outcome'>,
): Promise<void> {
  const request = await requestOf(store, actor, requestId);
  const answer = { outcome, by: actorName(actor), at: now().toISOString() };
  await store.inbox.answer(actor.profileId, request.id, answer);
}

type ClosingDeps = InboxDeps & Parameters<typeof closeShares>[0] & { readonly newId: () => string };

/**
 * Closes the share that a report is about, at once and for good, and answers the report. The
 * learner sees that it was done.
 *
 * @throws {BadgeError} `not_found` when it is not the centre's, or about no share that is there
 */
export async function closeReportedShare(
  deps: ClosingDeps,
  actor: MemberActor,
  requestId: string,
): Promise<void> {
  const { store, now, newId } = deps;
  const { shareId } = await requestOf(store, actor, requestId);
  const share = shareId ? await store.shares.get(actor.profileId, shareId) : undefined;
  if (!share) throw new BadgeError('not_found', 'No such share.');
  if (share.withdrawnAt === undefined) {
    await closeShares(deps, [share]);
    const { profileId, learnerId } = share;
    const entry = { id: newId(), profileId, learnerId, at: now().toISOString() };
    await store.audit.insert({ ...entry, by: actorName(actor), act: 'shares-closed' });
  }
  await answerRequest(deps, actor, { requestId, outcome: 'done' });
}

async function requestOf(
  store: Store,
  { profileId }: MemberActor,
  requestId: string,
): Promise<InboxRequest> {
  const request = await store.inbox.get(profileId, requestId);
  if (!request) throw new BadgeError('not_found', 'No such request.');
  return request;
}
