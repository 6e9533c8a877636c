import type { Achievement } from '../../../domain/achievement.ts';
import { type BatchChoices, chosenBefore } from '../../../usecases/awarding/decide-batch.ts';
import type { Known, PlannedLine } from '../../../usecases/awarding/plan-batch.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices as choicesView } from '../parts.ts';
import { fullName } from './award-names.ts';

/** A question about one line: which of these people is it? */
export type AmbiguousView = Choices;

/** Lines that a page asks about; those after are left out. */
export const LINES_ASKED = 200;

export function ambiguousViews(
  words: Words,
  lines: ReadonlyArray<PlannedLine & { readonly kind: 'ambiguous' }>,
  lastBadges: ReadonlyMap<string, Achievement>,
  given: { readonly choices: BatchChoices | undefined; readonly isRefused: boolean },
): AmbiguousView[] {
  return lines.slice(0, LINES_ASKED).map((line, at) => {
    const { attendee, candidates } = line;
    const name = fieldOf(attendee.line);
    const said = given.choices?.people.get(attendee.line) ?? chosenBefore(candidates);
    const isMissing = given.isRefused && said === undefined;
    const errors = isMissing ? { [name]: words.t('awardPreview.chooseOne') } : {};
    const view = choicesView(
      {
        name,
        label: words.t('awardPreview.who', { name: fullName(attendee) }),
        options: [
          ...candidates.map((candidate) => optionOf(words, candidate, lastBadges)),
          { value: 'new', label: words.t('awardPreview.someoneNew') },
          { value: 'none', label: words.t('awardPreview.leaveOut') },
        ],
      },
      said === undefined ? [] : [said],
      errors,
    );
    // The summary of what is to mend leads to the first question.
    return at === 0 ? { ...view, id: 'people' } : view;
  });
}

/** The name of the field that asks about a line. */
function fieldOf(line: number): string {
  return `line-${line}`;
}

function optionOf(
  words: Words,
  { learner, standing }: Known,
  lastBadges: ReadonlyMap<string, Achievement>,
) {
  const badge = plainText(lastBadges.get(learner.id)?.name);
  const last = badge
    ? words.t('awardPreview.lastBadge', { badge })
    : words.t('awardPreview.noBadgeYet');
  const hint = standing.kind === 'has' ? words.t('awardPreview.hasIt') : last;
  return { value: learner.id, label: fullName(learner), hint };
}
