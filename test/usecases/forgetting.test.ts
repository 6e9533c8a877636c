import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Profile } from '../../src/domain/profile.ts';
import { forgetWhatEnded } from '../../src/usecases/operations/forget-what-ended.ts';
import { onceByKey } from '../../src/usecases/operations/idempotency.ts';
import { lookAtEntry, newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { enterByCode, sendLinks } from '../../src/usecases/people/sign-in.ts';
import { inviteMember } from '../../src/usecases/people/team.ts';
import { waitForLink } from '../../src/usecases/people/ways-in.ts';
import type { Letter, Mail } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { NOW, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

let t: TestService;
let profile: Profile;

beforeAll(async () => {
  t = await openService();
  ({ profile } = await openCentre(t.service));
});
beforeEach(() => {
  t.clock.now = NOW;
});
afterAll(() => t.stop());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pass = (milliseconds: number) => {
  t.clock.now = new Date(NOW.getTime() + milliseconds);
};

/** Every link that is kept from here on. */
function watchLinks() {
  const { store } = t.service;
  const kept: { secretHash: string; expiresAt?: string }[] = [];
  const insert: typeof store.links.insert = async (link) => {
    kept.push(link);
    return store.links.insert(link);
  };
  const deps = { ...t.service, store: { ...store, links: { ...store.links, insert } } };
  return { deps, kept };
}

describe('what ended is forgotten', () => {
  test('lists of names after their time', async () => {
    const { store } = t.service;
    const batch = {
      id: 'list-1',
      profileId: profile.id,
      achievementId: 'any',
      workshop: { title: 'Atelier', date: '2026-11-18' },
      list: { header: ['Prénom'], rows: [{ line: 2, cells: ['Léa'] }] },
      warnings: [],
      createdBy: 'operator',
      createdAt: NOW.toISOString(),
    };
    await store.batches.insert(batch);
    pass(23 * HOUR);
    await forgetWhatEnded(t.service);
    expect(await store.batches.get(profile.id, 'list-1')).toMatchObject({ id: 'list-1' });
    pass(25 * HOUR);
    await forgetWhatEnded(t.service);
    expect(await store.batches.get(profile.id, 'list-1')).toBeUndefined();
  });

  test('links, once nobody asks any more why they do not open', async () => {
    const secret = await newOwnerLink(t.service, profile.id);
    pass(6 * DAY);
    await forgetWhatEnded(t.service);
    expect(await codeOf(() => lookAtEntry(t.service, secret))).toBe('link_expired');
    pass(8 * DAY);
    await forgetWhatEnded(t.service);
    expect(await codeOf(() => lookAtEntry(t.service, secret))).toBe('not_found');
  });

  test('answers of the API after a day', async () => {
    const asked = { tokenId: 'forgetting', key: 'one', content: 'POST /' };
    const work = async () => ({ status: 200, body: '{}' });
    await onceByKey(t.service, asked, work);
    pass(23 * HOUR);
    await forgetWhatEnded(t.service);
    expect((await onceByKey(t.service, asked, work)).replayed).toBe(true);
    pass(25 * HOUR);
    await forgetWhatEnded(t.service);
    expect((await onceByKey(t.service, asked, work)).replayed).toBe(false);
  });
});

describe('signing in by e-mail', () => {
  test('leaves no row without an end: letters, tries and codes', async () => {
    const email = 'end@example.test';
    const command = { profileId: profile.id, role: 'awarder', name: '', email } as const;
    await inviteMember(t.service, OPERATOR, command);
    const { deps, kept } = watchLinks();
    const letters: Letter[] = [];
    const mail: Mail = {
      send: async (letter) => void letters.push(letter),
      close: async () => undefined,
    };
    const waiting = await waitForLink(deps);
    const write = () => ({ subject: 's', text: 't' });
    await sendLinks({ ...deps, mail }, { email, waiting, from: '192.0.2.1' }, write);
    const tried = () => enterByCode(deps, { waiting, code: 'wrong' });
    expect(await codeOf(tried)).toBe('match_code_wrong');
    expect(letters).toHaveLength(1);
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(kept.filter(({ expiresAt }) => expiresAt === undefined)).toEqual([]);
  });

  test('counts the letters of the hour in spite of what is forgotten meanwhile', async () => {
    const email = 'hour@example.test';
    const command = { profileId: profile.id, role: 'awarder', name: '', email } as const;
    await inviteMember(t.service, OPERATOR, command);
    let letters = 0;
    const mail: Mail = { send: async () => void letters++, close: async () => undefined };
    for (const minutes of [0, 12, 24, 36, 48, 54]) {
      pass(minutes * 60_000);
      const waiting = await waitForLink(t.service);
      const write = () => ({ subject: 's', text: 't' });
      await sendLinks({ ...t.service, mail }, { email, waiting, from: '192.0.2.1' }, write);
      await forgetWhatEnded(t.service);
    }
    expect(letters).toBe(3);
  });
});
