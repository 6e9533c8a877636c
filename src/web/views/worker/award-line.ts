import { awardStanding } from '../../../domain/award-state.ts';
import type { Learner } from '../../../domain/learner.ts';
import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { fullName } from './award-names.ts';

/** A state in a word, a colour and an icon: `<p class="tag tag-{{tag}}">{{icon icon}}{{text}}</p>`. */
export interface StateView {
  readonly text: string;
  readonly tag: 'good' | 'late' | 'unsure';
  readonly icon: string;
}

const LOOKS = {
  intended: { tag: 'unsure', icon: 'clock' },
  issued: { tag: 'good', icon: 'award' },
  accepted: { tag: 'good', icon: 'bookmark' },
  declined: { tag: 'unsure', icon: 'circle-x' },
  revoked: { tag: 'late', icon: 'circle-x' },
  voided: { tag: 'unsure', icon: 'circle-x' },
} as const;

function stateView(words: Words, line: AwardLine): StateView {
  // What was undone at once is given up like what was never signed.
  const state = line.undone ? 'voided' : awardStanding(line.award, line.answer, line.revoked);
  return { text: words.t(`workshops.state.${state}`), ...LOOKS[state] };
}

/** Whether the badge is good now, so that there is something to revoke. */
export function isRevocable({ award, revoked }: AwardLine): boolean {
  return award.state === 'issued' && !revoked;
}

/** Every name that tells a person from another. */
export function personName(words: Words, learner: Learner | undefined): string {
  if (!learner) return words.t('people.noName');
  return fullName(learner);
}

/** The badge of an award, as a small picture with its name. */
export interface AwardedBadge {
  readonly name: string;
  readonly inLanguage: string;
  readonly picture: string;
  readonly state: StateView;
}

export function awardedBadge(words: Words, line: AwardLine): AwardedBadge {
  const { award, achievement } = line;
  return {
    name: plainText(achievement?.name) || words.t('people.noAchievement'),
    inLanguage: achievement?.inLanguage ?? words.language,
    picture: pictureHref(award.achievementId),
    state: stateView(words, line),
  };
}
