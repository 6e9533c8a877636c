import { MOST_OF_REASON } from '../../../domain/inbox.ts';
import type { Inbox, Waiting, WaitingLine } from '../../../usecases/people/inbox.ts';
import { nextHref } from '../../cursor.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import { type RequestView, requestView } from './inbox-request.ts';

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
