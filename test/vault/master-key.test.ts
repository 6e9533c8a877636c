import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/usecases/ports.ts';
import { openMasterKey } from '../../src/vault/master-key.ts';
import { seal, unseal } from '../../src/vault/seal.ts';
import { refusalOf } from '../formats/refusal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-vault-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The settings of a store: values written once. */
function newStore(): Pick<Store, 'settings'> {
  const values = new Map<string, string>();
  return {
    settings: {
      insert: async (name, value) => {
        if (values.has(name)) return false;
        values.set(name, value);
        return true;
      },
      get: async (name) => values.get(name),
    },
  };
}

const keyFile = () => join(folder, 'master.key');

describe('the key file', () => {
  test('is made for a new store, for its owner alone, and opens it again', async () => {
    const store = newStore();
    const key = await openMasterKey(store, { folder });
    expect(key).toHaveLength(32);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await openMasterKey(store, { folder })).toEqual(key);
  });

  test('is made in a folder that is not there yet', async () => {
    const inner = join(folder, 'deep', 'keys');
    await openMasterKey(newStore(), { folder: inner });
    expect((await stat(inner)).mode & 0o077).toBe(0);
  });

  test('missing beside a store that has keys is refused, and not made anew (T70)', async () => {
    const store = newStore();
    await openMasterKey(store, { folder });
    await rm(keyFile());
    expect(await refusalOf(() => openMasterKey(store, { folder }))).toMatchObject({
      code: 'master_key_missing',
      params: { path: keyFile() },
    });
    await expect(stat(keyFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('of another store is refused (T70)', async () => {
    await openMasterKey(newStore(), { folder });
    const other = await mkdtemp(join(tmpdir(), 'ecusson-vault-'));
    const store = newStore();
    await openMasterKey(store, { folder: other });
    await rm(other, { recursive: true });
    expect(await refusalOf(() => openMasterKey(store, { folder }))).toMatchObject({
      code: 'master_key_wrong',
      params: { folder },
    });
  });

  test.each([0o640, 0o604, 0o666, 0o660])('with mode %i is refused (T70)', async (mode) => {
    const store = newStore();
    await openMasterKey(store, { folder });
    await chmod(keyFile(), mode);
    expect(await refusalOf(() => openMasterKey(store, { folder }))).toMatchObject({
      code: 'master_key_exposed',
      params: { path: keyFile() },
    });
  });

  test.each(['', 'short', 'A'.repeat(100)])('that holds %j is refused', async (text) => {
    await writeFile(keyFile(), text, { mode: 0o600 });
    expect(await refusalOf(() => openMasterKey(newStore(), { folder }))).toMatchObject({
      code: 'master_key_missing',
    });
  });
});

describe('the passphrase', () => {
  const passphrase = 'correct horse battery';

  test('opens its store again, and writes no file', async () => {
    const store = newStore();
    const key = await openMasterKey(store, { folder, passphrase });
    expect(await openMasterKey(store, { folder, passphrase })).toEqual(key);
    await expect(readFile(keyFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('gives another key to another store', async () => {
    const keys = [newStore(), newStore()].map((store) =>
      openMasterKey(store, { folder, passphrase }),
    );
    const [one, other] = await Promise.all(keys);
    expect(one).not.toEqual(other);
  });

  test('a wrong one is refused (T70)', async () => {
    const store = newStore();
    await openMasterKey(store, { folder, passphrase });
    const wrong = { folder, passphrase: `${passphrase}!` };
    expect(await refusalOf(() => openMasterKey(store, wrong))).toMatchObject({
      code: 'master_key_wrong',
    });
  });

  test('does not open a store that has a key file (T70)', async () => {
    const store = newStore();
    await openMasterKey(store, { folder });
    expect(await refusalOf(() => openMasterKey(store, { folder, passphrase }))).toMatchObject({
      code: 'master_key_wrong',
    });
  });
});

describe('a sealed value', () => {
  const key = new Uint8Array(32).fill(7);
  const sealed = seal(key, 'signing-key:1', 'secret');

  test('opens with its key for its purpose', () => {
    expect(unseal(key, 'signing-key:1', sealed)).toBe('secret');
  });

  test('is different each time', () => {
    expect(seal(key, 'signing-key:1', 'secret')).not.toBe(sealed);
  });

  test('opens for no other purpose: rows cannot be exchanged (T70)', () => {
    expect(unseal(key, 'signing-key:2', sealed)).toBeUndefined();
    expect(unseal(key, '', sealed)).toBeUndefined();
  });

  test('opens with no other key', () => {
    expect(unseal(new Uint8Array(32).fill(8), 'signing-key:1', sealed)).toBeUndefined();
  });

  test.each(Array.from({ length: 6 }, (_, at) => at * 7))(
    'does not open once its character %i is changed',
    (at) => {
      const place = at + 3;
      const other = sealed[place] === 'A' ? 'B' : 'A';
      const changed = `${sealed.slice(0, place)}${other}${sealed.slice(place + 1)}`;
      expect(unseal(key, 'signing-key:1', changed)).toBeUndefined();
    },
  );

  test.each(['', 'v1', 'v1.', 'v2.AAAA', 'v1.AAAA', `v1.${'A'.repeat(40)}`])(
    '%s is no sealed value',
    (text) => {
      expect(unseal(key, 'signing-key:1', text)).toBeUndefined();
    },
  );
});
