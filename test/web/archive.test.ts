import { describe, expect, test } from '@jest/globals';
import type { Archive } from '../../src/domain/archive.ts';
import { forgetWhatEnded } from '../../src/usecases/operations/forget-what-ended.ts';
import { NOW } from '../harness.ts';
import { openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

const HOUR = 3_600_000;

async function withWeb(
  use: (web: TestWeb, path: string) => Promise<void>,
  ...given: Parameters<typeof startWeb>
): Promise<void> {
  const web = await startWeb(...given);
  try {
    const { profile } = await openCentreWithBadges(web);
    await use(web, `/issuers/${profile.handle}/archive.json`);
  } finally {
    await web.stop();
  }
}

const archiveAt = async (web: TestWeb, path: string): Promise<Archive> =>
  (await web.fetch(path)).json() as Promise<Archive>;

describe('the archive of an issuer', () => {
  test('names nothing that is not to be found where it says', () =>
    withWeb(async (web, path) => {
      const { documents } = await archiveAt(web, path);
      expect(documents.length).toBeGreaterThan(3);
      for (const { url } of documents) {
        expect([url, (await web.fetch(new URL(url).pathname)).status]).toEqual([url, 200]);
      }
      expect(documents.at(-1)?.url).toMatch(/\/archive\.json#ledger-root$/);
    }));

  // Anyone may ask for it: asking must neither sign nor write each time.
  test('is made once in five minutes, for an issuer that is there', () =>
    withWeb(async (web, path) => {
      const { store } = web.service;
      const written: string[] = [];
      const insertMany = store.intents.insertMany.bind(store.intents);
      store.intents.insertMany = async (intents) => {
        written.push(...intents.map(({ id }) => id));
        return insertMany(intents);
      };
      const first = await archiveAt(web, path);
      web.clock.now = new Date(NOW.getTime() + 299_000);
      expect(await archiveAt(web, path)).toEqual(first);
      expect(written).toHaveLength(1);
      expect((await web.fetch('/issuers/nobody/archive.json')).status).toBe(404);

      web.clock.now = new Date(NOW.getTime() + 2 * HOUR);
      expect(await archiveAt(web, path)).not.toEqual(first);
      expect(written).toHaveLength(2);

      web.clock.now = new Date(NOW.getTime() + 25 * HOUR);
      await forgetWhatEnded(web.service);
      const [old = '', late = ''] = written;
      expect(await store.intents.get(old)).toBeUndefined();
      expect(await store.intents.get(late)).toBeDefined();
    }));

  test('and the verifier file are given no more often than a verification', () =>
    withWeb(
      async (web, path) => {
        for (const asked of [path, '/verifier.html']) {
          expect((await web.fetch(asked)).status).toBe(200);
        }
        for (const asked of [path, '/verifier.html']) {
          expect((await web.fetch(asked)).status).toBe(429);
        }
      },
      { limits: { verifications: 2 } },
    ));
});
