import { describe, expect, test } from '@jest/globals';
import type { Age, AgeBand } from '../../src/domain/age.ts';
import {
  type Capacity,
  type ConsentEvent,
  isAskedAgain,
  PARTIES,
  type Party,
  PURPOSES,
  type Purpose,
  partiesAsked,
  standingOf,
} from '../../src/domain/consent.ts';

const NOW = new Date('2026-11-20T15:00:00Z');
const CHILD: Age = { band: 'under15', bandUntil: '2027-03' };
const TEEN: Age = { band: '15-17', bandUntil: '2028-01' };
const ADULT: Age = { band: 'adult' };
let number = 0;

function answer(
  party: Party,
  parts: Partial<ConsentEvent> & { band: AgeBand },
  purpose: Purpose = 'named-share',
): ConsentEvent {
  number += 1;
  return {
    id: `event-${number}`,
    profileId: 'profile',
    learnerId: 'learner',
    purpose,
    party,
    decision: 'given',
    channel: 'paper',
    recordedBy: 'member:1',
    textVersion: '1',
    at: `2026-11-01T10:00:0${number % 10}.000Z`,
    ...parts,
  };
}

const missing = (purpose: Purpose, age: Age, events: readonly ConsentEvent[], now = NOW) =>
  standingOf(purpose, age, events, now).missing;

describe('who has to say yes', () => {
  const NOBODY: readonly ConsentEvent[] = [];
  test.each<[Purpose, string, Age, readonly Party[]]>([
    ['named-share', 'unknown', {}, ['learner', 'guardian']],
    ['named-share', 'under 15', CHILD, ['learner', 'guardian']],
    ['named-share', '15 to 17', TEEN, ['learner']],
    ['named-share', 'adult', ADULT, ['learner']],
    ['public-page', 'unknown', {}, ['learner', 'guardian']],
    ['public-page', 'under 15', CHILD, ['learner', 'guardian']],
    ['public-page', '15 to 17', TEEN, ['learner']],
    ['public-page', 'adult', ADULT, ['learner']],
    ['photo', 'unknown', {}, ['learner', 'guardian', 'second-guardian']],
    ['photo', 'under 15', CHILD, ['learner', 'guardian', 'second-guardian']],
    ['photo', '15 to 17', TEEN, ['learner', 'guardian', 'second-guardian']],
    ['photo', 'adult', ADULT, ['learner']],
  ])('%s, %s', (purpose, _name, age, parties) => {
    expect(missing(purpose, age, NOBODY)).toEqual(parties);
    expect(partiesAsked(purpose, age, NOW)).toEqual(parties);
    expect(standingOf(purpose, age, NOBODY, NOW).allowed).toBe(false);
  });

  // LIL art. 45: neither overrides the other.
  test.each(PURPOSES)('%s: every party alone is not enough, all together are', (purpose) => {
    for (const age of [{}, CHILD, TEEN, ADULT]) {
      const band = age.band ?? 'under15';
      const asked = partiesAsked(purpose, age, NOW);
      const all = asked.map((party) => answer(party, { band }, purpose));
      expect(standingOf(purpose, age, all, NOW)).toEqual({ allowed: true, missing: [] });
      for (const left of asked) {
        const others = all.filter(({ party }) => party !== left);
        expect(missing(purpose, age, others)).toEqual([left]);
      }
    }
  });

  test('a yes to one thing is a yes to nothing else', () => {
    const yes = PARTIES.map((party) => answer(party, { band: 'under15' }, 'photo'));
    expect(standingOf('photo', CHILD, yes, NOW).allowed).toBe(true);
    expect(standingOf('named-share', CHILD, yes, NOW).allowed).toBe(false);
    expect(standingOf('public-page', CHILD, yes, NOW).allowed).toBe(false);
  });
});

describe('what was said last counts', () => {
  const both = [
    answer('learner', { band: 'under15', at: '2026-11-01T10:00:00.000Z' }),
    answer('guardian', { band: 'under15', at: '2026-11-01T10:00:00.000Z', capacity: 'parent' }),
  ];
  test.each<Party>(['learner', 'guardian'])('%s withdraws', (party) => {
    const no = answer(party, {
      band: 'under15',
      decision: 'withdrawn',
      at: '2026-11-02T00:00:00.000Z',
    });
    expect(missing('named-share', CHILD, [...both, no])).toEqual([party]);
    // In whatever order the rows come.
    expect(missing('named-share', CHILD, [no, ...both])).toEqual([party]);
    const again = answer(party, { band: 'under15', at: '2026-11-03T00:00:00.000Z' });
    expect(missing('named-share', CHILD, [again, no, ...both])).toEqual([]);
  });

  test('of two answers of one moment the stricter wins, whichever comes first', () => {
    const at = '2026-11-01T10:00:00.000Z';
    const no = answer('learner', { band: 'under15', decision: 'withdrawn', at });
    expect(missing('named-share', CHILD, [...both, no])).toEqual(['learner']);
    expect(missing('named-share', CHILD, [no, ...both])).toEqual(['learner']);
  });
});

describe('at fifteen and at eighteen control passes', () => {
  const both = [answer('learner', { band: 'under15' }), answer('guardian', { band: 'under15' })];
  const birthday = (text: string) => new Date(text);

  test.each<[string, readonly Party[]]>([
    ['2027-03-31T23:59:59.999Z', []],
    ['2027-04-01T00:00:00.000Z', ['learner']],
  ])('the month of the fifteenth birthday at %s', (now, parties) => {
    expect(missing('named-share', CHILD, both, birthday(now))).toEqual(parties);
    expect(isAskedAgain('named-share', CHILD, both, birthday(now))).toBe(parties.length > 0);
  });

  test('at fifteen the young person alone decides, and no parent takes it back', () => {
    const now = birthday('2027-04-02T00:00:00Z');
    const own = answer('learner', { band: '15-17', at: '2027-04-01T10:00:00.000Z' });
    const no = answer('guardian', {
      band: '15-17',
      decision: 'withdrawn',
      at: '2027-04-01T11:00:00.000Z',
    });
    expect(missing('named-share', CHILD, [...both, own, no], now)).toEqual([]);
    expect(isAskedAgain('named-share', CHILD, [...both, own], now)).toBe(false);
    const adult = birthday('2030-04-01T00:00:00Z');
    expect(missing('named-share', CHILD, [...both, own], adult)).toEqual(['learner']);
    expect(isAskedAgain('named-share', CHILD, [...both, own], adult)).toBe(true);
  });

  test('whoever said no, or never answered, is not asked again', () => {
    const now = birthday('2027-04-02T00:00:00Z');
    const no = answer('learner', {
      band: 'under15',
      decision: 'withdrawn',
      at: '2026-12-01T00:00:00.000Z',
    });
    expect(isAskedAgain('named-share', CHILD, [...both, no], now)).toBe(false);
    expect(isAskedAgain('photo', CHILD, both, now)).toBe(false);
  });

  test('what parents said of photos holds until eighteen, what the young person said does not', () => {
    const yes = PARTIES.map((party) => answer(party, { band: 'under15' }, 'photo'));
    const fifteen = birthday('2027-04-01T00:00:00Z');
    expect(missing('photo', CHILD, yes, fifteen)).toEqual(['learner']);
    const own = answer('learner', { band: '15-17', at: '2027-04-01T10:00:00.000Z' }, 'photo');
    expect(missing('photo', CHILD, [...yes, own], fifteen)).toEqual([]);
    const no = answer(
      'second-guardian',
      { band: '15-17', decision: 'withdrawn', at: '2028-01-01T00:00:00.000Z' },
      'photo',
    );
    expect(missing('photo', CHILD, [...yes, own, no], fifteen)).toEqual(['second-guardian']);
  });

  test('a centre that took somebody for older than they are asks everybody anew', () => {
    const own = answer('learner', { band: '15-17' });
    expect(missing('named-share', CHILD, [own])).toEqual(['learner', 'guardian']);
  });
});

describe('a photo of a minor and who holds authority', () => {
  const said = (capacity: Capacity) => [
    answer('learner', { band: '15-17' }, 'photo'),
    answer('guardian', { band: '15-17', capacity }, 'photo'),
  ];
  test.each<[Capacity, readonly Party[]]>([
    ['parent', ['second-guardian']],
    ['delegate', ['second-guardian']],
    ['sole', []],
    ['guardian', []],
  ])('%s', (capacity, parties) => {
    expect(missing('photo', TEEN, said(capacity))).toEqual(parties);
  });

  test('who says that they are alone silences no second one who said no', () => {
    const no = answer('second-guardian', { band: '15-17', decision: 'withdrawn' }, 'photo');
    expect(missing('photo', TEEN, [...said('sole'), no])).toEqual(['second-guardian']);
  });

  test('an adult’s parents are asked nothing', () => {
    const no = answer(
      'guardian',
      { band: '15-17', decision: 'withdrawn', capacity: 'parent' },
      'photo',
    );
    const own = answer('learner', { band: 'adult' }, 'photo');
    expect(missing('photo', ADULT, [no, own])).toEqual([]);
  });
});
