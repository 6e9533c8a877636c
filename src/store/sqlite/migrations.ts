import { BadgeError } from '../../domain/errors.ts';
import type { Database } from './driver.ts';
import { FIRST_SCHEMA } from './first-schema.ts';

/**
 * Step `n` brings a database of version `n` to `n + 1` and says so itself with `user_version`, so
 * that schema and number change together. Steps are only ever appended.
 */
export const MIGRATIONS: readonly string[] = [FIRST_SCHEMA];

/**
 * Brings the schema up to date, each step in a transaction. Processes that start together do it
 * once.
 *
 * @throws {BadgeError} `schema_newer` when a later release has written this database
 */
export function migrate(db: Database, steps: readonly string[] = MIGRATIONS): void {
  const version = db.prepare('SELECT user_version AS version FROM pragma_user_version');
  const current = () => Number(version.all({})[0]?.['version']);
  while (current() !== steps.length) {
    db.write(() => {
      const found = current();
      if (found > steps.length) throw newer(found, steps.length);
      const step = steps[found];
      if (step !== undefined) db.execute(step);
    });
  }
}

function newer(found: number, known: number): BadgeError {
  return new BadgeError('schema_newer', `Schema ${found} is newer than ${known}.`, {
    params: { found, known },
  });
}
