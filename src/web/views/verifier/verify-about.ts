import type { Words } from '../../words.ts';

/** What is done with what people give: in plain words, for whoever wants to know first. */
export interface VerifyAboutView {
  readonly title: string;
  /** To write into a command. */
  readonly api: string;
}

export function verifyAboutView(words: Words, origin: string): VerifyAboutView {
  return { title: words.t('verify.aboutTitle'), api: `${origin}/api/v1/verifications` };
}
