import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Outside, type Service } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { Achievement } from '../src/domain/achievement.ts';
import type { Actor } from '../src/domain/actor.ts';
import type { Profile } from '../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../src/usecases/awarding/award-batch.ts';
import { prepareBatch } from '../src/usecases/awarding/prepare-batch.ts';
import { importAchievements } from '../src/usecases/operations/import-achievements.ts';
import { createProfile } from '../src/usecases/people/create-profile.ts';

export const OPERATOR: Actor = { kind: 'operator' };
export const NOW = new Date('2026-11-20T15:04:05Z');
export const ORIGIN = 'https://issuer.test';

/** Where the clock stands; tests move it. */
export interface Clock {
  now: Date;
}

export interface TestService {
  readonly service: Service;
  readonly clock: Clock;
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * The real service: real keys, real proofs, SQLite in a folder of its own. Only the clock is held,
 * and names that lead outside find nobody unless the test says otherwise.
 */
export async function openService(
  options: { outside?: Partial<Outside>; env?: Record<string, string>; folder?: string } = {},
): Promise<TestService> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ecusson-')));
  const clock: Clock = { now: NOW };
  const config = readConfig({
    BASE_URL: ORIGIN,
    DATABASE_URL: `sqlite:${folder}/ecusson.db`,
    KEYS_DIR: `${folder}/keys`,
    ...options.env,
  });
  const service = await compose(config, {
    now: () => clock.now,
    resolve: async (name) => {
      throw Object.assign(new Error(`${name} is not known`), { code: 'ENOTFOUND' });
    },
    ...options.outside,
  });
  return {
    service,
    clock,
    folder,
    async stop() {
      await service.close();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

export const ACHIEVEMENT_TEXT = {
  name: 'Robot suiveur',
  inLanguage: 'fr',
  achievementType: 'Badge',
  description: 'Monte un robot et le programme.',
  criteria: 'La personne a :\n\n- câblé un robot ;\n- corrigé une panne.',
  tags: ['robotique'],
  alignments: [
    {
      framework: 'DigComp 2.2',
      code: '3.4',
      name: 'Programmation',
      url: 'https://joint-research-centre.ec.europa.eu/digcomp_en',
    },
    {
      framework: 'DigComp 2.2',
      code: '5.1',
      name: 'Résoudre des problèmes techniques',
      url: 'https://joint-research-centre.ec.europa.eu/digcomp_en',
    },
  ],
  translation: { inLanguage: 'en', name: 'Line follower', description: 'Builds a robot.' },
} as const;

/** A profile with one published achievement. */
export async function openCentre(
  service: Service,
): Promise<{ profile: Profile; achievement: Achievement }> {
  const profile = await createProfile(service, OPERATOR, {
    name: 'Centre social de la Gare',
    email: 'gare@centre.test',
  });
  const imported = await importAchievements(service, OPERATOR, profile.id, ACHIEVEMENT_TEXT);
  const achievement = imported[0]?.achievement;
  if (!achievement) throw new Error('Nothing was imported.');
  return { profile, achievement };
}

/** Awards an achievement to the people of a list written as CSV. */
export async function awardCsv(
  service: Service,
  profile: Profile,
  achievement: Achievement,
  csv: string,
  occasion = '',
): Promise<LineReport[]> {
  const list = service.readList(new TextEncoder().encode(csv));
  const command = { profileId: profile.id, achievementId: achievement.id, occasion, list };
  const batch = await prepareBatch(service, OPERATOR, command);
  const reports: LineReport[] = [];
  const workshop = { title: 'Atelier robotique', date: '2026-11-18', hours: 3 };
  const options = { choices: new Map<number, string>(), workshop, sentence: 'Bravo à tous.' };
  await awardBatch(service, OPERATOR, batch, options, (report) => reports.push(report));
  return reports;
}

export const anyId = () => randomUUID();
