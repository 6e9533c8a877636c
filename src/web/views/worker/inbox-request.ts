import type { Share } from '../../../domain/share.ts';
import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { InboxLine } from '../../../usecases/people/inbox-lines.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { awardHref, personHref } from '../hrefs.ts';
import { awardedBadge, personName } from './award-line.ts';

/** What somebody asks for, or reports. */
export interface RequestView {
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

export function requestView(words: Words, line: InboxLine): RequestView {
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
