import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { createApp } from '../../src/web/app.ts';
import { openCentre, openService } from '../harness.ts';
import { fillWithMany } from './many.ts';

const SIZE = { people: 50_000, awards: 10_000, workshops: 300 };
const TIMES = 41;

/**
 * The pages of a member in a store of 50,000 people and 10,000 awards, over HTTP: median, worst
 * and bytes on the wire, pictures aside. One line a page.
 */
export async function measurePages(write: (line: string) => void): Promise<void> {
  const opened = await openService({ env: { BASE_URL: 'http://localhost:3000' } });
  const { service } = opened;
  const server = createServer(createApp(await createWebDeps(service)));
  try {
    const { profile, achievement } = await openCentre(service);
    const size = { ...SIZE, profileId: profile.id, achievementIds: [achievement.id] };
    await fillWithMany(service, size);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const secret = await newOwnerLink(service, profile.id);
    const entered = await fetch(`${origin}/enter/${secret}`, {
      method: 'POST',
      redirect: 'manual',
    });
    const cookie = entered.headers.getSetCookie().map((line) => line.split(';')[0]);
    const headers = { cookie: cookie.join('; ') };
    const [award] = await service.store.awards.latestOf(profile.id, {}, { limit: 1 });
    const paths = [
      '/',
      '/workshops',
      `/workshops/${award?.workshopId}`,
      '/workshops/new',
      '/badges',
      '/badges/catalogue',
      `/badges/${achievement.id}`,
      '/badges/skills?q=video',
      '/people',
      '/people/search?q=l',
      '/people/search?q=zo%C3%A9',
      '/people/search?q=ben+ali+12',
      '/people/search?q=robot',
      `/people/${award?.learnerId}`,
      '/team',
      '/account',
      `/achievements/${achievement.id}`,
    ];
    for (const path of paths) write(await measurePage(`${origin}${path}`, path, headers));
  } finally {
    server.close();
    server.closeAllConnections();
    await opened.stop();
  }
}

async function measurePage(url: string, path: string, headers: Record<string, string>) {
  const times: number[] = [];
  let bytes = 0;
  let status = 0;
  for (let turn = 0; turn < TIMES; turn++) {
    const start = performance.now();
    const response = await fetch(url, { headers });
    bytes = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - start);
    status = response.status;
  }
  times.sort((one, other) => one - other);
  const median = times[Math.floor(TIMES / 2)] ?? 0;
  const name = path.replace(/[\w-]{30,}/, '…').padEnd(30);
  const figures = `${median.toFixed(1)} ms median, ${times.at(-1)?.toFixed(1)} ms worst`;
  return `${status} ${name} ${figures}, ${(bytes / 1000).toFixed(1)} kB\n`;
}
