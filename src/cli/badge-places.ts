import { type Dirent, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { BadgeError } from '../domain/errors.ts';

/** Somewhere a badge may be: what is asked for by name is tried whatever it is called. */
export type BadgePlace =
  | { readonly kind: 'file' | 'url'; readonly place: string }
  /** In a folder, of a kind that never holds a badge. */
  | { readonly kind: 'skipped'; readonly place: string }
  /** A folder below that nobody may look into: the others are looked into all the same. */
  | { readonly kind: 'closed'; readonly place: string; readonly refusal: BadgeError };

/** How files are called that may hold a badge. */
const ENDINGS = new Set([
  '.jpeg',
  '.jpg',
  '.json',
  '.jsonld',
  '.jws',
  '.jwt',
  '.png',
  '.svg',
  '.txt',
  '.vc',
  '.webp',
]);

/**
 * What the words of a command line stand for, in order: files, `-` for standard input, addresses on
 * the web, and every file below a folder, by name. Links inside folders are not followed.
 *
 * @throws {BadgeError} `folder_without_badges`
 */
export function* badgePlaces(words: readonly string[]): Generator<BadgePlace> {
  for (const word of words) {
    if (/^https?:\/\//i.test(word)) yield { kind: 'url', place: word };
    else if (word !== '-' && isFolder(word)) yield* placesIn(word);
    else yield { kind: 'file', place: word };
  }
}

function* placesIn(folder: string): Generator<BadgePlace> {
  let isEmpty = true;
  for (const found of filesBelow(folder)) {
    if (typeof found !== 'string') {
      isEmpty = false;
      yield found;
      continue;
    }
    const place = found;
    const kind = ENDINGS.has(extname(place).toLowerCase()) ? 'file' : 'skipped';
    if (kind === 'file') isEmpty = false;
    yield { kind, place };
  }
  if (!isEmpty) return;
  throw new BadgeError('folder_without_badges', `Nothing in ${folder} may hold a badge.`, {
    params: { file: folder },
  });
}

type Closed = Extract<BadgePlace, { readonly kind: 'closed' }>;

function* filesBelow(folder: string): Generator<string | Closed> {
  const entries = entriesOf(folder);
  if (entries instanceof BadgeError) {
    yield { kind: 'closed', place: folder, refusal: entries };
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function entriesOf(folder: string): Dirent[] | BadgeError {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new BadgeError('file_unreadable', message, { params: { file: folder } });
  }
}

/** What is not there, or cannot be looked at, is left to whoever reads it. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
