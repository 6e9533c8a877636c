import type { Member } from '../../../domain/profile.ts';
import type { Words } from '../../words.ts';
import { NO_NOTICE, type Notice } from '../parts.ts';
import { memberName } from './team.ts';

/** A link for a member, just made: the only time its secret is shown. */
export interface HandedView {
  readonly title: string;
  readonly notice: Notice;
  readonly link: string;
  readonly life: string;
}

export function handedView(
  words: Words,
  page: { readonly member: Member; readonly link: string; readonly expiresAt: string },
  mailed: 'sent' | 'failed' | 'no',
): HandedView {
  const { member, link, expiresAt } = page;
  return {
    title: words.t('handed.title', { name: memberName(words, member) }),
    notice: noticeOf(words, mailed),
    link,
    life: words.t('handed.life', { date: words.day(expiresAt) }),
  };
}

function noticeOf(words: Words, mailed: 'sent' | 'failed' | 'no'): Notice {
  if (mailed === 'sent') return { kind: 'good', text: words.t('handed.mailed') };
  return mailed === 'failed' ? { kind: 'late', text: words.t('handed.notMailed') } : NO_NOTICE;
}
