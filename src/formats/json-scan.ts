import { BadgeError, type ErrorCode } from '../domain/errors.ts';

/** `at` is an offset in UTF-16 units; `nodes` counts values, not keys. */
export interface Scan {
  readonly text: string;
  at: number;
  nodes: number;
}

/** Passes what JSON calls white space. */
export function skipSpace(scan: Scan): void {
  for (;;) {
    const code = scan.text.charCodeAt(scan.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    scan.at += 1;
  }
}

/** Whether the unit stood there; it is passed when it did. */
export function skipIf(scan: Scan, code: number): boolean {
  if (scan.text.charCodeAt(scan.at) !== code) return false;
  scan.at += 1;
  return true;
}

/** @throws {BadgeError} `json_syntax`, here */
export function refuseSyntax(scan: Scan): never {
  return refuse(scan, 'json_syntax', scan.at);
}

/**
 * The message names the place, never the text: the text may be about a person.
 *
 * @throws {BadgeError} `code`, with `params` `{ line, column }`
 */
export function refuse(scan: Scan, code: ErrorCode, at: number): never {
  const before = scan.text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  throw new BadgeError(code, `Refused at line ${line}, column ${column}.`, {
    params: { line, column },
  });
}
