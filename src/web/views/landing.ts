import type { Words } from '../words.ts';

export interface LandingView {
  readonly title: string;
}

export function landingView(words: Words): LandingView {
  return { title: words.t('landing.title') };
}
