import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/formats/strict-json.ts';

const SHARED = new URL('../../../shared/', import.meta.url);
const isThere = existsSync(SHARED);
if (!isThere) process.emitWarning('No shared vectors here: only the cases of our own are run.');

/** Text of a file beside the project, `undefined` where the project stands alone. */
export function readShared(path: string): string | undefined {
  return isThere ? readFileSync(new URL(path, SHARED), 'utf8') : undefined;
}

export function readSharedJson(path: string): JsonObject | undefined {
  const text = readShared(path);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Paths of the JSON files in a folder; none where the project stands alone. */
export function listSharedJson(folder: string): string[] {
  if (!isThere) return [];
  const names = readdirSync(new URL(folder, SHARED), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.json')).map((name) => `${folder}${name}`);
}
