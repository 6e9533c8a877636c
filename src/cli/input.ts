import { readFileSync } from 'node:fs';
import { BadgeError } from '../domain/errors.ts';

/** The bytes of a file, or of standard input for `-`. @throws {BadgeError} `file_unreadable` */
export function readInput(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new BadgeError('file_unreadable', error.message, { params: { file } });
    }
    throw error;
  }
}
