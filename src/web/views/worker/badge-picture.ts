import type { BadgeDesign } from '../../../domain/badge-design.ts';
import { type DraftText, draftName, FIRST_DESIGN, NO_WORDS } from '../../../domain/draft.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { IconChoice } from '../../deps.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Labelled, type Problems, problems } from '../parts.ts';
import { draftHref } from './badges.ts';
import {
  type ContrastView,
  contrastView,
  designChoices,
  iconChoices,
  iconsText,
  isTooClose,
  type PictureChoice,
  previewHref,
} from './picture-choices.ts';

export interface BadgePictureView {
  readonly title: string;
  readonly problems: Problems;
  readonly action: string;
  readonly back: string;
  readonly base: number;
  readonly preview: string;
  /** Why the preview is not what was chosen; empty when it is. */
  readonly refused: string;
  readonly shapes: readonly PictureChoice[];
  readonly shapeError: string;
  readonly pairs: readonly PictureChoice[];
  readonly own: boolean;
  readonly ground: string;
  readonly thread: string;
  readonly coloursError: string;
  readonly contrast: ContrastView;
  readonly query: string;
  readonly icons: readonly PictureChoice[];
  readonly iconsText: string;
  readonly iconError: string;
  readonly ribbon: Field;
  readonly alts: readonly Field[];
  readonly upload: UploadView;
}

interface UploadView {
  readonly action: string;
  /** The picture that was uploaded; empty for none. */
  readonly src: string;
  readonly alt: string;
  readonly isOpen: boolean;
  readonly error: string;
  readonly alts: readonly Field[];
}

export interface PicturePage {
  readonly draftId: string;
  readonly text: DraftText;
  readonly base: number;
  readonly design: BadgeDesign;
  /** What was searched. */
  readonly query: string;
  readonly icons: readonly IconChoice[];
  readonly typed: Typed;
  readonly errors: FieldErrors;
  /** A refusal that belongs to no field. */
  readonly refusal: string;
}

export function badgePictureView(words: Words, page: PicturePage): BadgePictureView {
  const { design, errors, text, draftId } = page;
  const name = plainText(draftName(text, words.language));
  const drawn = drawable(page);
  const { shapes, pairs } = designChoices(words, design, drawn);
  const alts = altFields(words, page, '');
  const ribbon = ribbonField(words, page);
  return {
    title: name ? words.t('picture.titleOf', { name }) : words.t('picture.title'),
    problems: problems(words, errors, [...legends(words), ribbon, ...alts], page.refusal),
    action: `${draftHref(draftId)}/picture`,
    back: draftHref(draftId),
    base: page.base,
    preview: previewHref(drawn),
    refused: whyNot(words, page),
    shapes,
    shapeError: errors['shape'] ?? '',
    pairs,
    own: !pairs.some(({ chosen }) => chosen),
    ground: design.ground,
    thread: design.thread,
    coloursError: errors['ground'] ?? errors['thread'] ?? '',
    contrast: contrastView(words, design),
    query: page.query,
    icons: iconChoices(page),
    iconsText: iconsText(words, page),
    iconError: errors['icon'] ?? '',
    ribbon,
    alts,
    upload: uploadView(words, page),
  };
}

/** The design as far as it can be drawn: pictures that cannot would be broken ones. */
function drawable({ design, errors }: PicturePage): BadgeDesign {
  const { ground, thread, icon } = FIRST_DESIGN;
  return {
    ...design,
    ...(isTooClose(design) ? { ground, thread } : {}),
    ...(errors['icon'] ? { icon } : {}),
    ...(errors['ribbon'] ? { ribbon: '' } : {}),
  };
}

function whyNot(words: Words, { design, errors }: PicturePage): string {
  if (isTooClose(design)) return words.t('picture.previewOther');
  return errors['icon'] || errors['ribbon'] ? words.t('picture.previewPart') : '';
}

function legends(words: Words): Labelled[] {
  return [
    { name: 'shape', label: words.t('picture.shape') },
    { name: 'ground', label: words.t('picture.ground') },
    { name: 'thread', label: words.t('picture.colours') },
    { name: 'icon', label: words.t('picture.icon') },
    { name: 'file', label: words.t('picture.file') },
  ];
}

function ribbonField(words: Words, { design, typed, errors }: PicturePage): Field {
  return field(
    {
      name: 'ribbon',
      label: words.t('picture.ribbon'),
      hint: words.t('picture.ribbonHint'),
      value: design.ribbon,
      maxlength: 24,
    },
    typed,
    errors,
  );
}

function altFields(words: Words, { text, typed, errors }: PicturePage, prefix: string): Field[] {
  const languages = text.inLanguage === 'fr' ? (['fr', 'en'] as const) : (['en', 'fr'] as const);
  return languages.map((language, at) =>
    field(
      {
        id: `${prefix}alt_${language}`,
        name: `alt_${language}`,
        label: words.t(`picture.alt.${language}`),
        hint: at === 0 ? words.t('picture.altHint') : '',
        value: (text[language] ?? NO_WORDS).imageAlt,
        maxlength: 300,
        lang: language === words.language ? '' : language,
      },
      typed,
      errors,
    ),
  );
}

function uploadView(words: Words, page: PicturePage): UploadView {
  const { text, draftId, base, errors } = page;
  const isUploaded = text.picture.kind === 'upload';
  const alt = plainText((text[text.inLanguage] ?? NO_WORDS).imageAlt);
  return {
    action: `${draftHref(draftId)}/picture/upload`,
    src: isUploaded ? `${draftHref(draftId)}/image?v=${base}` : '',
    alt: alt || words.t('picture.uploadNow'),
    isOpen: isUploaded || errors['file'] !== undefined,
    error: errors['file'] ?? '',
    alts: altFields(words, page, 'upload_'),
  };
}
