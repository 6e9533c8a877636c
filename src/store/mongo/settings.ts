import { randomUUID } from 'node:crypto';
import { BadgeError } from '../../domain/errors.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

interface Setting {
  readonly name: string;
  readonly value: string;
}

const SETTINGS: Shape<Setting> = {
  name: 'settings',
  key: 'name',
  fields: { name: 'text', value: 'text' },
  indexes: [],
};

export function settingsOf(database: Database): Store['settings'] {
  const settings = database.table(SETTINGS);
  return {
    insert: (name, value) => settings.insert({ name, value }),
    get: async (name) => (await settings.get(name))?.value,
  };
}

interface Probe {
  readonly id: string;
  readonly at: string;
}

const PROBES: Shape<Probe> = {
  name: 'probes',
  key: 'id',
  fields: { id: 'text', at: 'text' },
  indexes: [],
};

export function probeOf(database: Database): Store['probe'] {
  const probes = database.table(PROBES);
  return async (at) => {
    // A row of its own: other processes probe too.
    const id = randomUUID();
    await probes.insert({ id, at });
    const found = await probes.get(id);
    await probes.remove([id]);
    if (found?.at !== at) {
      throw new BadgeError('storage_unavailable', 'The probe read another value than it wrote.');
    }
  };
}
