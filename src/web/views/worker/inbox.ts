import { MOST_OF_REASON } from '../../../domain/inbox.ts';
import type { Share } from '../../../domain/share.ts';
import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { Inbox, Waiting, WaitingLine } from '../../../usecases/people/inbox.ts';
import type { InboxLine } from '../../../usecases/people/inbox-lines.ts';
import { nextHref } from '../../cursor.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { awardHref, personHref } from '../hrefs.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import { awardedBadge, personName } from './award-line.ts';

export interface InboxView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  /** Corrections first, then reports; those of which none wait are left out. */
  readonly lists: readonly ListView[];
  /** It shows what comes later in a list. */
  readonly isLater: boolean;
  readonly answered: readonly RequestView[];
}

interface ListView {
  readonly id: string;
  /** How many wait, in words. */
  readonly count: string;
  readonly waiting: readonly WaitingView[];
  /** Where the list goes on; empty at its end. */
  readonly more: string;
}

interface WaitingView extends RequestView {
  /** What else is said of the same page; `count` in words, empty for nothing. */
  readonly others: { readonly count: string; readonly texts: readonly string[] };
  /** A word to the learner who asks; `false` where nobody would read it. */
  readonly reason: Field | false;
}

/** An answer that is to mend. */
interface SentAnswer {
  readonly requestId: string;
  readonly reason: string;
  readonly error: string;
}

interface RequestView {
  readonly id: string;
  readonly icon: string;
  readonly title: string;
  /** What it is about: a badge, a page, a share that is still known. */
  readonly about: { readonly href: string; readonly text: string } | false;
  readonly person: { readonly href: string; readonly name: string } | false;
  readonly text: string;
  readonly when: string;
  /** What was answered, once it was. */
  readonly answer:
    | { readonly tag: 'good' | 'unsure'; readonly text: string; readonly reason: string }
    | false;
  readonly action: string;
  /** Where the badge is corrected; empty for everything else. */
  readonly correct: string;
  /** Where the share is closed; empty for everything else. */
  readonly close: string;
  /** It is about a share that is closed already. */
  readonly isClosed: boolean;
}

const DONE = ['answered', 'closed'] as const;

/** @param shown `done`: what was just done, as the address says it; `sent`: what is to mend */
export function inboxView(
  words: Words,
  { corrections, reports, answered }: Inbox,
  {
    done,
    isLater,
    sent,
  }: { readonly done: unknown; readonly isLater: boolean; readonly sent?: SentAnswer },
): InboxView {
  const said = DONE.find((each) => each === done);
  const lists = [
    listView(words, 'correction', corrections, sent),
    listView(words, 'report', reports),
  ] as const;
  return {
    title: words.t('inbox.title'),
    notice: said ? { kind: 'good', text: words.t(`inbox.done.${said}`) } : NO_NOTICE,
    problems: problems(words, sent ? { [reasonId(sent.requestId)]: sent.error } : {}, []),
    lists: lists.filter(({ waiting }) => waiting.length > 0),
    isLater,
    answered: answered.map((line) => requestView(words, line)),
  };
}

function listView(
  words: Words,
  kind: 'correction' | 'report',
  { lines, count, next }: Waiting,
  sent?: SentAnswer,
): ListView {
  const more = nextHref('/people/inbox', next);
  return {
    id: kind,
    count: words.t(`inbox.${kind}s`, { count }),
    waiting: lines.map((line) => waitingView(words, line, sent)),
    more: more && `${more}&list=${kind}`,
  };
}

function waitingView(words: Words, line: WaitingLine, sent?: SentAnswer): WaitingView {
  const { others, request } = line;
  const count = others.length;
  return {
    ...requestView(words, line),
    others: {
      count: count === 0 ? '' : words.t('inbox.others', { count }),
      texts: others.map(({ text }) => plainText(text)),
    },
    reason: request.kind === 'correction' && reasonField(words, request.id, sent),
  };
}

function reasonField(words: Words, requestId: string, sent?: SentAnswer): Field {
  const isSent = sent?.requestId === requestId;
  const parts = {
    id: reasonId(requestId),
    name: 'reason',
    label: words.t('inbox.reason'),
    hint: words.t('inbox.reasonHint'),
    maxlength: MOST_OF_REASON,
    rows: 2,
  };
  return field(parts, isSent ? { reason: sent.reason } : {}, isSent ? { reason: sent.error } : {});
}

/** There are many on one page. */
function reasonId(requestId: string): string {
  return `reason-${requestId}`;
}

export function waitingCount(words: Words, count: number): string {
  return count === 0 ? words.t('inbox.none') : words.t('inbox.count', { count });
}

function requestView(words: Words, line: InboxLine): RequestView {
  const { request, learner } = line;
  const { id, shareId, answer, kind } = request;
  const action = `/people/inbox/${encodeURIComponent(id)}`;
  const isWaiting = answer === undefined;
  const canCorrect = isWaiting && kind === 'correction' && line.line !== undefined;
  return {
    id,
    icon: kind === 'correction' ? 'pencil' : 'flag',
    title: words.t(titleOf(line)),
    about: aboutOf(words, line),
    person: learner ? { href: personHref(learner.id), name: personName(words, learner) } : false,
    text: plainText(request.text),
    when: words.t('inbox.when', { date: words.day(request.createdAt) }),
    answer: answer
      ? {
          tag: answer.outcome === 'done' ? 'good' : 'unsure',
          text: words.t(`inbox.outcome.${answer.outcome}`, { date: words.day(answer.at) }),
          reason: plainText(answer.reason),
        }
      : false,
    action: `${action}/answer`,
    correct: canCorrect ? `${awardHref(request.awardId ?? '')}/correct` : '',
    close: line.isShareOpen ? `${action}/close` : '',
    isClosed: shareId !== undefined && !line.isShareOpen,
  };
}

function titleOf({ request }: InboxLine) {
  if (request.kind === 'correction') return 'inbox.correction';
  return request.shareId === undefined ? 'inbox.report' : 'inbox.reportShare';
}

function aboutOf(
  words: Words,
  { request, line, share, achievement }: InboxLine,
): RequestView['about'] {
  if (share) return { href: '', text: sharedText(words, share, line) };
  if (line) return { href: '', text: awardedBadge(words, line).name };
  const { about = '', shareId } = request;
  // A page of before, or nothing that could be opened.
  if (shareId !== undefined || !/^\/(issuers|achievements)\/[^/]+$/.test(about)) return false;
  if (about.startsWith('/i')) return { href: about, text: words.t('inbox.issuer') };
  const badge = plainText(achievement?.name);
  return {
    href: about,
    text: badge ? words.t('inbox.badgeNamed', { badge }) : words.t('inbox.badge'),
  };
}

/** By what the team knows of it: the learner’s own note of whom it is for is theirs alone. */
function sharedText(words: Words, { createdAt, entryIds }: Share, line?: AwardLine): string {
  const date = words.day(createdAt);
  if (!line) return words.t('inbox.sharedElsewhere', { date });
  const badge = awardedBadge(words, line).name;
  return words.t(entryIds.length > 1 ? 'inbox.sharedMany' : 'inbox.shared', { badge, date });
}
