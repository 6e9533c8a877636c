import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { refusedVariable } from '../config.ts';
import { decodeUtf8 } from '../formats/bytes.ts';
import { isJsonObject, type JsonObject, parseStrictJson } from '../formats/strict-json.ts';
import { pinContext } from '../proofs/contexts.ts';

const VARIABLE = 'OPERATOR_CONTEXTS';

const ContextList = z
  .array(
    z.strictObject({
      url: z.url({ protocol: /^https$/ }),
      /** Beside the list, unless its path says otherwise. */
      file: z.string().min(1),
      /** Of the file's bytes. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .max(50);

export interface OperatorContext {
  readonly url: string;
  /** Of the text, in hexadecimal. */
  readonly sha256: string;
  readonly text: string;
}

/**
 * Adds the JSON-LD contexts that the operator vouches for to those that come with the service. Read
 * once, at start: what a signature means does not change while badges are verified.
 *
 * @param list the path of a JSON list of `{ url, file, sha256 }`
 * @returns them with the text of their files, for verifiers that run elsewhere
 * @throws {BadgeError} `configuration_refused` when anything of it is not as it says
 */
export function pinOperatorContexts(list: string): readonly OperatorContext[] {
  return readList(list).map(({ url, file, sha256 }) => {
    const bytes = readFile(resolve(dirname(list), file));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw refused(`"${file}" has another SHA-256`);
    }
    if (!pinContext(url, documentIn(file, bytes))) {
      throw refused(`${url} comes with the service and cannot be replaced`);
    }
    return { url, sha256, text: decodeUtf8(bytes) };
  });
}

function readList(list: string): z.output<typeof ContextList> {
  try {
    return ContextList.parse(parseStrictJson(decodeUtf8(readFile(list))));
  } catch {
    throw refused('must name a JSON file: a list of {"url", "file", "sha256"}');
  }
}

function documentIn(file: string, bytes: Uint8Array): JsonObject {
  const document = parsed(bytes);
  if (isJsonObject(document) && '@context' in document) return document;
  throw refused(`"${file}" is no JSON-LD context`);
}

function parsed(bytes: Uint8Array) {
  try {
    return parseStrictJson(decodeUtf8(bytes));
  } catch {
    return undefined;
  }
}

function readFile(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw refused(`"${path}" cannot be read`);
  }
}

const refused = (what: string) => refusedVariable(VARIABLE, what);
