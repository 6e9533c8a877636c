import { readFileSync, statSync } from 'node:fs';
import { BadgeError } from '../domain/errors.ts';

/** The largest badge of any kind. */
const MAX_BADGE_BYTES = 8 * 1024 * 1024;

/**
 * The bytes of a badge, as `readInput`; a file that is larger than any badge is not opened.
 *
 * @throws {BadgeError} `file_unreadable`, `body_too_large`
 */
export function readBadgeInput(file: string): Uint8Array {
  return reading(file, () => {
    const known = file === '-' ? undefined : statSync(file);
    if (known?.isFile() && known.size > MAX_BADGE_BYTES) {
      throw new BadgeError('body_too_large', 'More than 8 MiB.');
    }
    return bytesOf(file);
  });
}

/** The bytes of a file, or of standard input for `-`. @throws {BadgeError} `file_unreadable` */
export function readInput(file: string): Uint8Array {
  return reading(file, () => bytesOf(file));
}

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(file === '-' ? 0 : file));
}

/** What the machine refuses is a refusal of ours. */
function reading(file: string, read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new BadgeError('file_unreadable', error.message, { params: { file } });
    }
    throw error;
  }
}
