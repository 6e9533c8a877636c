import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/compose.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import { readTypedNames } from '../../src/domain/typed-names.ts';
import { createBatchRuns } from '../../src/usecases/awarding/batch-runs.ts';
import { finishAwards } from '../../src/usecases/awarding/finish-awards.ts';
import { openBatch } from '../../src/usecases/awarding/open-batch.ts';
import { confirmBatch } from '../../src/usecases/awarding/run-batch.ts';
import { startBatch } from '../../src/usecases/awarding/start-batch.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { openCentre, openService } from '../harness.ts';
import { expectSound } from './soundness.ts';

const PEOPLE = 60;
const NAMES = Array.from({ length: PEOPLE }, (_, at) => `Prénom${at}`).join('\n');
const NO_CHOICES = {
  people: new Map<number, string>(),
  again: new Map<number, string>(),
  isAgainForAll: false,
  isTextChecked: false,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-batch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const memberOf = (profileId: string): Actor & { kind: 'member' } => ({
  kind: 'member',
  memberId: 'worker',
  profileId,
  role: 'awarder',
});

async function begin(service: Service) {
  const { profile, achievement } = await openCentre(service);
  const actor = memberOf(profile.id);
  const batch = await startBatch(service, actor, {
    achievementId: achievement.id,
    workshop: { title: 'Photo', date: '2026-11-18' },
    learnerIds: [],
    typed: readTypedNames(NAMES).people,
    warnings: [],
  });
  return { profile, actor, batch };
}

async function confirm(service: Service, actor: Actor & { kind: 'member' }, id: string) {
  await confirmBatch(service, actor, id, NO_CHOICES);
  await service.batchRuns.settled(id);
  const opened = await openBatch(service, actor, id);
  if (opened.state !== 'reported') return opened.state;
  return opened.lines.map(({ outcome, fresh }) => `${outcome}${fresh ? ' new' : ''}`);
}

const ALL_NEW = new Array(PEOPLE).fill('awarded new');

describe('killed while a list is awarded, and started again (SECURITY 107)', () => {
  test.each([
    ['batch-stored', 1],
    ['signed', 2],
    ['line-done', 55],
  ] as const)('at %s, time %i, one press makes the report true', async (point, time) => {
    let left = time;
    const at = (here: FailPoint) => {
      if (here === point && --left === 0) throw new Error('killed here');
    };
    const before = await openService({ folder, outside: { at } });
    const { profile, actor, batch } = await begin(before.service);
    expect(await confirm(before.service, actor, batch.id)).toBe('planned');
    await before.stop();

    const { service, stop } = await openService({ folder });
    await finishAwards(service);
    const opened = await openBatch(service, actor, batch.id);
    expect(opened.state === 'planned' && opened.plan.isBegun).toBe(true);
    expect(await confirm(service, actor, batch.id)).toEqual(ALL_NEW);
    await expectSound(service, profile, PEOPLE);
    await stop();
  });
});

test('two processes at the same list award nobody twice, and both tell the truth', async () => {
  const one = await openService({ folder });
  const { profile, actor, batch } = await begin(one.service);
  const other = await openService({ folder });
  const reports = await Promise.all([
    confirm(one.service, actor, batch.id),
    confirm(other.service, actor, batch.id),
  ]);
  expect(reports).toEqual([ALL_NEW, ALL_NEW]);
  await expectSound(one.service, profile, PEOPLE);
  await one.stop();
  await other.stop();
});

test('a service that closes finishes the list that it awards', async () => {
  const before = await openService({ folder });
  const { profile, actor, batch } = await begin(before.service);
  await confirmBatch(before.service, actor, batch.id, NO_CHOICES);
  await before.stop();
  const { service, stop } = await openService({ folder });
  expect(await service.store.batches.reportsOf(batch.id)).toHaveLength(1);
  await expectSound(service, profile, PEOPLE);
  await stop();
});

test('a disk that is full leaves badges waiting, and one press more signs them', async () => {
  const { service, stop } = await openService({ folder });
  const { profile, actor, batch } = await begin(service);
  const sign = async () => {
    throw new BadgeError('storage_full', 'The disk is full.');
  };
  const full = { ...service, vault: { ...service.vault, sign } };
  await confirmBatch(full, actor, batch.id, NO_CHOICES);
  await service.batchRuns.settled(batch.id);
  const opened = await openBatch(service, actor, batch.id);
  expect(opened.state === 'reported' && opened.isWaiting).toBe(true);
  expect(await confirm(service, actor, batch.id)).toEqual(ALL_NEW);
  await expectSound(service, profile, PEOPLE);
  await stop();
});

test('a member of another profile has no such list', async () => {
  const { service, stop } = await openService({ folder });
  const { batch } = await begin(service);
  const stranger = memberOf('elsewhere');
  expect(await codeOf(() => openBatch(service, stranger, batch.id))).toBe('batch_unknown');
  expect(await codeOf(() => confirmBatch(service, stranger, batch.id, NO_CHOICES))).toBe(
    'batch_unknown',
  );
  await stop();
});

describe('the runs of a process', () => {
  const logged: string[] = [];
  const runs = createBatchRuns({ log: (_level, event) => logged.push(event) });

  test('are one at a time for each list', async () => {
    let end: () => void = () => undefined;
    const work = () =>
      new Promise<void>((resolve) => {
        end = resolve;
      });
    expect(runs.begin('one', 2, work)).toBe(true);
    expect(runs.begin('one', 2, work)).toBe(false);
    expect(runs.begin('two', 1, async (step) => step())).toBe(true);
    await runs.settled('two');
    expect(runs.progressOf('two')).toBeUndefined();
    expect(runs.progressOf('one')).toEqual({ done: 0, total: 2 });
    end();
    await runs.settled('one');
    expect(runs.begin('one', 2, async () => undefined)).toBe(true);
    await runs.settled('one');
  });

  test('that die are remembered until another begins', async () => {
    runs.begin('three', 1, async () => {
      throw new Error('a name that is nobody’s business');
    });
    await runs.settled('three');
    expect(runs.failureOf('three')).toBe('fault');
    expect(logged).toContain('batch_run_died');
    runs.begin('three', 1, async () => undefined);
    expect(runs.failureOf('three')).toBeUndefined();
    await runs.settled('three');
  });
});
