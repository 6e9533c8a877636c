import { beforeEach, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { createListMemory } from '../../src/usecases/verification/list-memory.ts';
import { awardCsv, NOW, OPERATOR, openCentre } from '../harness.ts';
import { at, badge, DID_JSON, signed, statusEntry, statusList, useWorld } from './other-issuer.ts';
import { awardsOf } from './soundness.ts';

// T08, T23, checklist B7: a list is kept, so that its issuer does not see each check of a badge.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const world = useWorld();

let url = '';
let place = '';
let tests = 0;
beforeEach(() => {
  tests += 1;
  place = `other.test/lists/${tests}`;
  url = `https://${place}`;
});

async function publish(revoked: number[], subject: JsonObject = {}, change: JsonObject = {}) {
  world().documents.set(
    place,
    await signed(await statusList(revoked, { id: url, ...change }, subject)),
  );
}

const aBadge = (index = 7) =>
  signed(
    badge({
      credentialStatus: statusEntry({
        id: `${url}#${index}`,
        statusListIndex: String(index),
        statusListCredential: url,
      }),
    }),
  );

function later(milliseconds: number): void {
  world().clock.now = new Date(NOW.getTime() + milliseconds);
}

/** How often the list was asked for by a verification of a badge, so many milliseconds later. */
async function askedAfter(milliseconds: number, given?: JsonObject): Promise<number> {
  later(milliseconds);
  const { asked } = await world().verify(given ?? (await aBadge()));
  return asked.filter((one) => one === place).length;
}

describe('how long a list is kept', () => {
  test.each<[string, unknown, number]>([
    ['none: 5 minutes', undefined, 5 * MINUTE],
    ['a second: 5 minutes', 1000, 5 * MINUTE],
    ['less than nothing: 5 minutes', -1, 5 * MINUTE],
    ['a text: 5 minutes', '3600000', 5 * MINUTE],
    ['an hour', HOUR, HOUR],
    ['a month: 24 hours', 30 * 24 * HOUR, 24 * HOUR],
  ])('time to live: %s', async (_, ttl, life) => {
    await publish([], ttl === undefined ? {} : { ttl: ttl as number });
    expect(await askedAfter(0)).toBe(1);
    expect(await askedAfter(life - 1)).toBe(0);
    expect(await askedAfter(life)).toBe(1);
  });

  test('never past its own end', async () => {
    await publish([], { ttl: HOUR }, { validUntil: at(6 * MINUTE) });
    expect(await askedAfter(0)).toBe(1);
    expect(await askedAfter(5 * MINUTE)).toBe(0);
    expect(await askedAfter(7 * MINUTE)).toBe(1);
    expect(await world().verify(await aBadge())).toMatchObject({ codes: ['status_stale'] });
  });

  test('for other badges of the list too, and for many that come at once', async () => {
    await publish([8]);
    world().remote.asked.length = 0;
    const bytes = await Promise.all(
      [7, 7, 8, 9].map(async (index) => utf8(JSON.stringify(await aBadge(index)))),
    );
    const reports = await Promise.all(bytes.map((one) => world().service.verifyBytes(one)));
    expect(reports.map(({ verdict }) => verdict)).toEqual([
      'verified',
      'verified',
      'rejected',
      'verified',
    ]);
    expect(world().remote.asked.filter((one) => one === place)).toHaveLength(1);
  });

  test('and then a revocation is known', async () => {
    await publish([]);
    expect(await askedAfter(0)).toBe(1);
    await publish([7]);
    later(MINUTE);
    expect(await world().verify(await aBadge())).toMatchObject({ verdict: 'verified' });
    later(5 * MINUTE);
    expect(await world().verify(await aBadge())).toMatchObject({ codes: ['revoked'] });
  });

  test('what was kept is said, with the time it was read', async () => {
    await publish([]);
    const given = utf8(JSON.stringify(await aBadge()));
    const first = await world().service.verifyBytes(given);
    later(4 * MINUTE);
    const report = await world().service.verifyBytes(given);
    const params = ({ checks }: typeof report) =>
      checks.find(({ name }) => name === 'status')?.params;
    expect(params(first)).toEqual({});
    expect(params(report)).toEqual({ date: NOW.toISOString() });
    expect(report.contacted.map(({ url: one }) => one)).toEqual([`https://${DID_JSON}`]);
  });

  test('a list that cannot be relied on is not kept', async () => {
    world().documents.set(place, await statusList([], { id: url }));
    expect(await askedAfter(0)).toBe(1);
    await publish([]);
    expect(await world().verify(await aBadge())).toMatchObject({ verdict: 'verified' });
  });
});

describe('row 77: an older copy than the one seen', () => {
  test('is not believed, however long ago that was', async () => {
    await publish([7], {}, { validFrom: at(-MINUTE) });
    expect(await world().verify(await aBadge())).toMatchObject({ codes: ['revoked'] });
    await publish([], {}, { validFrom: at(-2 * MINUTE) });
    later(48 * HOUR);
    expect(await world().verify(await aBadge())).toMatchObject({
      verdict: 'undetermined',
      codes: ['status_stale'],
    });
    await publish([], {}, { validFrom: at(MINUTE) });
    expect(await world().verify(await aBadge())).toMatchObject({ verdict: 'verified' });
  });
});

test('our own list is never a kept one: a revocation is known at once', async () => {
  const { service } = world();
  const { profile, achievement } = await openCentre(service);
  await awardCsv(service, profile, achievement, 'Prénom\nInès\n');
  const [award] = await awardsOf(service, profile);
  const { text } = await badgeOf(service, award?.id ?? '');
  expect((await service.verifyText(text)).verdict).toBe('verified');
  await revokeAward(service, OPERATOR, { awardId: award?.id ?? '' });
  expect((await service.verifyText(text)).state).toBe('revoked');
});

describe('the memory of lists is bounded', () => {
  const keep = (memory: ReturnType<typeof createListMemory>, name: string, length: number) =>
    memory.set(name, {
      text: 'x'.repeat(length),
      list: {},
      hasOtherId: false,
      issuerId: '',
      from: 0,
      readAt: 0,
      until: Number.MAX_SAFE_INTEGER,
    });

  test('in number: the one read longest ago goes', () => {
    const memory = createListMemory(() => NOW);
    for (let n = 0; n <= 256; n += 1) keep(memory, String(n), 10);
    expect([memory.fresh('0'), memory.fresh('1')?.from]).toEqual([undefined, 0]);
  });

  test('in size: one that is too large is not kept, and many large ones make room', () => {
    const memory = createListMemory(() => NOW);
    keep(memory, 'huge', 2_000_001);
    expect(memory.fresh('huge')?.from).toBeUndefined();
    for (let n = 0; n <= 8; n += 1) keep(memory, String(n), 1_000_000);
    const kept = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((n) => memory.fresh(String(n)));
    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
