import { BadgeError } from '../../domain/errors.ts';
import type { Database } from './driver.ts';
import { FIRST_SCHEMA } from './first-schema.ts';
import { FOURTH_SCHEMA } from './fourth-schema.ts';
import { makeSecondSchema } from './second-schema.ts';
import { THIRD_SCHEMA } from './third-schema.ts';

/** SQL text, or what has to be computed from the rows that are there. */
type Step = string | ((db: Database) => void);

/**
 * Step `n` brings a database of version `n` to `n + 1` and says so itself with `user_version`, so
 * that schema and number change together. Steps are only ever appended.
 */
export const MIGRATIONS: readonly Step[] = [
  FIRST_SCHEMA,
  makeSecondSchema,
  THIRD_SCHEMA,
  FOURTH_SCHEMA,
];

/**
 * Brings the schema up to date, each step in a transaction. Processes that start together do it
 * once.
 *
 * @throws {BadgeError} `schema_newer` when a later release has written this database
 */
export function migrate(db: Database, steps: readonly Step[] = MIGRATIONS): void {
  const version = db.prepare('SELECT user_version AS version FROM pragma_user_version');
  const current = () => Number(version.all({})[0]?.['version']);
  while (current() !== steps.length) {
    db.write(() => {
      const found = current();
      if (found > steps.length) throw newer(found, steps.length);
      const step = steps[found];
      if (typeof step === 'string') db.execute(step);
      else step?.(db);
    });
  }
}

function newer(found: number, known: number): BadgeError {
  return new BadgeError('schema_newer', `Schema ${found} is newer than ${known}.`, {
    params: { found, known },
  });
}
