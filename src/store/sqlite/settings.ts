import { BadgeError } from '../../domain/errors.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question } from './rows.ts';

interface Setting {
  readonly name: string;
  readonly value: string;
}

export function settingsOf(db: Database): Store['settings'] {
  const insert = insertion<Setting>(
    db,
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING',
  );
  const byName = question<Setting>(db, 'SELECT name, value FROM settings WHERE name = :name');
  return {
    insert: async (name, value) => db.write(() => insert({ name, value })),
    get: async (name) => byName.first({ name })?.value,
  };
}

export function probeOf(db: Database): Store['probe'] {
  const put = db.prepare(
    'INSERT INTO probes (id, at) VALUES (1, :at) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
  );
  const read = question<{ at: string }>(db, 'SELECT at FROM probes WHERE id = 1');
  return async (at: string) => {
    const found = db.write(() => {
      put.run({ at });
      return read.first({})?.at;
    });
    if (found !== at) {
      throw new BadgeError('storage_unavailable', 'The probe read another value than it wrote.');
    }
  };
}
