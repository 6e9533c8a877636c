import { plainWord } from '../domain/learner.ts';
import { readPackageFile } from './package-file.ts';

type IconLanguage = 'fr' | 'en';

export interface FoundIcon {
  /** As a design names it. */
  readonly name: string;
  /** What it shows, in the language where a word for it is known, else in English. */
  readonly label: string;
}

export interface IconIndex {
  /**
   * The icons that suit a few words, the best first, 60 at most; a good choice of them when there
   * is no word. Accents and case do not count, beginnings of words do.
   */
  search(query: string, language: IconLanguage): readonly FoundIcon[];
  /** One icon by its name. */
  find(name: string, language: IconLanguage): FoundIcon | undefined;
}

const MOST = 60;

/** How much a word tells of an icon. A whole word counts half as much again as a beginning. */
const WEIGHTS = { label: 8, word: 7, tagInFrench: 5, name: 4, tag: 3 } as const;

/** Words that tell nothing. */
const EMPTY_WORDS = new Set(
  'a au aux d de des du en et l la le les of the and to un une pour avec sur'.split(' '),
);

/** What the page shows to those who have not searched yet: what centres do. */
const FAVOURITES =
  `bike hammer scissors chef-hat sprout camera clapperboard radio mic-vocal eighth-notes drama
  palette gamepad-2 dices book-open newspaper megaphone messages-square users handshake
  hand-heart heart-handshake house briefcase laptop code bot printer-3d wrench shield-check lock
  fingerprint-pattern globe recycle trees tent map trophy sport-shoe graduation-cap lightbulb
  rocket`.split(/\s+/);

const EMBLEM_LABELS: Readonly<Record<string, string>> = {
  'ecusson:robot': 'robot, programming, electronics',
  'ecusson:camera': 'camera, photo, video, report',
  'ecusson:trace': 'digital traces, identity, privacy, fingerprint',
  'ecusson:hands': 'mutual help, hands, solidarity, volunteering',
  'ecusson:tools': 'tools, repair, making, workshop',
  'ecusson:speech': 'speaking, debate, discussion, radio',
  'ecusson:leaf': 'leaf, nature, garden, ecology',
  'ecusson:star': 'star, achievement',
};

interface Entry extends FoundIcon {
  /** Words without accents, a space before and after each, by what they weigh: most first. */
  readonly terms: ReadonlyArray<readonly [words: string, weight: number]>;
  /** Stands before others that suit as well. */
  readonly isKnown: boolean;
}

interface Vocabulary {
  /** French words by icon, the label first. */
  readonly icons: Readonly<Record<string, string>>;
  /** French words by English tag. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads the tags of the set and our French words for them. */
export async function loadIconIndex(): Promise<IconIndex> {
  const { default: vocabulary } = await import('./icon-words.json', { with: { type: 'json' } });
  const file = await readPackageFile('lucide-static/tags.json');
  const tags: TagsByIcon = JSON.parse(file.toString('utf8'));
  const entries = {
    fr: entriesInFrench(vocabulary, tags),
    en: entriesInEnglish(vocabulary, tags),
  };
  return {
    search(query, language) {
      const asked = wordsOf(query);
      if (asked.length === 0) return favourites(entries[language]);
      const all = rank(entries[language], asked, (scores) => scores.every(Boolean));
      const some = all.length > 0 ? all : rank(entries[language], asked, (s) => s.some(Boolean));
      return some.map(found);
    },
    find(name, language) {
      const entry = entries[language].find((one) => one.name === name);
      return entry && found(entry);
    },
  };
}

function entriesInFrench({ icons, tags: french }: Vocabulary, tags: TagsByIcon): Entry[] {
  return namesOf(icons, tags).map((name) => {
    const words = split(icons[name]);
    const named = (tags[name] ?? []).flatMap((tag) => split(french[tag]));
    return {
      name,
      label: words[0] ?? readable(name),
      isKnown: words.length > 0,
      terms: [
        ...weighed(words.slice(0, 1), WEIGHTS.label),
        ...weighed(words.slice(1), WEIGHTS.word),
        ...weighed(named, WEIGHTS.tagInFrench),
        ...weighed([readable(name)], WEIGHTS.name),
        ...weighed(tags[name] ?? [], WEIGHTS.tag),
      ],
    };
  });
}

function entriesInEnglish({ icons }: Vocabulary, tags: TagsByIcon): Entry[] {
  return namesOf(icons, tags).map((name) => {
    const words = split(EMBLEM_LABELS[name]);
    return {
      name,
      label: words[0] ?? readable(name),
      isKnown: name in icons,
      terms: [
        ...weighed([words[0] ?? readable(name)], WEIGHTS.label),
        ...weighed([...words.slice(1), ...(tags[name] ?? [])], WEIGHTS.tagInFrench),
      ],
    };
  });
}

type TagsByIcon = Readonly<Record<string, readonly string[]>>;

/** Our own emblems come first, then the set. */
function namesOf(icons: Vocabulary['icons'], tags: TagsByIcon): string[] {
  return [...Object.keys(icons).filter((name) => !(name in tags)), ...Object.keys(tags)];
}

function split(words: string | undefined): string[] {
  return words ? words.split(', ') : [];
}

/** `gamepad-2` reads `gamepad`. */
function readable(name: string): string {
  return name.replace(/-\d+$/, '').replace(/[:-]/g, ' ');
}

function weighed(texts: readonly string[], weight: number): Array<readonly [string, number]> {
  const words = new Set(texts.flatMap(wordsOf));
  return words.size > 0 ? [[` ${[...words].join(' ')} `, weight]] : [];
}

/** `L’été à vélo` has the words `ete` and `velo`. */
function wordsOf(text: string): string[] {
  return plainWord(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word && !EMPTY_WORDS.has(word))
    .slice(0, 8);
}

function rank(
  entries: readonly Entry[],
  asked: readonly string[],
  suits: (scores: readonly number[]) => boolean,
): Entry[] {
  const scored: Array<{ entry: Entry; score: number }> = [];
  for (const entry of entries) {
    const scores = asked.map((word) => scoreOf(entry, word));
    if (!suits(scores)) continue;
    scored.push({ entry, score: scores.reduce((sum, score) => sum + score, 0) });
  }
  return scored
    .sort(
      (one, other) =>
        other.score - one.score || Number(other.entry.isKnown) - Number(one.entry.isKnown),
    )
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** The best that a word says of an icon; 0 when it says nothing. A plural finds its singular. */
function scoreOf({ terms }: Entry, word: string): number {
  const single = word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
  let best = 0;
  for (const [words, weight] of terms) {
    if (weight * 1.5 <= best) break;
    if (words.includes(` ${word} `) || words.includes(` ${single} `)) return weight * 1.5;
    if (words.includes(` ${word}`)) best = Math.max(best, weight);
  }
  return best;
}

function favourites(entries: readonly Entry[]): FoundIcon[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const names = [...Object.keys(EMBLEM_LABELS), ...FAVOURITES];
  return names.flatMap((name) => {
    const entry = byName.get(name);
    return entry ? [found(entry)] : [];
  });
}

function found({ name, label }: Entry): FoundIcon {
  return { name, label };
}
