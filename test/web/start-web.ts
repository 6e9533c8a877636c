import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Award } from '../../src/domain/award.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import {
  openLearnerSession,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { choosePin } from '../../src/usecases/backpack/pin.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import type { Log } from '../../src/usecases/ports.ts';
import { createApp } from '../../src/web/app.ts';
import type { WebDeps } from '../../src/web/deps.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { awardCsv, ORIGIN, openCentre, openService, type TestService } from '../harness.ts';

export type LogLine = { level: string; event: string; fields: Record<string, unknown> };

export interface TestWeb extends TestService {
  readonly deps: WebDeps;
  readonly logged: LogLine[];
  readonly address: string;
  /** Never follows a redirect. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  postForm(path: string, fields: Record<string, string>, init?: RequestInit): Promise<Response>;
}

/** The real service behind a real port, with the built templates. */
export async function startWeb(
  overrides: Partial<WebDeps> = {},
  env: Record<string, string> = {},
  outside: NonNullable<Parameters<typeof openService>[0]>['outside'] = {},
): Promise<TestWeb> {
  const logged: LogLine[] = [];
  const log: Log = (level, event, fields = {}) => logged.push({ level, event, fields });
  const opened = await openService({ outside: { log, ...outside }, env });
  const limits = {
    verifications: 10_000,
    attestations: 10_000,
    wrongLinks: 10_000,
    signIns: 10_000,
    letters: 10_000,
    programs: 10_000,
    wrongTokens: 10_000,
    guesses: 10_000,
    reports: 10_000,
  };
  const deps = { ...(await createWebDeps(opened.service)), limits, ...overrides };
  const server = await listening(createApp(deps).listen(0, '127.0.0.1'));
  // An idle connection is never closed under the next request: on a busy machine that took seconds.
  server.keepAliveTimeout = 0;
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = (path: string, init: RequestInit = {}) =>
    fetch(address + path, { redirect: 'manual', ...init });
  return {
    ...opened,
    deps,
    logged,
    address,
    fetch: call,
    postForm: (path, fields, init = {}) =>
      call(path, { method: 'POST', body: new URLSearchParams(fields), ...init }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await opened.stop();
    },
  };
}

async function listening(server: Server): Promise<Server> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

export interface Centre {
  readonly profile: Profile;
  readonly achievement: Achievement;
  /** Léa's. */
  readonly award: Award;
  /** The cookie of Léa's open backpack. */
  readonly backpack: string;
}

/** A centre that awarded Léa and Noé a badge; Léa's backpack is open. */
export async function openCentreWithBadges({ service }: TestWeb): Promise<Centre> {
  const { profile, achievement } = await openCentre(service);
  await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;Martin\nNoé;D’Arc\n');
  const [lea] = await service.store.learners.byFullNames(profile.id, ['léa|martin']);
  if (!lea) throw new Error('Léa is not known.');
  const [award] = await service.store.awards.listOfLearner(profile.id, lea.id);
  if (!award) throw new Error('Léa has no award.');
  return { profile, achievement, award, backpack: await openBackpackOf(service, award) };
}

/** The cookie of a browser in which the backpack of an award's learner is open. */
export async function openBackpackOf(
  service: TestService['service'],
  { learnerId, profileId }: Pick<Award, 'learnerId' | 'profileId'>,
): Promise<string> {
  const actor = { kind: 'learner', learnerId, profileId, via: 'card:test' } as const;
  const { secret } = await openLearnerSession(service, actor, { mode: 'browser' });
  return `${learnerCookie(service.origin).name}=${secret}`;
}

/** Chooses the PIN in the session of Léa's backpack, which is unlocked by it. */
export async function unlockBackpack(
  { service }: TestWeb,
  { backpack }: Centre,
  pin = '4071',
): Promise<void> {
  const session = await useLearnerSession(service, backpack.split('=')[1]);
  await choosePin(service, session, pin);
}

/** Accepts Léa's badge and opens a share of it; its secret. */
export async function shareOf({ service }: TestWeb, { award }: Centre): Promise<string> {
  const { learnerId, profileId } = award;
  const learner = { kind: 'learner', learnerId, profileId } as const;
  await answerAward(service, learner, { awardId: award.id, answer: 'accepted' });
  const command = { entryIds: [award.id], days: 30, label: 'Garage' };
  return (await openShareOf(service, learner, command)).token;
}

/** The cookie of a fresh session of the owner. */
export async function signIn(web: TestWeb, { profile }: Centre): Promise<string> {
  const secret = await newOwnerLink(web.service, profile.id);
  const entered = await web.fetch(`/enter/${secret}`, { method: 'POST' });
  return entered.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Sends a form as a page of the team or of a backpack does: with the word of the session. */
export async function postAsMember(
  web: TestWeb,
  cookie: string,
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  const secret = cookie.split('=')[1] ?? '';
  const word = secret ? { csrf: csrfOf(web.service, secret) } : {};
  return web.postForm(path, { ...fields, ...word }, { headers: cookie ? { cookie } : {} });
}

export { ORIGIN };
