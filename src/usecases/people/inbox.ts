import { actorName, type MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import { closeShares } from '../backpack/shares.ts';
import type { Cursor, Store } from '../ports.ts';
import { type InboxLine, readLines } from './inbox-lines.ts';

/** A list of what waits, newest first. */
export interface Waiting {
  readonly lines: readonly WaitingLine[];
  /** How many there are, those too that are not listed here. */
  readonly count: number;
  /** Where the list goes on; absent at its end. */
  readonly next?: Cursor;
}

export interface WaitingLine extends InboxLine {
  /** Further reports of the same page: what many say of it stays one thing to look at. */
  readonly others: readonly InboxRequest[];
}

export interface Inbox {
  readonly corrections: Waiting;
  readonly reports: Waiting;
  /** The newest of those that were answered. */
  readonly answered: readonly InboxLine[];
}

/** Where one of the lists goes on. */
export interface InboxPlace {
  readonly kind: InboxRequest['kind'];
  readonly before: Cursor;
}

interface InboxDeps {
  readonly store: Store;
  readonly now: () => Date;
}

const CORRECTIONS_SHOWN = 50;
const REPORTS_SHOWN = 200;
const ANSWERED_SHOWN = 20;
/** More than ever wait of one page: see `reportPage`. */
const REPORTS_OF_PAGE = 200;

/** How many requests wait for the team. */
export async function countWaiting(
  { store }: Pick<InboxDeps, 'store'>,
  { profileId }: MemberActor,
): Promise<number> {
  const { correction, report } = await store.inbox.countWaiting(profileId);
  return correction + report;
}

/**
 * What learners and visitors ask of the centre: corrections by themselves, so that no number of
 * reports hides them; then reports, then the last answers.
 *
 * @param place where one of the lists goes on; the other begins
 */
export async function openInbox(
  deps: InboxDeps,
  { profileId }: MemberActor,
  place?: InboxPlace,
): Promise<Inbox> {
  const { inbox } = deps.store;
  const of = (kind: InboxRequest['kind'], shown: number) => {
    const before = place?.kind === kind ? { before: place.before } : {};
    return inbox.listWaiting(profileId, kind, { limit: shown + 1, ...before });
  };
  const [counts, corrections, reports, answered] = await Promise.all([
    inbox.countWaiting(profileId),
    of('correction', CORRECTIONS_SHOWN),
    of('report', REPORTS_SHOWN),
    inbox.listAnswered(profileId, ANSWERED_SHOWN),
  ]);
  const all = [...corrections, ...reports, ...answered];
  const lines = new Map(
    (await readLines(deps, profileId, all)).map((line) => [line.request.id, line]),
  );
  const waiting = (found: readonly InboxRequest[], shown: number, count: number): Waiting => {
    const rows = found.slice(0, shown);
    const last = found.length > shown ? rows.at(-1) : undefined;
    return {
      lines: fold(rows.flatMap(({ id }) => lines.get(id) ?? [])),
      count,
      ...(last ? { next: { at: last.createdAt, id: last.id } } : {}),
    };
  };
  return {
    corrections: waiting(corrections, CORRECTIONS_SHOWN, counts.correction),
    reports: waiting(reports, REPORTS_SHOWN, counts.report),
    answered: answered.flatMap(({ id }) => lines.get(id) ?? []),
  };
}

/** Reports of one page become one line, where its newest report stands. */
function fold(lines: readonly InboxLine[]): WaitingLine[] {
  const groups = new Map<string, InboxLine[]>();
  for (const line of lines) {
    const { kind, id, about = id, shareId = about } = line.request;
    const page = kind === 'correction' ? id : shareId;
    groups.set(page, [...(groups.get(page) ?? []), line]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? { ...first, others: others.map(({ request }) => request) } : [],
  );
}

export interface RequestAnswer extends Pick<InboxAnswer, 'outcome'> {
  readonly requestId: string;
  /** What the learner reads who asked; empty for nothing. */
  readonly reason?: string;
}

/**
 * Says what became of a request; of a report, of the older ones of the same page too. The first
 * answer counts: a second one changes nothing.
 *
 * @throws {BadgeError} `not_found` when it is not the centre's
 */
export async function answerRequest(
  { store, now }: InboxDeps,
  actor: MemberActor,
  { requestId, outcome, reason }: RequestAnswer,
): Promise<void> {
  const request = await requestOf(store, actor, requestId);
  const at = now().toISOString();
  const answer = { outcome, by: actorName(actor), at, ...(reason ? { reason } : {}) };
  await store.inbox.answer(actor.profileId, request.id, answer);
  if (request.kind === 'correction') return;
  const same = await store.inbox.listWaitingAbout(actor.profileId, request, REPORTS_OF_PAGE);
  // What came after it was read by nobody yet.
  for (const { id, createdAt } of same) {
    const isOlder =
      createdAt < request.createdAt || (createdAt === request.createdAt && id < request.id);
    if (isOlder) await store.inbox.answer(actor.profileId, id, answer);
  }
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
