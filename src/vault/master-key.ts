import { randomBytes, scryptSync } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadgeError } from '../domain/errors.ts';
import type { Store } from '../usecases/ports.ts';
import { seal, unseal } from './seal.ts';

export interface MasterKeyOptions {
  /** The folder of `master.key`. */
  readonly folder: string;
  /** When given, the key comes from it and no file is read or written. */
  readonly passphrase?: string;
}

const CHECK = 'master_check';
const SALT = 'passphrase_salt';
const PURPOSE = 'master-check';
const LENGTH = 32;

/**
 * Opens the master key of a store, or makes it when the store is new. The store keeps a value
 * sealed with it, so that a wrong key is told at once and nothing is ever sealed with it.
 *
 * @throws {BadgeError} `master_key_missing`, `master_key_wrong`, `master_key_exposed`
 */
export async function openMasterKey(
  store: Pick<Store, 'settings'>,
  options: MasterKeyOptions,
): Promise<Uint8Array> {
  const check = await store.settings.get(CHECK);
  const isNew = check === undefined;
  const key = options.passphrase
    ? await keyOfPassphrase(store, options.passphrase)
    : await keyOfFile(join(options.folder, 'master.key'), isNew);
  if (isNew) await store.settings.insert(CHECK, seal(key, PURPOSE, PURPOSE));
  const stored = check ?? (await store.settings.get(CHECK)) ?? '';
  if (unseal(key, PURPOSE, stored) !== PURPOSE) {
    throw new BadgeError('master_key_wrong', 'The master key is not the one of this store.', {
      params: { folder: options.folder },
    });
  }
  return key;
}

async function keyOfPassphrase(
  store: Pick<Store, 'settings'>,
  passphrase: string,
): Promise<Uint8Array> {
  await store.settings.insert(SALT, randomBytes(16).toString('base64url'));
  const salt = (await store.settings.get(SALT)) ?? '';
  // 64 MiB and about 0.2 s: once per start.
  return scryptSync(passphrase.normalize('NFKC'), salt, LENGTH, {
    N: 65_536,
    r: 8,
    p: 1,
    maxmem: 128 * 1024 * 1024,
  });
}

async function keyOfFile(path: string, mayMake: boolean): Promise<Uint8Array> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw missing(path, `It cannot be read (${error.code}).`);
  });
  if (text === undefined) {
    if (mayMake) return makeFile(path);
    throw missing(path, 'It is not there, and the store has keys sealed with it.');
  }
  await refuseOpenFile(path);
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== LENGTH) throw missing(path, 'It does not hold 32 bytes in base64url.');
  return key;
}

async function makeFile(path: string): Promise<Uint8Array> {
  const key = randomBytes(LENGTH);
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, `${key.toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process made it at the same moment: its key is the one.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return keyOfFile(path, false);
    throw error;
  }
  await chmod(path, 0o600);
  return key;
}

/** Nobody but the service's own account may read the key. */
async function refuseOpenFile(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new BadgeError('master_key_exposed', `${path}: others may read it; give it mode 600.`, {
      params: { path },
    });
  }
}

function missing(path: string, detail: string): BadgeError {
  return new BadgeError('master_key_missing', `${path}: ${detail}`, {
    params: { path, detail },
  });
}
