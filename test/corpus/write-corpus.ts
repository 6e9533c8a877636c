import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case, Expectation, Internet } from './case.ts';
import { fileCases } from './file-cases.ts';
import { jsonCases } from './json-cases.ts';
import { outboundCases } from './outbound-cases.ts';
import { requestCases } from './request-cases.ts';
import { signatureCases } from './signature-cases.ts';
import { statusCases } from './status-cases.ts';

/** One line of the manifest: the case without its bytes, which stand in a file of their own. */
export interface Listed {
  readonly id: string;
  readonly row: string;
  readonly what: string;
  readonly file: string;
  readonly method: string;
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly internet: Internet;
  readonly expect: Expectation;
}

/** Every bad input, made anew with keys of the day. */
export async function allCases(): Promise<Case[]> {
  const groups = [jsonCases, signatureCases, outboundCases, statusCases, fileCases, requestCases];
  return (await Promise.all(groups.map((make) => make()))).flat();
}

/**
 * Writes the corpus into a folder: a file for each input, and `manifest.json`, which says where each
 * is sent and what the one right answer is.
 */
export async function writeCorpus(folder: string): Promise<Listed[]> {
  await mkdir(folder, { recursive: true });
  const cases = await allCases();
  const listed = await Promise.all(cases.map((one, index) => writeCase(folder, one, index)));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(listed, undefined, 1));
  return listed;
}

async function writeCase(folder: string, one: Case, index: number): Promise<Listed> {
  const id = `${String(index + 1).padStart(3, '0')}-row-${one.row}`;
  const file = `${id}.bin`;
  await writeFile(join(folder, file), one.body);
  const { row, what, type = 'application/json', internet = {}, expect } = one;
  return {
    id,
    row,
    what,
    file,
    method: one.method ?? 'POST',
    endpoint: one.path ?? '/api/v1/verifications',
    headers: { ...(type && { 'content-type': type }), ...one.headers },
    internet,
    expect,
  };
}
