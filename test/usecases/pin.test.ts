import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import type { Link } from '../../src/domain/link.ts';
import { isEasyPin } from '../../src/domain/pin.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import {
  choosePin,
  hasPin,
  isUnlocked,
  removePins,
  unlock,
} from '../../src/usecases/backpack/pin.ts';
import { forgetWhatEnded } from '../../src/usecases/operations/forget-what-ended.ts';
import { hashOf } from '../../src/usecases/secrets.ts';
import { codeOf } from '../formats/refusal.ts';
import { openService, type TestService } from '../harness.ts';

let t: TestService;
let actor: LearnerActor;

beforeEach(async () => {
  t = await openService();
  actor = { kind: 'learner', learnerId: t.service.newId(), profileId: 'centre', via: 'card:one' };
});
afterEach(() => t.stop());

const PIN = '4071';
/** Every try costs a slow hash. */
const SLOW_MS = 30_000;
const WRONG = '9999';
const pass = (minutes: number) => {
  t.clock.now = new Date(t.clock.now.getTime() + minutes * 60_000);
};

/** A browser in which the backpack is open. */
async function openSession(): Promise<{ actor: LearnerActor; link: Link }> {
  const { secret } = await openLearnerSession(t.service, actor, { mode: 'own' });
  const link = await t.service.store.links.get(hashOf(t.service, secret));
  if (!link) throw new Error('No session.');
  return { actor, link };
}

/** What a try with another PIN answers: its code, and what stands with it. */
async function tryWrong(session: { actor: LearnerActor; link: Link }, pin = WRONG) {
  return unlock(t.service, session, pin).then(
    () => ({ code: 'none' }),
    ({ code, params }) => ({ code, ...params }),
  );
}

describe('a PIN that anyone would try first', () => {
  test.each(['0000', '1111', '1234', '4321', '0123', '7890', '1212', '123123', '2010', '1987'])(
    '%s is easy',
    (pin) => expect(isEasyPin(pin)).toBe(true),
  );
  test.each(['4071', '8205', '13579', '271828', '3010', '1223'])('%s is not', (pin) =>
    expect(isEasyPin(pin)).toBe(false),
  );
});

describe('choosing', () => {
  test('the first PIN unlocks the session it was chosen in, and no other', async () => {
    const here = await openSession();
    const there = await openSession();
    expect(await hasPin(t.service, actor.learnerId)).toBe(false);
    await choosePin(t.service, here, PIN);
    expect(await hasPin(t.service, actor.learnerId)).toBe(true);
    expect(await isUnlocked(t.service, here.link)).toBe(true);
    expect(await isUnlocked(t.service, there.link)).toBe(false);
  });

  test('another PIN takes the one there is (T55: a card alone changes nothing)', async () => {
    const here = await openSession();
    await choosePin(t.service, here, PIN);
    const there = await openSession();
    expect(await codeOf(() => choosePin(t.service, there, '8205'))).toBe('pin_required');
    await unlock(t.service, there, PIN);
    await choosePin(t.service, there, '8205');
    expect(await tryWrong(here, PIN)).toMatchObject({ code: 'pin_wrong' });
    await unlock(t.service, here, '8205');
  });

  test('two windows at once: one PIN counts, and the other hears of it', async () => {
    const sessions = [await openSession(), await openSession()] as const;
    const chosen = await Promise.all(
      sessions.map((session, at) =>
        choosePin(t.service, session, at === 0 ? PIN : '8205').then(
          () => 'kept',
          ({ code }) => code,
        ),
      ),
    );
    expect([...chosen].sort()).toEqual(['kept', 'pin_required']);
    expect(await t.service.store.pins.listOf(actor.learnerId)).toHaveLength(1);
    const [right, wrong] = chosen[0] === 'kept' ? [PIN, '8205'] : ['8205', PIN];
    expect(await tryWrong(sessions[0], wrong)).toMatchObject({ code: 'pin_wrong' });
    await unlock(t.service, sessions[0], right ?? '');
  });

  test('neither the PIN nor anything that it is guessed by without the key stands in the store', async () => {
    await choosePin(t.service, await openSession(), PIN);
    await choosePin(t.service, await openOther(), PIN);
    const rows = await t.service.store.pins.listOf(actor.learnerId);
    const [one] = rows;
    expect(JSON.stringify(rows)).not.toContain(PIN);
    // The same PIN of somebody else, with the same salt, is another hash.
    const text = await t.service.slowHash(PIN, one?.salt ?? '');
    expect(one?.hash).not.toBe(text);
  });

  test('one that was taken away is chosen anew', async () => {
    const here = await openSession();
    await choosePin(t.service, here, PIN);
    for (let at = 0; at < 3; at += 1) await tryWrong(here);
    await removePins(t.service, actor.learnerId);
    expect(await hasPin(t.service, actor.learnerId)).toBe(false);
    expect(await codeOf(() => unlock(t.service, here, PIN))).toBe('pin_required');
    await choosePin(t.service, await openSession(), '8205');
    // With the wrong tries gone, all five are there again.
    expect(await tryWrong(here)).toEqual({ code: 'pin_wrong', left: 4 });
  });

  test('one that a lost card set is taken away, and the one before counts again', async () => {
    const own = await openSession();
    await choosePin(t.service, own, PIN);
    actor = { ...actor, via: 'card:lost' };
    const thief = await openSession();
    await unlock(t.service, thief, PIN);
    await choosePin(t.service, thief, '8205');
    await removePins(t.service, actor.learnerId, ({ via }) => via === 'card:lost');
    expect(await codeOf(() => unlock(t.service, own, '8205'))).toBe('pin_wrong');
    expect(await codeOf(() => unlock(t.service, own, PIN))).toBeUndefined();
    await choosePin(t.service, own, '60402');
    expect(await codeOf(() => unlock(t.service, own, '60402'))).toBeUndefined();
  });
});

async function openOther() {
  actor = { ...actor, learnerId: t.service.newId() };
  return openSession();
}

describe('giving it', () => {
  test('opens what it protects for ten minutes', async () => {
    const here = await openSession();
    await choosePin(t.service, here, PIN);
    pass(11);
    expect(await isUnlocked(t.service, here.link)).toBe(false);
    await unlock(t.service, here, PIN);
    pass(9);
    expect(await isUnlocked(t.service, here.link)).toBe(true);
    pass(2);
    expect(await isUnlocked(t.service, here.link)).toBe(false);
  });

  test(
    'five wrong ones close it for a quarter of an hour, whoever asks and wherever',
    async () => {
      const here = await openSession();
      const there = await openSession();
      await choosePin(t.service, here, PIN);
      const answers: unknown[] = [];
      for (let at = 0; at < 5; at += 1) {
        answers.push(await tryWrong(at % 2 ? here : there));
        pass(1);
      }
      expect(answers).toEqual([4, 3, 2, 1, 0].map((left) => ({ code: 'pin_wrong', left })));
      // The right one too: nobody learns whether it was.
      expect(await tryWrong(here, PIN)).toEqual({ code: 'pin_locked', minutes: 10 });
      pass(9);
      expect(await tryWrong(there, PIN)).toEqual({ code: 'pin_locked', minutes: 1 });
      pass(2);
      await unlock(t.service, here, PIN);
    },
    SLOW_MS,
  );

  test(
    'twenty wrong ones in all close it until somebody of the centre helps',
    async () => {
      const here = await openSession();
      await choosePin(t.service, here, PIN);
      for (let at = 0; at < 20; at += 1) {
        expect(await tryWrong(here)).toMatchObject({ code: 'pin_wrong' });
        if (at % 5 === 4) pass(16);
      }
      expect(await tryWrong(here, PIN)).toEqual({ code: 'pin_locked', minutes: 0 });
      pass(60 * 24);
      expect(await tryWrong(here, PIN)).toEqual({ code: 'pin_locked', minutes: 0 });
      await removePins(t.service, actor.learnerId);
      await choosePin(t.service, here, PIN);
    },
    SLOW_MS,
  );

  test(
    'the right one wipes the wrong ones out',
    async () => {
      const here = await openSession();
      await choosePin(t.service, here, PIN);
      for (let round = 0; round < 6; round += 1) {
        for (let at = 0; at < 4; at += 1) await tryWrong(here);
        await unlock(t.service, here, PIN);
      }
      expect(await tryWrong(here)).toEqual({ code: 'pin_wrong', left: 4 });
    },
    SLOW_MS,
  );

  test(
    'guesses made at once are counted each (T55)',
    async () => {
      const here = await openSession();
      await choosePin(t.service, here, PIN);
      const pins = Array.from({ length: 24 }, (_, at) => String(5000 + at));
      const answers = await Promise.all(pins.map((pin) => tryWrong(here, pin)));
      const codes = answers.map(({ code }) => code);
      expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(5);
      expect(codes.filter((code) => code === 'pin_locked')).toHaveLength(19);
    },
    SLOW_MS,
  );

  test(
    'what is forgotten in time does not hand out the same numbers again',
    async () => {
      const here = await openSession();
      await choosePin(t.service, here, PIN);
      for (let at = 0; at < 5; at += 1) await tryWrong(here);
      pass(60 * 24 * 89);
      for (let at = 0; at < 5; at += 1) await tryWrong(here);
      pass(60 * 24 * 2);
      await forgetWhatEnded(t.service);
      for (let round = 0; round < 2; round += 1) {
        for (let at = 0; at < 5; at += 1)
          expect(await tryWrong(here)).not.toEqual({ code: 'none' });
        pass(16);
      }
      expect(await tryWrong(here, PIN)).toEqual({ code: 'pin_locked', minutes: 0 });
    },
    SLOW_MS,
  );

  test('somebody else’s PIN opens nothing', async () => {
    await choosePin(t.service, await openSession(), PIN);
    const other = await openOther();
    expect(await codeOf(() => unlock(t.service, other, PIN))).toBe('pin_required');
    await choosePin(t.service, other, '8205');
    expect(await tryWrong(other, PIN)).toEqual({ code: 'pin_wrong', left: 4 });
  });
});
