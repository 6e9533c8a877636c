import { describeWorkshop } from '../../../domain/credential-text.ts';
import type { CorrectionText, OpenedCorrection } from '../../../usecases/awarding/correctable.ts';
import type { Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { awardHref } from '../hrefs.ts';

/** What will be signed, word for word. */
export interface CorrectPreviewView {
  readonly title: string;
  readonly picture: string;
  readonly inLanguage: string;
  readonly lines: readonly SignedLine[];
  readonly consequence: string;
  readonly isWrong: boolean;
  readonly action: string;
  /** The fields of the form, to be sent once more. */
  readonly fields: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

interface SignedLine {
  readonly label: string;
  readonly text: string;
  /** What stands there now; empty when it stays. */
  readonly was: string;
}

const FIELDS = ['number', 'badge', 'title', 'date', 'hours', 'sentence', 'mistake', 'checked'];

export function correctPreviewView(
  words: Words,
  opened: OpenedCorrection,
  { text, wasWrong }: { readonly text: CorrectionText; readonly wasWrong: boolean },
  typed: Typed,
): CorrectPreviewView {
  const now = saidBy(opened, opened.saying);
  const next = saidBy(opened, text);
  const none = words.t('correct.nothing');
  const line = (label: string, name: keyof typeof now): SignedLine => ({
    label,
    text: next[name] || none,
    was: now[name] === next[name] ? '' : now[name] || none,
  });
  return {
    title: words.t('correct.previewTitle'),
    picture: pictureHref(text.achievementId),
    inLanguage: versionOf(opened, text)?.inLanguage ?? words.language,
    lines: [
      line(words.t('correct.badge'), 'badge'),
      line(words.t('awardPreview.workshop'), 'workshop'),
      line(words.t('awardPreview.date'), 'day'),
      line(words.t('awardPreview.sentence'), 'sentence'),
    ],
    consequence: words.t(wasWrong ? 'correct.wrongHint' : 'correct.typoHint'),
    isWrong: wasWrong,
    action: `${awardHref(opened.award.id)}/correct`,
    fields: FIELDS.flatMap((name) => {
      const value = typed[name];
      return value === undefined ? [] : [{ name, value }];
    }),
  };
}

function versionOf({ versions }: OpenedCorrection, { achievementId }: CorrectionText) {
  return versions.find(({ id }) => id === achievementId);
}

/** The words of the credential itself, in its own language. */
function saidBy(opened: OpenedCorrection, said: CorrectionText) {
  const version = versionOf(opened, said);
  const { workshop, sentence } = said;
  return {
    badge: plainText(version?.name),
    workshop: plainText(workshop?.title),
    day: workshop ? describeWorkshop(workshop, version?.inLanguage ?? 'fr') : '',
    sentence: plainText(sentence),
  };
}
