import type { ListTable } from './attendance.ts';
import { type PersonName, searchWords } from './learner.ts';

/**
 * Whether a line of a list has the person's first and last name, in whatever columns and order;
 * the nickname counts for who has no other name.
 */
export function listNames({ rows }: Pick<ListTable, 'rows'>, person: PersonName): boolean {
  const full = wordsOf(person.firstName, person.lastName);
  const wanted = full.size > 0 ? full : wordsOf(person.nickname);
  if (wanted.size === 0) return false;
  return rows.some(({ cells }) => {
    const words = wordsOf(...cells);
    return [...wanted].every((word) => words.has(word));
  });
}

function wordsOf(...texts: string[]): Set<string> {
  return new Set(searchWords({ firstName: texts.join(' '), lastName: '', nickname: '' }));
}
