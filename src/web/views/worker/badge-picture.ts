import { type BadgeColour, SUGGESTED_PAIRS } from '../../../domain/badge-colours.ts';
import { type BadgeDesign, SHAPES } from '../../../domain/badge-design.ts';
import { contrast, LEAST_CONTRAST } from '../../../domain/contrast.ts';
import { type DraftText, draftName, FIRST_DESIGN, NO_WORDS } from '../../../domain/draft.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { IconChoice } from '../../deps.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Labelled, type Problems, problems } from '../parts.ts';
import { draftHref } from './badges.ts';

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

interface PictureChoice {
  readonly value: string;
  readonly label: string;
  readonly src: string;
  readonly chosen: boolean;
}

/** How well the thread shows on the cloth, and what the script says when the colours change. */
interface ContrastView {
  readonly text: string;
  readonly close: string;
  readonly fair: string;
  readonly good: string;
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

/** From here on the thread shows well: WCAG 2.2, 1.4.3. */
const GOOD_CONTRAST = 4.5;

export function badgePictureView(words: Words, page: PicturePage): BadgePictureView {
  const { design, errors, typed, text, draftId } = page;
  const name = plainText(draftName(text, words.language));
  const drawn = drawable(page);
  const pairs = SUGGESTED_PAIRS.map(({ key, names, ground, thread }) => ({
    value: key,
    label: pairName(words, names),
    src: previewHref({ ...drawn, ground, thread, ribbon: '' }),
    chosen: ground === design.ground && thread === design.thread,
  }));
  const alts = altFields(words, page, '');
  const ribbon = field(
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
  return {
    title: name ? words.t('picture.titleOf', { name }) : words.t('picture.title'),
    problems: problems(words, errors, [...legends(words), ribbon, ...alts], page.refusal),
    action: `${draftHref(draftId)}/picture`,
    back: draftHref(draftId),
    base: page.base,
    preview: previewHref(drawn),
    refused: whyNot(words, page),
    shapes: SHAPES.map((shape) => ({
      value: shape,
      label: words.t(`picture.shape.${shape}`),
      src: previewHref({ ...drawn, shape, ribbon: '' }),
      chosen: shape === design.shape,
    })),
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

function isTooClose({ ground, thread }: BadgeDesign): boolean {
  return contrast(ground, thread) < LEAST_CONTRAST;
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

function previewHref({ shape, ground, thread, icon, ribbon }: BadgeDesign): string {
  return `/badges/preview.svg?${new URLSearchParams({ shape, ground, thread, icon, ribbon })}`;
}

/** A small drawing of ours inside the page: nothing to ask for. */
export function iconHref({ svg }: Pick<IconChoice, 'svg'>): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function pairName(words: Words, [ground, thread]: readonly [BadgeColour, BadgeColour]): string {
  return words.t('picture.pair', {
    ground: words.t(`picture.colour.${ground}`),
    thread: words.t(`picture.colour.${thread}`),
  });
}

function contrastView(words: Words, { ground, thread }: BadgeDesign): ContrastView {
  const found = contrast(ground, thread);
  const close = words.t('picture.contrastClose');
  const fair = words.t('picture.contrastFair');
  const good = words.t('picture.contrastGood');
  const text = found < LEAST_CONTRAST ? close : found < GOOD_CONTRAST ? fair : good;
  return { text, close, fair, good };
}

function iconChoices({ icons, design }: PicturePage): PictureChoice[] {
  return icons.map((icon) => ({
    value: icon.name,
    label: icon.label,
    src: iconHref(icon),
    chosen: icon.name === design.icon,
  }));
}

function iconsText(words: Words, { query, icons }: PicturePage): string {
  if (!query) return words.t('picture.iconsSome');
  // The one that is chosen stands there whatever was searched.
  return icons.length > 1
    ? words.t('picture.iconsFound', { query })
    : words.t('picture.iconsNone', { query });
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
