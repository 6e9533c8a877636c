import type { Photo } from '../../../domain/backpack.ts';
import type { Standing } from '../../../domain/consent.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { consentHref, personHref } from '../hrefs.ts';
import {
  type Choices,
  choices,
  type Field,
  field,
  NO_NOTICE,
  type Notice,
  type Problems,
  problems,
} from '../parts.ts';
import { awardedBadge } from './award-line.ts';
import { listOf } from './consent-words.ts';

/** The pictures of one award, as the team may handle them: they are seen in the backpack alone. */
export interface AwardPhotosView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly lead: string;
  readonly private: string;
  readonly action: string;
  readonly file: Field;
  readonly shows: Choices;
  readonly consentHref: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly photos: ReadonlyArray<{
    readonly text: string;
    readonly remove: string;
    readonly removeLabel: string;
  }>;
}

export const PHOTO_DONE = ['added', 'removed'] as const;

export interface AwardPhotosState {
  readonly done?: (typeof PHOTO_DONE)[number];
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

interface Opened {
  readonly line: AwardLine;
  readonly learner: Learner;
  readonly photos: readonly Photo[];
  /** Whether a photo that shows who it is may be added. */
  readonly standing: Standing;
}

export function awardPhotosView(
  words: Words,
  { line, learner, photos, standing }: Opened,
  state: AwardPhotosState,
): AwardPhotosView {
  const { typed = {}, errors = {}, refusal = '', done } = state;
  const name = plainText(displayName(learner));
  const { name: achievement } = awardedBadge(words, line);
  const base = personHref(learner.id);
  const shows = showsChoices(words, { name, standing, chosen: typed['shows'] ?? 'hands' }, errors);
  const file = field(
    {
      name: 'photo',
      type: 'file',
      label: words.t('photo.file'),
      hint: words.t('photo.fileHint'),
      required: true,
    },
    {},
    errors,
  );
  return {
    title: words.t('photo.title'),
    notice: done ? { kind: 'good', text: words.t(`photo.${done}`) } : NO_NOTICE,
    problems: problems(words, errors, [file, shows], refusal),
    lead: words.t('photo.lead', { achievement, name }),
    private: words.t('photo.private', { name }),
    action: `${base}/awards/${encodeURIComponent(line.award.id)}/photo`,
    file,
    shows,
    consentHref: standing.allowed ? '' : consentHref(learner.id),
    back: { href: base, text: words.t('consent.back', { name }) },
    photos: photos.map((photo, at) => {
      const kind = photo.recognisable ? 'recognisable' : 'hands';
      const text = words.t(`photo.line.${kind}`, { date: words.day(photo.createdAt) });
      return {
        text,
        remove: `${base}/photos/${encodeURIComponent(photo.id)}/remove`,
        removeLabel: words.t('photo.removeNamed', { number: at + 1, photo: text }),
      };
    }),
  };
}

function showsChoices(
  words: Words,
  parts: { readonly name: string; readonly standing: Standing; readonly chosen: string },
  errors: FieldErrors,
): Choices {
  const { name, standing, chosen } = parts;
  const lacking = standing.missing.map((party) => words.t(`consent.who.${party}`));
  return choices(
    {
      name: 'shows',
      label: words.t('photo.shows'),
      options: [
        { value: 'hands', label: words.t('photo.hands') },
        {
          value: 'recognisable',
          label: words.t('photo.recognisable', { name }),
          hint: standing.allowed
            ? words.t('photo.allowedHint')
            : words.t('photo.missingHint', { who: listOf(words, lacking) }),
        },
      ],
    },
    [chosen],
    errors,
  );
}
