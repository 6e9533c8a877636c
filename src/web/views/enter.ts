import { SESSION_HOURS } from '../../domain/link.ts';
import type { Words } from '../words.ts';

export interface EnterView {
  readonly title: string;
  readonly hours: number;
  readonly action: string;
}

export function enterView(words: Words, action: string): EnterView {
  return { title: words.t('enter.title'), hours: SESSION_HOURS, action };
}
