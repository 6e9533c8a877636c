import { mkdirSync, writeFileSync } from 'node:fs';
import { BadgeError } from '../domain/errors.ts';

/** @throws {BadgeError} `file_unwritable` */
export function writeOutput(file: string, bytes: Uint8Array): void {
  guarded(file, () => writeFileSync(file, bytes));
}

/** @throws {BadgeError} `file_unwritable` */
export function makeOutputFolder(folder: string): void {
  guarded(folder, () => mkdirSync(folder, { recursive: true }));
}

function guarded(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new BadgeError('file_unwritable', error.message, { params: { file } });
  }
}
