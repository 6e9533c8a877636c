import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { makeGuardianLink } from '../../src/usecases/people/guardian-link.ts';
import { makeLink } from '../../src/usecases/people/make-link.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { newSecret } from '../../src/usecases/secrets.ts';
import { createApp } from '../../src/web/app.ts';
import { VISITORS, type Visitor } from '../../src/web/routes/rule.ts';
import { methodsOf, PATTERNS, ROUTES } from '../../src/web/routes.ts';
import { askApi, tokenOf } from './ask-api.ts';
import { commonPlaces, SAMPLES } from './route-samples.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  // Letters are offered and none is waited for: nobody listens there.
  const env = { VC_API: 'on', SIGN_UP: 'on', SMTP_URL: 'smtp://127.0.0.1:9' };
  web = await startWeb({}, env);
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
});
afterAll(() => web.stop());

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every `METHOD /pattern` that a router answers; what stands before all methods is no route. */
function registered(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return registered(handle.stack ?? []);
    const { options: _, ...methods } = route.methods;
    const names = Object.keys(methods);
    return names.length > 1 ? [] : names.map((name) => `${name.toUpperCase()} ${route.path}`);
  });
}

test('every route is in the list, and every line of the list is a route', () => {
  const app = createApp(web.deps) as Express & { router: { stack: Layer[] } };
  const listed = ROUTES.map(({ method, pattern }) => `${method} ${pattern}`);
  expect(registered(app.router.stack).sort()).toEqual([...listed].sort());
});

/** What a visitor holds: the places of a pattern filled with their own secrets, and a cookie. */
interface Holdings {
  readonly token: string;
  /** Of the same share. */
  readonly key: string;
  readonly cookie: string;
  readonly shareId: string;
  /** Of a program; empty for everybody else. */
  readonly bearer: string;
}

async function holdingsOf(visitor: Visitor): Promise<Holdings> {
  const { award, profile } = centre;
  const { token, key } = secretsOf(web.service, { id: 'never-was' });
  const nothing = { token, key, cookie: '', shareId: 'none', bearer: '' };
  const learner = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id } as const;
  const command = { entryIds: [award.id], days: 30, label: '' };
  switch (visitor) {
    case 'anyone':
      return nothing;
    case 'share':
      return { ...nothing, ...(await publicShare(learner, command.entryIds)) };
    case 'learner': {
      passTime();
      const { share } = await openShareOf(web.service, learner, command);
      const cookie = await openBackpackOf(web.service, award);
      return { ...nothing, cookie, shareId: share.id };
    }
    case 'addressee': {
      const parts = { kind: 'address', targetId: award.learnerId, profileId: profile.id } as const;
      const link = { ...parts, binding: 'lea@maison.test' };
      return { ...nothing, token: await makeLink(web.service, link, { minutes: 60 }) };
    }
    case 'leaving':
      return { ...nothing, token: await erasureToken() };
    case 'guardian':
      return { ...nothing, token: await guardianToken() };
    case 'invited':
      return { ...nothing, token: await newOwnerLink(web.service, profile.id) };
    case 'owner':
      return { ...nothing, cookie: await signIn(web, centre) };
    case 'awarder':
      return { ...nothing, cookie: await awarderCookie() };
    case 'token':
      return { ...nothing, bearer: await tokenOf(web, profile) };
  }
}

/** So long that nobody makes more shares in a day than a learner may. */
function passTime(): void {
  web.clock.now = new Date(web.clock.now.getTime() + 15 * 60_000);
}

/** Of a grown-up who agreed: every page of a share is open then. */
async function publicShare(learner: LearnerActor, entryIds: readonly string[]) {
  const { service } = web;
  await service.store.learners.setAge(learner.profileId, learner.learnerId, { band: 'adult' });
  // After what an earlier route of this very moment took back: of two answers the stricter wins.
  passTime();
  await recordOwnConsent(service, learner, 'public-page');
  const command = { entryIds, days: 30, label: '', way: 'public' } as const;
  const { token, key } = await openShareOf(service, learner, command);
  return { token, key };
}

/** Of somebody else than Léa, since everybody else needs her. */
async function erasureToken(): Promise<string> {
  const { profile } = centre;
  const [noe] = await web.service.store.learners.byFullNames(profile.id, ["noé|d'arc"]);
  const actor = { kind: 'learner', learnerId: noe?.id ?? '', profileId: profile.id } as const;
  return (await askErasure(web.service, actor, actor.learnerId)).secret;
}

async function guardianToken(): Promise<string> {
  const profileId = centre.profile.id;
  const actor = { kind: 'member', memberId: 'amel', profileId, role: 'awarder' } as const;
  const [noe] = await web.service.store.learners.byFullNames(profileId, ["noé|d'arc"]);
  const command = { learnerId: noe?.id ?? '', party: 'guardian' } as const;
  return (await makeGuardianLink(web.service, actor, command)).secret;
}

async function awarderCookie(): Promise<string> {
  const memberId = web.service.newId();
  const profileId = centre.profile.id;
  const createdAt = '2026-01-01T00:00:00.000Z';
  await web.service.store.members.insert({ id: memberId, profileId, role: 'awarder', createdAt });
  const { secret, hash } = newSecret(web.service);
  await web.service.store.links.insert({
    secretHash: hash,
    kind: 'session',
    targetId: memberId,
    profileId,
    createdAt,
  });
  return `__Host-session=${secret}`;
}

async function call(method: string, pattern: string, holdings: Holdings): Promise<Response> {
  const sample = SAMPLES[`${method} ${pattern}`] ?? {};
  const places: Record<string, string> = {
    ...(await commonPlaces(web, centre)),
    token: holdings.token,
    key: holdings.key,
    part: '1',
    shareId: holdings.shareId,
    ...(await sample.places?.({ web, centre, cookie: holdings.cookie })),
  };
  const path = pattern.replace(/:(\w+)/g, (_place, name: string) => places[name] ?? '');
  const headers = holdings.cookie ? { cookie: holdings.cookie } : {};
  const { bearer } = holdings;
  if (bearer || sample.json) {
    const body = await sample.json?.({ web, centre, cookie: holdings.cookie });
    return askApi(web, method, path, { bearer, headers, body });
  }
  if (method !== 'POST' || !isForm(path)) return web.fetch(path, { method, headers });
  return postAsMember(web, holdings.cookie, path, sample.form ?? {});
}

/** Everything else that is posted is made by machines or has no fields. */
function isForm(path: string): boolean {
  return !/^\/(api|verify|enter)/.test(path);
}

const REFUSED = [401, 403, 404];

/** A badge is revoked once: whoever may do it comes last. */
const ordered = [...ROUTES].sort(
  (one, other) => Number(one.pattern.endsWith('revoke')) - Number(other.pattern.endsWith('revoke')),
);

describe.each(ordered)('$method $pattern', ({ method, pattern, visitors }) => {
  test.each(VISITORS)('as %s', async (visitor) => {
    const allowed = visitors.includes('anyone') || visitors.includes(visitor);
    const { status } = await call(method, pattern, await holdingsOf(visitor));
    expect({ visitor, refused: REFUSED.includes(status) }).toEqual({ visitor, refused: !allowed });
    expect(status).toBeLessThan(500);
  });
});

test('another centre’s member can neither see nor revoke (SECURITY T56)', async () => {
  const other = await openCentreWithBadges(web);
  const cookie = await signIn(web, other);
  const page = await (await web.fetch('/workshops', { headers: { cookie } })).text();
  expect(page).not.toContain(centre.award.id);
  const revoked = await postAsMember(
    web,
    cookie,
    `/workshops/awards/${centre.award.id}/revoke`,
    {},
  );
  expect(revoked.status).toBe(404);
});

test('what a pattern does not have is refused with what it has', async () => {
  for (const pattern of PATTERNS) {
    const allow = methodsOf(pattern);
    const path = pattern.replace(/:\w+/g, 'x');
    for (const method of ['PUT', 'DELETE', ...(allow.includes('POST') ? [] : ['POST'])]) {
      const response = await web.fetch(path, { method });
      expect([method, path, response.status]).toEqual([method, path, 405]);
      expect(response.headers.get('allow')).toBe(allow.join(', '));
    }
  }
});
