import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/compose.ts';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { MemberActor } from '../../src/domain/actor.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { readTypedNames } from '../../src/domain/typed-names.ts';
import { openBatch } from '../../src/usecases/awarding/open-batch.ts';
import { confirmBatch } from '../../src/usecases/awarding/run-batch.ts';
import { startBatch } from '../../src/usecases/awarding/start-batch.ts';
import { undoBatch } from '../../src/usecases/awarding/undo-batch.ts';
import { openCentre, openService } from '../harness.ts';
import { credentialsOf, verdictOf } from './soundness.ts';

const PEOPLE = 30;
const NAMES = Array.from({ length: PEOPLE }, (_, at) => `Prénom${at}`).join('\n');

let folder: string;
let one: Awaited<ReturnType<typeof openService>>;
let other: Awaited<ReturnType<typeof openService>>;
let profile: Profile;
let achievement: Achievement;
let actor: MemberActor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-again-'));
  one = await openService({ folder });
  other = await openService({ folder });
  ({ profile, achievement } = await openCentre(one.service));
  actor = { kind: 'member', memberId: 'worker', profileId: profile.id, role: 'awarder' };
});
afterEach(async () => {
  await one.stop();
  await other.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = ({ service }: { service: Service }) =>
  startBatch(service, actor, {
    achievementId: achievement.id,
    workshop: { title: 'Photo', date: '2026-11-18' },
    learnerIds: [],
    typed: readTypedNames(NAMES).people,
    warnings: [],
  });

/** Every box that the page of a batch would show, ticked. */
async function allTicked(service: Service, batchId: string) {
  const opened = await openBatch(service, actor, batchId);
  const lines = opened.state === 'planned' ? opened.plan.lines : [];
  const again = lines.flatMap((line): [number, string][] =>
    line.kind === 'known' && 'latestId' in line.standing
      ? [[line.attendee.line, line.standing.latestId]]
      : [],
  );
  return {
    people: new Map<number, string>(),
    again: new Map(again),
    isAgainForAll: false,
    isTextChecked: false,
  };
}

type Choices = Awaited<ReturnType<typeof allTicked>>;

async function confirm(service: Service, batchId: string, choices: Choices) {
  await confirmBatch(service, actor, batchId, choices);
  await service.batchRuns.settled(batchId);
}

async function live(): Promise<number> {
  const badges = await credentialsOf(one.service, profile);
  const verdicts = await Promise.all(badges.map((badge) => verdictOf(one.service, badge)));
  return verdicts.filter((verdict) => verdict === 'verified active').length;
}

/** Awards everybody, and takes all of it back when the badges shall be lost. */
async function award({ lost }: { lost: boolean }) {
  const batch = await start(one);
  await confirm(one.service, batch.id, await allTicked(one.service, batch.id));
  if (lost) await undoBatch(one.service, actor, batch.id);
}

describe('the same people again, from two lists (SECURITY 105: nobody is doubled)', () => {
  test('two processes that repeat lost badges at once leave one badge each', async () => {
    await award({ lost: true });
    const batches = await Promise.all([start(one), start(other)]);
    const choices = await Promise.all(batches.map(({ id }) => allTicked(one.service, id)));
    expect(choices.map(({ again }) => again.size)).toEqual([PEOPLE, PEOPLE]);
    await Promise.all([
      confirm(one.service, batches[0].id, choices[0] as Choices),
      confirm(other.service, batches[1].id, choices[1] as Choices),
    ]);
    expect(await live()).toBe(PEOPLE);
  });

  test.each([
    [true, PEOPLE],
    [false, 2 * PEOPLE],
  ])('boxes ticked for what was seen count once (lost: %s)', async (lost, badges) => {
    await award({ lost });
    const batches = [await start(one), await start(other)];
    const choices = await Promise.all(batches.map(({ id }) => allTicked(one.service, id)));
    await confirm(one.service, batches[0]?.id ?? '', choices[0] as Choices);
    await confirm(other.service, batches[1]?.id ?? '', choices[1] as Choices);
    expect(await live()).toBe(badges);
  });

  test('one box for all of them counts once, too', async () => {
    await award({ lost: true });
    const batches = await Promise.all([start(one), start(other)]);
    const all = {
      people: new Map<number, string>(),
      again: new Map<number, string>(),
      isAgainForAll: true,
      isTextChecked: false,
    };
    await Promise.all([
      confirm(one.service, batches[0].id, all),
      confirm(other.service, batches[1].id, all),
    ]);
    expect(await live()).toBe(PEOPLE);
  });

  test('lost and given again, over and over, is one badge each time', async () => {
    await award({ lost: true });
    for (const round of [1, 2, 3]) {
      const batch = await start(one);
      await confirm(one.service, batch.id, await allTicked(one.service, batch.id));
      expect(await live()).toBe(PEOPLE);
      if (round < 3) await undoBatch(one.service, actor, batch.id);
    }
  });
});
