import type { Learner } from '../../domain/learner.ts';
import { didOf, profileUrl } from '../../domain/profile.ts';
import type { AwardLine, WorkRoom } from '../../usecases/people/open-work-room.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';
import { type AchievementLink, achievementLinks } from './issuer.ts';

export interface WorkshopsView {
  readonly title: string;
  readonly profile: {
    readonly name: string;
    readonly email: string;
    readonly description: string;
    readonly href: string;
    readonly did: string;
  };
  readonly mayRename: boolean;
  readonly achievements: readonly AchievementLink[];
  readonly awards: readonly AwardView[];
  readonly more: string;
}

interface AwardView {
  readonly learner: string;
  readonly achievement: string;
  readonly day: string;
  readonly state: string;
  readonly revocable: boolean;
  readonly action: string;
  readonly revokeLabel: string;
  readonly key: string;
}

export function workshopsView(words: Words, room: WorkRoom): WorkshopsView {
  const { profile } = room;
  return {
    title: words.t('workshops.title'),
    profile: {
      name: plainText(profile.name),
      email: plainText(profile.email),
      description: plainText(profile.description),
      href: profileUrl(profile),
      did: didOf(profile),
    },
    mayRename: room.role === 'owner',
    achievements: achievementLinks(room.achievements),
    awards: room.awards.map((line) => awardView(words, line)),
    more: room.next ? `/workshops?after=${encodeURIComponent(room.next)}` : '',
  };
}

function awardView(words: Words, line: AwardLine): AwardView {
  const { award } = line;
  const learner = learnerName(line.learner) || words.t('workshops.noName');
  const achievement = plainText(line.achievement?.name);
  return {
    learner,
    achievement,
    day: words.day(award.awardedDate),
    state: words.t(`workshops.state.${stateOf(line)}`),
    revocable: award.state === 'issued' && !line.revoked,
    action: `/workshops/awards/${encodeURIComponent(award.id)}/revoke`,
    revokeLabel: words.t('workshops.revokeNamed', { achievement, learner }),
    key: award.id,
  };
}

/** A declined badge is revoked too: what the learner said comes first. */
function stateOf({ award, answer, revoked }: AwardLine) {
  if (award.state !== 'issued') return award.state;
  if (answer === 'declined') return 'declined';
  if (revoked) return 'revoked';
  return answer === 'accepted' ? 'accepted' : 'issued';
}

function learnerName(learner: Learner | undefined): string {
  if (!learner) return '';
  const { firstName, lastName, nickname } = learner;
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return plainText(nickname && full ? `${full} (${nickname})` : full || nickname);
}
