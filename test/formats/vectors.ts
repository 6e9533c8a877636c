import { existsSync, readFileSync } from 'node:fs';
import { test } from '@jest/globals';

const SHARED = new URL('../../../shared/', import.meta.url);
const present = existsSync(SHARED);

if (!present) {
  console.warn('No folder of shared vectors beside the project: only our own cases run.');
}

/** A file made by others. Ask only inside `testWithVectors`. */
export function readShared(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, SHARED)));
}

/** A test on files made by others, which the project does not carry: absent with them. */
export function testWithVectors(title: string, act: () => void | Promise<void>): void {
  if (present) test(title, act);
}
