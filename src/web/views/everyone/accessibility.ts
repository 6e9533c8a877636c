import type { Words } from '../../words.ts';

/** How far everyone can use the service, and what to do when someone cannot. */
export interface AccessibilityView {
  readonly title: string;
  readonly made: string;
}

/** The day on which the statement was last held against the pages. */
const STATED = '2026-11-22';

export function accessibilityView(words: Words): AccessibilityView {
  return {
    title: words.t('accessibility.title'),
    made: words.t('accessibility.made', { date: words.day(STATED) }),
  };
}
