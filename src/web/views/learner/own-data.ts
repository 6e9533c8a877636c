import { displayName } from '../../../domain/learner.ts';
import { insideNameOf, type Profile } from '../../../domain/profile.ts';
import { KEPT, type OwnData } from '../../../usecases/backpack/own-data.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { fullName } from '../worker/award-names.ts';
import { ageText } from '../worker/person-about.ts';

/** What is kept of a learner, in counts and words, and who looked. */
export interface OwnDataView {
  readonly title: string;
  readonly names: ReadonlyArray<{ readonly label: string; readonly value: string }>;
  readonly counts: readonly string[];
  readonly nothing: readonly string[];
  readonly looks: ReadonlyArray<{
    readonly what: string;
    readonly who: string;
    readonly day: string;
  }>;
  /** How long that is kept, and whether older ones are not shown here. */
  readonly looksHint: string;
  readonly contact: string;
}

export function ownDataView(words: Words, data: OwnData, profile: Profile): OwnDataView {
  const { learner, counts, hasPin, audit, hasMoreActs } = data;
  const some = KEPT.filter((kind) => counts[kind] > 0);
  return {
    title: words.t('ownData.title'),
    names: [
      { label: words.t('ownData.shown'), value: plainText(displayName(learner)) },
      { label: words.t('ownData.full'), value: plainText(fullName(learner)) },
      { label: words.t('age.label'), value: ageText(words, learner) },
      { label: words.t('ownData.centre'), value: plainText(insideNameOf(profile)) },
    ],
    counts: [
      ...some.map((kind) => words.t(`ownData.kept.${kind}`, { count: counts[kind] })),
      ...(hasPin ? [words.t('ownData.pin')] : []),
    ],
    nothing: [
      words.t('ownData.noBirthday'),
      ...(counts.addresses === 0 ? [words.t('ownData.noAddress')] : []),
      ...(counts.photos === 0 ? [words.t('ownData.noPhoto')] : []),
    ],
    looks: audit.map(({ act, by, at }) => ({
      what: words.t(`audit.${act}`),
      who: words.t(`audit.by.${roleOf(by)}`),
      day: words.day(at),
    })),
    looksHint: hasMoreActs
      ? words.t('ownData.lookedLast', { count: audit.length })
      : words.t('ownData.lookedHint'),
    contact: profile.email ? plainText(profile.email) : '',
  };
}

/** Who did it, as a role: nobody is named. */
function roleOf(by: string) {
  const [kind] = by.split(':');
  switch (kind) {
    case 'member':
    case 'learner':
    case 'token':
      return kind;
    case 'guardian':
    case 'second-guardian':
      return 'guardian';
    default:
      return 'operator';
  }
}
