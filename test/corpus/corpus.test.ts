import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Lab, openLab } from './lab.ts';
import { type Listed, writeCorpus } from './write-corpus.ts';

// Every bad input that we know of, sent to the real service in a process under watch. Whatever the
// input: no 5xx, no call to where nobody may be asked, an answer in time, memory that stays, and a
// service that still answers.

const folder = mkdtempSync(join(tmpdir(), 'ecusson-corpus-'));
const corpus = await writeCorpus(join(folder, 'files'));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(folder);
});
afterAll(async () => {
  await lab?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** As a client that keeps no rule of its own would send it. */
function send({ file, method, endpoint, headers }: Listed): Promise<Answer> {
  const body = readFileSync(join(folder, 'files', file));
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(lab.address);
    const asked = request(
      {
        hostname,
        port,
        path: endpoint,
        method,
        headers: { ...headers, ...(method === 'GET' ? {} : { 'content-length': body.length }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(method === 'GET' ? undefined : body);
  });
}

/** Every code that an answer says: of its checks, its warnings, or its refusal. */
function codesIn({ text }: Answer): { verdict: unknown; codes: readonly string[] } {
  if (!text.startsWith('{')) {
    const marked = [...text.matchAll(/<code>(\w+)<\/code>/g)].map(([, code]) => code ?? '');
    return { verdict: undefined, codes: marked };
  }
  const { verdict, code, checks = [], warnings = [] } = JSON.parse(text);
  const found = checks.map((check: { code: string }) => check.code);
  return { verdict, codes: [code, ...found, ...warnings].filter(Boolean) };
}

describe.each(corpus)('row $row: $what', (one) => {
  test(`gives ${one.expect.verdict ?? one.expect.status} ${one.expect.code ?? ''}`, async () => {
    lab.setInternet(one.internet);
    const answer = await lab.guarded(() => send(one));
    const { verdict, codes } = codesIn(answer);
    const { status, code, silent = [] } = one.expect;
    expect({ status: answer.status, verdict, codes }).toEqual({
      status,
      verdict: one.expect.verdict,
      codes:
        code === undefined || answer.text.startsWith('<')
          ? expect.anything()
          : expect.arrayContaining([code]),
    });
    expect(lab.dialled.filter((host) => silent.includes(host))).toEqual([]);
    expect((await fetch(`${lab.address}/healthz`)).status).toBe(200);
    expect(lab.killed()).toBeUndefined();
  });
});
