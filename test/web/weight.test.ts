import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROUTES } from '../../src/web/routes.ts';
import { commonPlaces, SAMPLES } from './route-samples.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

/** Bytes of a page with its style sheet: what a phone waits for on a poor line. */
const MOST = 100_000;

let web: TestWeb;
let centre: Centre;
let cookie: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

async function bytesOf(path: string): Promise<{ isPage: boolean; bytes: number }> {
  const headers = { cookie, accept: 'text/html', 'accept-language': 'fr' };
  const answer = await web.fetch(path, { headers });
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  // What never ends is no page; only pages are read to their end.
  if (!isPage && !path.endsWith('.css')) await answer.body?.cancel();
  const body = isPage || path.endsWith('.css') ? await answer.arrayBuffer() : undefined;
  return { isPage, bytes: body?.byteLength ?? 0 };
}

const pages = ROUTES.filter(
  ({ method, visitors }) => method === 'GET' && visitors.includes('owner'),
).map(({ pattern }) => pattern);

test.each(pages)('%s is light', async (pattern) => {
  const places: Record<string, string> = {
    ...(await commonPlaces(web, centre)),
    ...(await SAMPLES[`GET ${pattern}`]?.places?.({ web, centre, cookie })),
  };
  const path = pattern.replace(/:(\w+)/g, (_place, name: string) => places[name] ?? '');
  const { bytes } = await bytesOf(path);
  const style = await bytesOf('/assets/site.css');
  expect(style.bytes).toBeGreaterThan(10_000);
  expect(bytes + style.bytes).toBeLessThan(MOST);
});

test('the catalogue and the designer are pages, and weighed', async () => {
  for (const path of ['/badges/catalogue', '/badges', '/workshops']) {
    const { isPage, bytes } = await bytesOf(path);
    expect([path, isPage, bytes > 5000]).toEqual([path, true, true]);
  }
});
