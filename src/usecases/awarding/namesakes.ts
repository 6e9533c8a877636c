import { type Learner, searchPrefixes, searchWords } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';
import type { PreparedLine } from './prepare-batch.ts';

/** Lines looked at: a longer list comes out of a spreadsheet, with full names. */
const LINES_READ = 40;
const NAMESAKES_SHOWN = 6;
const LEARNERS_READ = 40;

/**
 * A first name alone, or a name that was split otherwise, may be somebody known: `Léa` where Léa
 * Martin comes every week. Such a line of a short list is asked about, and never guessed.
 */
export async function withNamesakes(
  store: Pick<Store, 'learners'>,
  profileId: string,
  lines: readonly PreparedLine[],
): Promise<PreparedLine[]> {
  const isShort = lines.filter(({ kind }) => kind === 'new').length <= LINES_READ;
  if (!isShort) return [...lines];
  return Promise.all(
    lines.map(async (line): Promise<PreparedLine> => {
      if (line.kind !== 'new') return line;
      const candidates = await namesakesOf(store, profileId, line);
      const { attendee } = line;
      return candidates.length > 0 ? { kind: 'ambiguous', attendee, candidates } : line;
    }),
  );
}

async function namesakesOf(
  store: Pick<Store, 'learners'>,
  profileId: string,
  { attendee }: PreparedLine,
): Promise<Learner[]> {
  const typed = searchWords(attendee);
  const prefixes = searchPrefixes(typed.join(' '));
  if (prefixes.length === 0) return [];
  const found = await store.learners.search(profileId, prefixes, LEARNERS_READ);
  return found.filter((learner) => mayBe(typed, learner)).slice(0, NAMESAKES_SHOWN);
}

/** Every word that was typed is one of theirs, and the first of them is what they are called by. */
function mayBe(typed: readonly string[], learner: Learner): boolean {
  const words = new Set(searchWords(learner));
  const { firstName, nickname } = learner;
  const calledBy = searchWords({ firstName, nickname, lastName: '' });
  return typed.every((word) => words.has(word)) && calledBy.includes(typed[0] ?? '');
}
