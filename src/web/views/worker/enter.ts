import { SESSION_HOURS } from '../../../domain/link.ts';
import type { Profile } from '../../../domain/profile.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

export interface EnterView {
  readonly title: string;
  readonly hours: number;
  readonly action: string;
  /** Three digits, a space, three digits; empty where the button stands. */
  readonly code: string;
}

interface EnterPage {
  readonly profile: Profile;
  readonly action: string;
  readonly code?: string;
}

export function enterView(words: Words, { profile, action, code = '' }: EnterPage): EnterView {
  const centre = plainText(profile.name);
  return {
    title: code ? words.t('enter.codeTitle') : words.t('enter.titleCentre', { centre }),
    hours: SESSION_HOURS,
    action,
    code: code.replace(/^(\d{3})/, '$1 '),
  };
}
