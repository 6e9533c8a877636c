import * as z from 'zod';
import { achievementUrl, type Achievement as Published } from '../../domain/achievement.ts';
import { PublishedText } from '../../domain/published-text.ts';
import { archiveAchievement } from '../../usecases/achievements/archive-achievement.ts';
import { publishText } from '../../usecases/achievements/publish-text.ts';
import { readAchievement, readAchievements } from '../../usecases/operations/read-for-program.ts';
import { cursorOf, LIST_QUERY, listPage } from './list-page.ts';
import { operation } from './operation.ts';
import { Achievement, pageOf } from './shapes.ts';

const PATH = '/api/v1/achievements';
const ACHIEVEMENT = { name: 'Achievement', schema: Achievement };

const TEXT: z.input<typeof PublishedText> = {
  inLanguage: 'fr',
  name: 'Robot suiveur de ligne',
  description: 'Monte un robot et le programme.',
  criteria: '- câble un robot ;\n- corrige une panne devant les autres.',
  tags: ['robotique'],
  picture: {
    design: {
      shape: 'hexagon',
      ground: '#1f4e5f',
      thread: '#fbf2df',
      icon: 'ecusson:robot',
      ribbon: '',
    },
  },
};

const EXAMPLE: z.input<typeof Achievement> = {
  id: '8b1e5c0b7c0f4b1b9a3df0c2f6a1d2e3-fr',
  url: 'https://badges.example/achievements/8b1e5c0b7c0f4b1b9a3df0c2f6a1d2e3-fr',
  image: 'https://badges.example/achievements/8b1e5c0b7c0f4b1b9a3df0c2f6a1d2e3-fr/image.png',
  imageAlt: 'Robot suiveur de ligne',
  inLanguage: 'fr',
  name: TEXT.name,
  description: TEXT.description,
  criteria: TEXT.criteria,
  achievementType: 'Badge',
  tags: ['robotique'],
  alignments: [],
  related: [],
  version: '1',
  createdAt: '2026-11-20T15:04:05.000Z',
};

const list = operation({
  id: 'listAchievements',
  method: 'GET',
  path: PATH,
  scope: 'achievements:read',
  summary: 'api.listAchievements',
  query: z.strictObject(LIST_QUERY),
  answer: { name: 'AchievementPage', schema: pageOf(Achievement) },
  statuses: [200],
  errors: [],
  example: { query: { limit: '50' }, answer: { items: [EXAMPLE] } },
  async run(deps, { program, query }) {
    const after = cursorOf(query)?.id;
    const page = { limit: query.limit + 1, ...(after === undefined ? {} : { after }) };
    const rows = await readAchievements(deps, program, page);
    const parts = { item: shown, cursor: ({ id }: Published) => ({ at: '', id }) };
    return { status: 200, body: listPage(deps, PATH, query, rows, parts) };
  },
});

const create = operation({
  id: 'createAchievement',
  method: 'POST',
  path: PATH,
  scope: 'achievements:write',
  summary: 'api.createAchievement',
  body: { name: 'AchievementText', schema: PublishedText },
  answer: ACHIEVEMENT,
  statuses: [201, 200],
  errors: ['colours_too_close', 'icon_unknown', 'ribbon_unprintable'],
  place: ({ id }) => `${PATH}/${id}`,
  example: { body: TEXT, answer: EXAMPLE },
  async run(deps, { program, body }) {
    const { achievement, fresh } = await publishText(deps, program, body);
    return { status: fresh ? 201 : 200, body: shown(achievement) };
  },
});

const get = operation({
  id: 'getAchievement',
  method: 'GET',
  path: `${PATH}/:id`,
  scope: 'achievements:read',
  summary: 'api.getAchievement',
  answer: ACHIEVEMENT,
  statuses: [200],
  errors: ['achievement_unknown'],
  example: { answer: EXAMPLE },
  async run(deps, { program, places }) {
    const achievement = await readAchievement(deps, program, places['id'] ?? '');
    return { status: 200, body: shown(achievement) };
  },
});

const archive = operation({
  id: 'archiveAchievement',
  method: 'POST',
  path: `${PATH}/:id/archive`,
  scope: 'achievements:write',
  summary: 'api.archiveAchievement',
  answer: { name: 'Archived', schema: z.strictObject({ id: z.string() }) },
  statuses: [200],
  errors: ['achievement_unknown'],
  example: { answer: { id: EXAMPLE.id } },
  async run(deps, { program, places }) {
    const { id = '' } = places;
    await archiveAchievement(deps, program, id);
    return { status: 200, body: { id } };
  },
});

export const ACHIEVEMENT_OPERATIONS = [list, create, get, archive];

function shown(achievement: Published): z.input<typeof Achievement> {
  const { id, inLanguage, name, description, criteria, createdAt } = achievement;
  const { archivedAt, replaces } = achievement;
  const url = achievementUrl(achievement);
  return {
    id,
    url,
    image: `${url}/image.png`,
    imageAlt: achievement.imageAlt ?? name,
    inLanguage,
    name,
    description,
    criteria,
    achievementType: Achievement.shape.achievementType.parse(achievement.achievementType),
    tags: [...achievement.tags],
    alignments: [...achievement.alignments],
    related: [...achievement.related],
    version: achievement.version ?? '1',
    ...(replaces ? { replaces } : {}),
    createdAt,
    ...(archivedAt ? { archivedAt } : {}),
  };
}
