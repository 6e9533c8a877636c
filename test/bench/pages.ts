import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { createApp } from '../../src/web/app.ts';
import { cookieOf, sessionCookie } from '../../src/web/cookies.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { awardCsv, openCentre, openService } from '../harness.ts';
import { fillWithMany } from './many.ts';

const SIZE = { people: 50_000, awards: 10_000, workshops: 300 };
const TIMES = 41;

/** Badges of the learner whose backpack is opened. */
const BADGES = 30;

/**
 * Pages in a store of 50,000 people and 10,000 awards, over HTTP: median, worst and bytes on the
 * wire, pictures aside. One line a page: of a member, of a learner with thirty badges, of somebody
 * to whom one of them, or ten, is shown.
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
      `/people/${award?.learnerId}`,
      '/team',
      '/account',
      `/achievements/${achievement.id}`,
    ];
    for (const path of paths) write(await measurePage(`${origin}${path}`, path, headers));
    const csrf = csrfOf(service, cookieOf({ headers }, sessionCookie(service.origin).name) ?? '');
    for (const q of ['l', 'zoé', 'ben ali 12', 'robot']) {
      const body = new URLSearchParams({ q, csrf });
      write(await measurePage(`${origin}/people/search`, `/people/search ${q}`, headers, body));
    }
    await measureBackpack(service, { profile, achievement }, origin, write);
  } finally {
    server.close();
    server.closeAllConnections();
    await opened.stop();
  }
}

type Opened = Awaited<ReturnType<typeof openService>>['service'];

async function measureBackpack(
  service: Opened,
  { profile, achievement }: Awaited<ReturnType<typeof openCentre>>,
  origin: string,
  write: (line: string) => void,
): Promise<void> {
  const entryIds: string[] = [];
  let learnerId = '';
  for (let at = 0; at < BADGES; at += 1) {
    const csv = 'Prénom;Nom\nCamille;Bench\n';
    const [report] = await awardCsv(service, profile, achievement, csv, `${at}`);
    if (!report?.award) throw new Error('Nothing was awarded.');
    learnerId = report.award.learnerId;
    entryIds.push(report.award.id);
  }
  const actor = { kind: 'learner', learnerId, profileId: profile.id } as const;
  for (const awardId of entryIds)
    await answerAward(service, actor, { awardId, answer: 'accepted' });
  const command = { days: 30, label: '' };
  const one = await openShareOf(service, actor, { ...command, entryIds: entryIds.slice(0, 1) });
  const ten = await openShareOf(service, actor, { ...command, entryIds: entryIds.slice(0, 10) });
  const { secret } = await openLearnerSession(service, actor, { mode: 'browser' });
  const headers = { cookie: `${learnerCookie('http://localhost:3000').name}=${secret}` };
  const paths = ['/backpack', `/backpack/badges/${entryIds[0]}`, '/backpack/skills'];
  for (const path of [...paths, '/backpack/shares', '/backpack/me']) {
    write(await measurePage(`${origin}${path}`, path, headers));
  }
  for (const path of [`/s/${one.token}`, `/v/${one.key}`, `/s/${ten.token}`]) {
    write(await measurePage(`${origin}${path}`, path, {}));
  }
}

async function measurePage(
  url: string,
  path: string,
  headers: Record<string, string>,
  body?: URLSearchParams,
) {
  const times: number[] = [];
  let bytes = 0;
  let status = 0;
  for (let turn = 0; turn < TIMES; turn++) {
    const start = performance.now();
    const response = await fetch(url, { headers, ...(body ? { method: 'POST', body } : {}) });
    bytes = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - start);
    status = response.status;
  }
  times.sort((one, other) => one - other);
  const median = times[Math.floor(TIMES / 2)] ?? 0;
  const name = path.replace(/[\w-]{20,}/, '…').padEnd(30);
  const figures = `${median.toFixed(1)} ms median, ${times.at(-1)?.toFixed(1)} ms worst`;
  return `${status} ${name} ${figures}, ${(bytes / 1000).toFixed(1)} kB\n`;
}
