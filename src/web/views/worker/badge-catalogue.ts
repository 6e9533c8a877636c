import type { Achievement } from '../../../domain/achievement.ts';
import {
  type CatalogueEntry,
  type Library,
  THEMES,
  type Theme,
} from '../../../domain/catalogue.ts';
import { alignmentOf } from '../../../domain/framework.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { type AlignmentView, alignmentView } from '../alignments.ts';
import { badgeHref } from './badges.ts';

export interface BadgeCatalogueView {
  readonly title: string;
  readonly themes: ReadonlyArray<{
    readonly href: string;
    readonly name: string;
    readonly here: boolean;
  }>;
  readonly sections: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly entries: readonly EntryTile[];
  }>;
}

/** A ready badge among the others: what more there is to say stands on its own page. */
interface EntryTile {
  readonly href: string;
  readonly name: string;
  readonly picture: string;
  readonly description: string;
  readonly takeLabel: string;
  /** The centre's own that it became; empty when it did not. */
  readonly ownHref: string;
  readonly ownLabel: string;
}

/** A ready badge on its own page. */
export interface BadgeEntryView {
  readonly title: string;
  readonly back: string;
  readonly theme: string;
  readonly picture: string;
  readonly imageAlt: string;
  readonly description: string;
  readonly criteria: SafeHtml;
  readonly alignments: readonly AlignmentView[];
  readonly tags: string;
  readonly action: string;
  readonly ownHref: string;
}

/** @param theme the only one to show; all of them when it is not given */
export function badgeCatalogueView(
  words: Words,
  library: Library,
  own: ReadonlyMap<string, Achievement>,
  theme?: Theme,
): BadgeCatalogueView {
  const present = THEMES.filter((each) => library.catalogue.some((one) => one.theme === each));
  const shown = present.filter((each) => theme === undefined || each === theme);
  return {
    title: words.t('catalogue.title'),
    themes: [
      { href: '/badges/catalogue', name: words.t('catalogue.all'), here: theme === undefined },
      ...present.map((each) => ({
        href: `/badges/catalogue?theme=${each}`,
        name: words.t(`catalogue.theme.${each}`),
        here: each === theme,
      })),
    ],
    sections: shown.map((each) => ({
      id: each,
      name: words.t(`catalogue.theme.${each}`),
      entries: library.catalogue
        .filter((one) => one.theme === each)
        .map((one) => entryTile(words, one, own.get(one.key))),
    })),
  };
}

export function badgeEntryView(
  words: Words,
  { frameworks }: Library,
  entry: CatalogueEntry,
  own: Achievement | undefined,
): BadgeEntryView {
  const { language } = words;
  const { name, description, criteria, imageAlt, tags } = entry[language];
  const alignments = entry.skills.flatMap((ref) => alignmentOf(frameworks, ref, language) ?? []);
  return {
    title: name,
    back: `/badges/catalogue?theme=${entry.theme}`,
    theme: words.t(`catalogue.theme.${entry.theme}`),
    picture: pictureOf(entry),
    imageAlt,
    description,
    criteria: markdownToHtml(criteria),
    alignments: alignments.map(alignmentView),
    tags: tags.join(', '),
    action: entryHref(entry),
    ownHref: ownHref(own),
  };
}

function entryTile(words: Words, entry: CatalogueEntry, own: Achievement | undefined): EntryTile {
  const { name, description } = entry[words.language];
  return {
    href: entryHref(entry),
    name,
    picture: pictureOf(entry),
    description,
    takeLabel: words.t('catalogue.takeNamed', { name }),
    ownHref: ownHref(own),
    ownLabel: words.t('catalogue.ownNamed', { name }),
  };
}

function entryHref({ key }: CatalogueEntry): string {
  return `/badges/catalogue/${key}`;
}

function pictureOf(entry: CatalogueEntry): string {
  return `${entryHref(entry)}/image?v=${entry.version}`;
}

function ownHref(own: Achievement | undefined): string {
  return own && own.archivedAt === undefined ? badgeHref(own.id) : '';
}
