import { displayName } from '../../../domain/learner.ts';
import type { ExportedBackpack } from '../../../usecases/backpack/export-backpack.ts';
import type { Language } from '../../locales.ts';
import { plainText } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { issuerInWords } from '../issuer-in-words.ts';

/** The page that hands the backpack out. */
export interface ExportView {
  readonly title: string;
}

export function exportView(words: Words): ExportView {
  return { title: words.t('export.title') };
}

/** A backpack as a page that is read from the disk, years later, without this service. */
export interface ExportIndexView {
  readonly language: Language;
  readonly other: { readonly href: string; readonly name: string; readonly language: Language };
  readonly title: string;
  readonly made: string;
  readonly badges: readonly IndexedBadge[];
  readonly imports: readonly IndexedBadge[];
  readonly photos: readonly string[];
  readonly archive: string;
}

interface IndexedBadge {
  readonly name: string;
  readonly inLanguage: string;
  /** A path in the export; empty for none. */
  readonly picture: string;
  readonly issuer: string;
  readonly when: string;
  readonly state: string;
  readonly description: string;
  readonly criteria: SafeHtml | false;
  /** Of the whole workshop. */
  readonly sentence: string;
  readonly ownWords: string;
  readonly files: ReadonlyArray<{ readonly href: string; readonly label: string }>;
}

const OTHER = {
  fr: { href: 'index.en.html', name: 'English', language: 'en' },
  en: { href: 'index.html', name: 'Français', language: 'fr' },
} as const;

export function exportIndexView(
  words: Words,
  backpack: ExportedBackpack,
  now: Date,
): ExportIndexView {
  const { learner, profile, badges, imports, photos } = backpack;
  // Others are given the file: it says the centre's public name alone.
  const centre = plainText(profile.name);
  return {
    language: words.language,
    other: OTHER[words.language],
    title: words.t('export.indexTitle', { name: plainText(displayName(learner)) }),
    made: words.t('export.made', { centre, date: words.day(now.toISOString()) }),
    badges: badges.map((badge) => indexedBadge(words, badge, centre)),
    imports: imports.map((one) => indexedImport(words, one)),
    photos: photos.map(({ path }) => path),
    archive: words.day(now.toISOString()),
  };
}

function indexedBadge(
  words: Words,
  { entry, ownWords, files }: ExportedBackpack['badges'][number],
  issuer: string,
): IndexedBadge {
  const { award, achievement, workshop, answer, revoked } = entry;
  const state = revoked ? 'export.revoked' : answer ? undefined : 'export.waiting';
  const when = words.t('export.when', { date: words.day(award.awardedDate) });
  const place = workshop && {
    title: plainText(workshop.title),
    date: words.day(workshop.date),
  };
  return {
    name: plainText(achievement.name),
    inLanguage: achievement.inLanguage,
    picture: files.find(({ path }) => path.endsWith('.png'))?.path ?? '',
    issuer: words.t('export.issuer', { issuer }),
    when: place ? `${words.t('export.workshop', place)} · ${when}` : when,
    state: state ? words.t(state) : '',
    description: plainText(achievement.description),
    criteria: markdownToHtml(achievement.criteria),
    sentence: plainText(award.sentence),
    ownWords: plainText(ownWords),
    files: files.map(({ path }) => fileLine(words, path)),
  };
}

function indexedImport(
  words: Words,
  { badge, ownWords, file, picture }: ExportedBackpack['imports'][number],
): IndexedBadge {
  const issuer = issuerInWords(words, { name: badge.issuerName, domain: badge.issuerDomain });
  return {
    name: plainText(badge.name) || words.t('verdict.noName'),
    inLanguage: '',
    picture: picture?.path ?? '',
    issuer: words.t('export.issuer', { issuer }),
    when: words.t('export.added', { date: words.day(badge.importedAt) }),
    state: '',
    description: plainText(badge.description),
    criteria: false,
    sentence: '',
    ownWords: plainText(ownWords),
    files: [fileLine(words, file.path)],
  };
}

function fileLine(words: Words, path: string): IndexedBadge['files'][number] {
  const format = (path.split('.').at(-1) ?? '').toUpperCase();
  return { href: path, label: words.t('export.file', { format }) };
}
