import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BadgeError } from '../../src/domain/errors.ts';
import type { VerificationReport } from '../../src/domain/verification.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { awardCsv, NOW, OPERATOR, openCentre } from '../harness.ts';
import { credentialSet, type Given } from '../usecases/credential-set.ts';
import { openBrowser } from './open-browser.ts';
import {
  changeWorker,
  clockAt,
  giveInternet,
  openVerifierWorld,
  type VerifierWorld,
} from './verifier-world.ts';

// Asks the server and the browser about the same things. One worker answers everything, as one
// server does, so that what either remembers is the same too.

let world: VerifierWorld;
let browser: Browser;
let given: readonly Given[];

beforeAll(async () => {
  [world, browser] = await Promise.all([openVerifierWorld(), openBrowser()]);
  const set = await credentialSet();
  for (const [place, document] of set.documents) world.documents.set(place, document);
  given = [...(await ownOnes(world)), ...set.given];
}, 120_000);

afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Two badges of our own in every form, one of them revoked. */
async function ownOnes({ service }: VerifierWorld): Promise<Given[]> {
  const { profile, achievement } = await openCentre(service);
  const reports = await awardCsv(service, profile, achievement, 'Prénom\nLéa\nNoé\n');
  const all: Given[] = [];
  for (const [index, { award }] of reports.entries()) {
    const [credential] = await service.store.credentials.listOfAward(award?.id ?? '');
    if (!award || !credential) throw new Error('Nothing was awarded.');
    for (const format of ['json', 'jwt', 'png', 'svg'] as const) {
      const { bytes } = await service.badgeFile(credential, format);
      all.push({ name: `ours, ${index === 0 ? 'good' : 'revoked'}, as ${format}`, bytes });
    }
    if (index > 0) await revokeAward(service, OPERATOR, { awardId: award.id });
  }
  return all;
}

type Answer =
  | { readonly report: VerificationReport }
  | { readonly code: string; readonly params: object };

async function askServer(bytes: Uint8Array): Promise<Answer> {
  try {
    return { report: await world.service.verifyBytes(bytes) };
  } catch (error) {
    if (error instanceof BadgeError) return { code: error.code, params: error.params };
    throw error;
  }
}

/** Everything but how long it took; as JSON carries it. */
function comparable(answer: Answer): unknown {
  if (!('report' in answer)) return JSON.parse(JSON.stringify(answer));
  const contacted = answer.report.contacted.map(({ url, why }) => ({ url, why }));
  return JSON.parse(JSON.stringify({ ...answer.report, contacted }));
}

/** A page with one worker, which answers in the order that it is asked. */
async function openAsker(): Promise<{ page: Page; ask(bytes: Uint8Array): Promise<Answer> }> {
  const context = await browser.newContext();
  await giveInternet(context, world.documents);
  await changeWorker(context, clockAt(NOW));
  const page = await context.newPage();
  await page.goto(`${world.origin}/`);
  await page.evaluate(START);
  return {
    page,
    ask: (bytes) => page.evaluate(`ask('${Buffer.from(bytes).toString('base64')}')`),
  };
}

/** Run in the page: a worker, and a function that asks it. */
const START = `
  const worker = new Worker('/assets/verify-worker.page.js', { type: 'module' });
  window.ask = (base64) => new Promise((resolve) => {
    const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    worker.onmessage = ({ data }) => ['progress', 'schema'].includes(data.kind) || resolve(data);
    worker.postMessage({ id: 1, files: [file], relay: false, vouched: [] });
  });
`;

/** What the worker adds for its page is left out. */
function answerIn(message: Answer): Answer {
  if ('report' in message) return { report: message.report };
  const { code, params } = message;
  return { code, params };
}

describe('server and browser', () => {
  test('give the same report about each of more than sixty things', async () => {
    expect(given.length).toBeGreaterThan(90);
    const { page, ask } = await openAsker();
    const verdicts = new Set<string>();
    for (const { name, bytes } of given) {
      const server = await askServer(bytes);
      const answered = answerIn(await ask(bytes));
      expect({ name, answer: comparable(answered) }).toEqual({ name, answer: comparable(server) });
      verdicts.add('report' in server ? server.report.verdict : server.code);
    }
    for (const verdict of ['verified', 'rejected', 'undetermined', 'not_a_credential']) {
      expect(verdicts).toContain(verdict);
    }
    await page.context().close();
  }, 120_000);
});
