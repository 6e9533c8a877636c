import { type BadgeColour, SUGGESTED_PAIRS } from '../../../domain/badge-colours.ts';
import { type BadgeDesign, SHAPES } from '../../../domain/badge-design.ts';
import { contrast, LEAST_CONTRAST } from '../../../domain/contrast.ts';
import type { IconChoice } from '../../deps.ts';
import type { Words } from '../../words.ts';

export interface PictureChoice {
  readonly value: string;
  readonly label: string;
  readonly src: string;
  readonly chosen: boolean;
}

/** How well the thread shows on the cloth, and what the script says when the colours change. */
export interface ContrastView {
  readonly text: string;
  readonly close: string;
  readonly fair: string;
  readonly good: string;
}

/** What the icons of the page come from. */
interface IconsPage {
  readonly icons: readonly IconChoice[];
  /** What was searched. */
  readonly query: string;
  readonly design: BadgeDesign;
}

/** From here on the thread shows well: WCAG 2.2, 1.4.3. */
const GOOD_CONTRAST = 4.5;

/** The shapes and the suggested pairs of colours, each on the design as far as it can be drawn. */
export function designChoices(words: Words, design: BadgeDesign, drawn: BadgeDesign) {
  return {
    shapes: SHAPES.map((shape) => ({
      value: shape,
      label: words.t(`picture.shape.${shape}`),
      src: previewHref({ ...drawn, shape, ribbon: '' }),
      chosen: shape === design.shape,
    })),
    pairs: SUGGESTED_PAIRS.map(({ key, names, ground, thread }) => ({
      value: key,
      label: pairName(words, names),
      src: previewHref({ ...drawn, ground, thread, ribbon: '' }),
      chosen: ground === design.ground && thread === design.thread,
    })),
  };
}

export function isTooClose({ ground, thread }: BadgeDesign): boolean {
  return contrast(ground, thread) < LEAST_CONTRAST;
}

export function previewHref({ shape, ground, thread, icon, ribbon }: BadgeDesign): string {
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

export function contrastView(words: Words, { ground, thread }: BadgeDesign): ContrastView {
  const found = contrast(ground, thread);
  const close = words.t('picture.contrastClose');
  const fair = words.t('picture.contrastFair');
  const good = words.t('picture.contrastGood');
  const text = found < LEAST_CONTRAST ? close : found < GOOD_CONTRAST ? fair : good;
  return { text, close, fair, good };
}

export function iconChoices({ icons, design }: IconsPage): PictureChoice[] {
  return icons.map((icon) => ({
    value: icon.name,
    label: icon.label,
    src: iconHref(icon),
    chosen: icon.name === design.icon,
  }));
}

export function iconsText(words: Words, { query, icons }: IconsPage): string {
  if (!query) return words.t('picture.iconsSome');
  // The one that is chosen stands there whatever was searched.
  return icons.length > 1
    ? words.t('picture.iconsFound', { query })
    : words.t('picture.iconsNone', { query });
}
