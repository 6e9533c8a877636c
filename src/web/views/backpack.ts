import { FILE_FORMATS } from '../../domain/award.ts';
import { displayName } from '../../domain/learner.ts';
import { isOpen, SHARE_DAYS } from '../../domain/share.ts';
import type { Backpack, BackpackEntry } from '../../usecases/backpack/open-backpack.ts';
import { plainText } from '../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../safe-html.ts';
import type { Words } from '../words.ts';
import { pictureHref } from './achievement.ts';

export interface BackpackView {
  readonly title: string;
  readonly profile: string;
  readonly badges: readonly BadgeView[];
}

export interface BadgeView {
  readonly name: string;
  readonly picture: string;
  readonly description: string;
  readonly when: string;
  readonly criteria: SafeHtml;
  readonly revoked: boolean;
  /** Whether the learner has still to say yes or no. */
  readonly asked: boolean;
  readonly shareable: boolean;
  readonly state: string;
  readonly answerAction: string;
  readonly shareAction: string;
  readonly files: ReadonlyArray<{
    readonly href: string;
    readonly format: string;
    readonly label: string;
  }>;
  readonly days: ReadonlyArray<{ readonly value: number; readonly label: string }>;
  readonly shares: ReadonlyArray<{
    readonly label: string;
    readonly action: string;
    readonly close: string;
  }>;
  /** Makes the ids of this badge's form fields its own. */
  readonly key: string;
}

/** @param base the address of the backpack's page, which holds its secret */
export function backpackView(
  words: Words,
  backpack: Backpack,
  { base, now }: { readonly base: string; readonly now: Date },
): BackpackView {
  return {
    title: words.t('backpack.title', { name: plainText(displayName(backpack.learner)) }),
    profile: plainText(backpack.profile.name),
    badges: backpack.entries.map((entry) => badgeView(words, entry, base, now)),
  };
}

function badgeView(words: Words, entry: BackpackEntry, base: string, now: Date): BadgeView {
  const { award, achievement, answer, revoked } = entry;
  const name = plainText(achievement.name);
  const badge = `${base}/badges/${encodeURIComponent(award.id)}`;
  return {
    name,
    picture: pictureHref(achievement.id),
    description: plainText(achievement.description),
    when: whenOf(words, entry),
    criteria: markdownToHtml(achievement.criteria),
    revoked,
    asked: answer === undefined && !revoked,
    shareable: answer === 'accepted' && !revoked,
    state: words.t(stateOf(entry)),
    answerAction: `${badge}/answer`,
    shareAction: `${badge}/shares`,
    files: FILE_FORMATS.map((format) => ({
      href: `${badge}/${format}`,
      format: format.toUpperCase(),
      label: words.t('backpack.downloadFormat', { name, format: format.toUpperCase() }),
    })),
    days: SHARE_DAYS.map((days) => ({ value: days, label: words.t('backpack.days', { days }) })),
    shares: shareLines(words, entry, base, now),
    key: award.id,
  };
}

function stateOf({ answer, revoked }: BackpackEntry) {
  if (revoked) return 'backpack.revoked';
  return answer === 'accepted' ? 'backpack.kept' : 'backpack.new';
}

function whenOf(words: Words, { award, workshop }: BackpackEntry): string {
  return workshop
    ? words.t('backpack.workshop', {
        title: plainText(workshop.title),
        date: words.day(workshop.date),
      })
    : words.t('backpack.awarded', { date: words.day(award.awardedDate) });
}

function shareLines(words: Words, { shares }: BackpackEntry, base: string, now: Date) {
  return shares
    .filter((share) => isOpen(share, now))
    .map(({ id, label, expiresAt }) => {
      const shown = plainText(label) || words.t('backpack.shareUnnamed');
      return {
        label: words.t('backpack.shareLine', { label: shown, date: words.day(expiresAt) }),
        action: `${base}/shares/${encodeURIComponent(id)}/withdraw`,
        close: words.t('backpack.withdrawNamed', { label: shown }),
      };
    });
}
