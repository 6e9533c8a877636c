import type { Words } from '../../words.ts';

export interface LandingView {
  readonly title: string;
  /** Badges as a centre might award them, drawn by the build. */
  readonly samples: ReadonlyArray<{ readonly picture: string; readonly text: string }>;
}

const SAMPLES = ['robot', 'camera', 'hands', 'tools'] as const;

export function landingView(words: Words): LandingView {
  return {
    title: words.t('landing.title'),
    samples: SAMPLES.map((emblem) => ({
      picture: `/assets/badges/${emblem}.svg`,
      text: words.t(`landing.sample.${emblem}`),
    })),
  };
}
