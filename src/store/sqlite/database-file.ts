import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { refusalOf } from './failure.ts';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OTHERS = 0o077;

/**
 * Makes sure that the file is there and that its owner alone reads it. A folder that exists keeps
 * its mode. SQLite gives the files beside it (`-wal`, `-shm`) the mode of the file.
 *
 * @returns the absolute path
 * @throws {BadgeError} `storage_unavailable`, `storage_full`
 */
export function prepareFile(path: string): string {
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
    if (statSync(file, { throwIfNoEntry: false }) === undefined) {
      closeSync(openSync(file, 'a', FILE_MODE));
    }
    // A copy put back from elsewhere.
    if (statSync(file).mode & OTHERS) chmodSync(file, FILE_MODE);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
  return file;
}
