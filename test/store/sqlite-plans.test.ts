import { afterAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { storeOn } from '../../src/store/sqlite/open-sqlite-store.ts';

const db = openDatabase({ path: ':memory:' });
migrate(db);
storeOn(db);
const texts = [...new Set(db.prepared)];

afterAll(() => db.close());

/** The steps SQLite would take. */
function planOf(sql: string): string[] {
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({});
  return rows.map(({ detail }) => String(detail));
}

/** What may be read from end to end: parameters, pragmas and the rows a query makes itself. */
const NO_TABLE = /^SCAN (json_each|found|pragma_user_version|CONSTANT ROW)\b/;

function walks(sql: string): boolean {
  return planOf(sql).some((step) => step.startsWith('SCAN') && !NO_TABLE.test(step));
}

function sorts(sql: string): boolean {
  return planOf(sql).some((step) => step.includes('TEMP B-TREE'));
}

// The port's promise: every method is a question with a name, and its own index.
describe('query plans of SQLite', () => {
  test('no question reads a table from end to end, but those that ask for everything', () => {
    expect(texts.length).toBeGreaterThan(100);
    const walked = texts.filter(walks);
    // An erasure looks for an id anywhere in what guesses were made at; they are forgotten soon.
    const filtered = walked.filter((sql) => /\bWHERE\b/.test(sql));
    expect(filtered).toEqual(['DELETE FROM attempts WHERE instr(subject, :learnerId)']);
    const whole = walked.filter((sql) => !filtered.includes(sql));
    expect(whole.map((sql) => /FROM (\w+)/.exec(sql)?.[1]).sort()).toEqual([
      'profiles',
      'signing_keys',
    ]);
  });

  test('nothing is sorted: an index has the order', () => {
    expect(texts.filter(sorts)).toEqual([]);
  });

  // SQLite may prefer to walk through a whole profile for a few ids of it.
  test('ids and first letters are looked up, whatever else is asked by', () => {
    const byIds = texts.filter((sql) => sql.includes('id IN ('));
    expect(byIds.length).toBeGreaterThan(3);
    for (const sql of byIds) expect(planOf(sql).join('\n')).toMatch(/[( ]id=\?\)/);
    const [search = ''] = texts.filter((sql) => sql.includes('FROM learner_words'));
    expect(planOf(search)).toEqual([
      'SEARCH learner_words USING PRIMARY KEY (profileId=? AND word>? AND word<?)',
    ]);
  });

  test('what is listed latest first begins where the page before ended', () => {
    const latest = texts.filter((sql) => sql.includes('(:at, :id)'));
    expect(latest).toHaveLength(6);
    for (const sql of latest) expect(planOf(sql).join('\n')).toMatch(/\(\w+,\w+\)<\(\?,\?\)/);
  });

  test('the check sees what has no index', () => {
    expect(walks('SELECT id FROM awards WHERE sentence = :sentence')).toBe(true);
    expect(walks('SELECT id FROM awards AS a WHERE batchId = :batchId')).toBe(true);
    expect(walks('UPDATE awards SET state = :state WHERE batchId = :batchId')).toBe(true);
    expect(sorts('SELECT id FROM awards WHERE state = :state ORDER BY occasion')).toBe(true);
  });
});
