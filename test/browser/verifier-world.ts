import type { BrowserContext, Page } from 'playwright-core';
import { answers, JSON_TYPE, openRemote, PUBLIC } from '../egress/harness.ts';
import { type HttpService, startHttp } from '../http.ts';

const WORKER = '**/assets/verify-worker.page.js';

export interface VerifierWorld extends HttpService {
  /** What the hosts outside answer, by host and path. */
  readonly documents: Map<string, object>;
}

/** The real service with a small internet around it. */
export async function openVerifierWorld(
  env: Readonly<Record<string, string>> = {},
): Promise<VerifierWorld> {
  const documents = new Map<string, object>();
  const remote = await openRemote((req, res) => {
    const document = documents.get(`${req.headers.host}${req.url}`);
    if (document) res.writeHead(200, JSON_TYPE).end(JSON.stringify(document));
    else res.writeHead(404).end();
  });
  const http = await startHttp({
    env,
    outside: { resolve: async () => answers(PUBLIC), connect: remote.connect },
  });
  return {
    ...http,
    documents,
    async stop() {
      await http.stop();
      await remote.close();
    },
  };
}

/** The same small internet for a browser; `isOpen` says whether pages may read it. */
export async function giveInternet(
  context: BrowserContext,
  documents: ReadonlyMap<string, object>,
  isOpen = true,
): Promise<string[]> {
  const asked: string[] = [];
  await context.route(/^https:/, async (route) => {
    const url = new URL(route.request().url());
    asked.push(url.href);
    // A page is told no more of a host that does not let it read than of one that is down.
    if (!isOpen) return route.abort('failed');
    const document = documents.get(url.host + url.pathname);
    await route.fulfill({
      status: document ? 200 : 404,
      headers: { ...JSON_TYPE, 'access-control-allow-origin': '*' },
      body: JSON.stringify(document ?? {}),
    });
  });
  return asked;
}

/** Puts lines of JavaScript at the end of the worker: they run before the first question. */
export async function changeWorker(context: BrowserContext, lines: string): Promise<void> {
  await context.route(WORKER, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n${lines}` });
  });
}

/** Holds the clock of the worker where that of the service stands. */
export function clockAt(now: Date): string {
  return `{ const Real = Date; globalThis.Date = class extends Real {
    constructor(...parts) { super(...(parts.length ? parts : [${now.getTime()}])); }
    static now() { return ${now.getTime()}; } }; }`;
}

/** Shows a file to the page of the verifier, and waits for the answer. */
export async function verifyFile(page: Page, bytes: Uint8Array, name = 'badge'): Promise<void> {
  const buffer = Buffer.from(bytes);
  await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer });
  await page.click('#verify-here');
  await page.waitForSelector('#verdict h1, #verifier-problem [role=alert]');
}
