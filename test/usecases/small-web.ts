import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { answers, openRemote, PUBLIC, type Remote } from '../egress/harness.ts';
import { NOW, openService, type TestService } from '../harness.ts';
import { DID_JSON, didDocument } from './other-issuer.ts';

/** What a host outside gives at an address. */
export interface Page {
  readonly type: string;
  readonly body: string | Uint8Array;
}

export interface SmallWeb extends TestService {
  readonly remote: Remote;
  /** By host and path; a function is told what the visitor takes. */
  readonly pages: Map<string, Page | ((accept: string) => Page | undefined)>;
  /** The events that the service logged. */
  readonly logged: string[];
}

export const json = (value: JsonObject): Page => ({
  type: 'application/json',
  body: JSON.stringify(value),
});

export const html = (head: string): Page => ({
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="fr"><head><meta charset="utf-8">${head}</head><body></body></html>`,
});

export const PAGE_TYPE = 'text/html';

/** The real service with hosts around it that give whatever the test says. */
export async function openSmallWeb(env: Record<string, string> = {}): Promise<SmallWeb> {
  const pages: SmallWeb['pages'] = new Map();
  const logged: string[] = [];
  const remote = await openRemote((req, res) => {
    const known = pages.get(`${req.headers.host}${req.url}`);
    const page = typeof known === 'function' ? known(req.headers.accept ?? '') : known;
    if (page) res.writeHead(200, { 'content-type': page.type }).end(page.body);
    else res.writeHead(known ? 406 : 404).end();
  });
  const opened = await openService({
    env,
    outside: {
      resolve: async () => answers(PUBLIC),
      connect: remote.connect,
      log: (_level, event) => logged.push(event),
    },
  });
  return {
    ...opened,
    remote,
    pages,
    logged,
    async stop() {
      await opened.stop();
      await remote.close();
    },
  };
}

/** One for the tests of a file; before each, `OTHER` alone is online. */
export function useSmallWeb(): () => SmallWeb {
  let web: SmallWeb;
  beforeAll(async () => {
    web = await openSmallWeb();
  });
  beforeEach(() => {
    // What failed is not asked again for a minute.
    web.clock.now = new Date(Math.max(NOW.getTime(), web.clock.now.getTime()) + 120_000);
    web.pages.clear();
    web.pages.set(DID_JSON, json(didDocument()));
    web.remote.asked.length = 0;
  });
  afterAll(() => web.stop());
  return () => web;
}
