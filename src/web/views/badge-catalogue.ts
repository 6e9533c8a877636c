import type { Achievement } from '../../domain/achievement.ts';
import { type CatalogueEntry, type Library, THEMES, type Theme } from '../../domain/catalogue.ts';
import { alignmentOf } from '../../domain/framework.ts';
import { markdownToHtml, type SafeHtml } from '../safe-html.ts';
import type { Words } from '../words.ts';
import { type AlignmentView, alignmentView } from './alignments.ts';
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
    readonly entries: readonly EntryView[];
  }>;
}

interface EntryView {
  readonly key: string;
  readonly name: string;
  readonly picture: string;
  readonly imageAlt: string;
  readonly description: string;
  readonly criteria: SafeHtml;
  readonly alignments: readonly AlignmentView[];
  readonly moreLabel: string;
  readonly action: string;
  readonly takeLabel: string;
  readonly adaptLabel: string;
  /** The centre's own that it became; empty when it did not. */
  readonly ownHref: string;
  readonly ownLabel: string;
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
        .map((one) => entryView(words, library, one, own.get(one.key))),
    })),
  };
}

function entryView(
  words: Words,
  { frameworks }: Library,
  entry: CatalogueEntry,
  own: Achievement | undefined,
): EntryView {
  const { language } = words;
  const { name, description, criteria, imageAlt } = entry[language];
  const alignments = entry.skills.flatMap((ref) => alignmentOf(frameworks, ref, language) ?? []);
  return {
    key: entry.key,
    name,
    picture: `/badges/catalogue/${entry.key}/image?v=${entry.version}`,
    imageAlt,
    description,
    criteria: markdownToHtml(criteria),
    alignments: alignments.map(alignmentView),
    moreLabel: words.t('catalogue.moreNamed', { name }),
    action: `/badges/catalogue/${entry.key}`,
    takeLabel: words.t('catalogue.takeNamed', { name }),
    adaptLabel: words.t('catalogue.adaptNamed', { name }),
    ownHref: own && own.archivedAt === undefined ? badgeHref(own.id) : '',
    ownLabel: words.t('catalogue.ownNamed', { name }),
  };
}
