import * as z from 'zod';
import {
  type ReadAward,
  readAward,
  readAwards,
} from '../../usecases/operations/read-for-program.ts';
import type { AwardFilter } from '../../usecases/ports.ts';
import { createAwards, AWARD_EXAMPLE as EXAMPLE, AWARDS_PATH as PATH } from './create-awards.ts';
import { AnyId, cursorOf, LIST_QUERY, listPage } from './list-page.ts';
import { operation } from './operation.ts';
import { Award, OpenedAward, pageOf } from './shapes.ts';

const AwardQuery = z
  .strictObject({ ...LIST_QUERY, achievement: AnyId.optional(), workshop: AnyId.optional() })
  .refine(({ achievement, workshop }) => achievement === undefined || workshop === undefined, {
    path: ['workshop'],
    message: 'Ask by achievement or by workshop.',
  });

const list = operation({
  id: 'listAwards',
  method: 'GET',
  path: PATH,
  scope: 'awards:read',
  summary: 'api.listAwards',
  query: AwardQuery,
  answer: { name: 'AwardPage', schema: pageOf(Award) },
  statuses: [200],
  errors: [],
  example: {
    query: { achievement: EXAMPLE.achievement, limit: '50' },
    answer: { items: [EXAMPLE], next: `https://badges.example${PATH}?limit=50&cursor=MjAyNn4x` },
  },
  async run(deps, { program, query }) {
    const before = cursorOf(query);
    const page = { limit: query.limit + 1, ...(before ? { before } : {}) };
    const rows = await readAwards(deps, program, filterOf(query), page);
    const cursor = ({ award: { awardedDate: at, id } }: ReadAward) => ({ at, id });
    return { status: 200, body: listPage(deps, PATH, query, rows, { item: shown, cursor }) };
  },
});

const get = operation({
  id: 'getAward',
  method: 'GET',
  path: `${PATH}/:awardId`,
  scope: 'awards:read',
  summary: 'api.getAward',
  answer: { name: 'OpenedAward', schema: OpenedAward },
  statuses: [200],
  errors: ['award_unknown'],
  example: {
    answer: {
      ...EXAMPLE,
      person: { firstName: 'Léa', lastName: 'Martin', nickname: '' },
      credential: { type: ['VerifiableCredential', 'OpenBadgeCredential'] },
    },
  },
  async run(deps, { program, places }) {
    const read = await readAward(deps, program, places['awardId'] ?? '');
    const { award, learner, credential } = read;
    const { firstName = '', lastName = '', nickname = '' } = learner ?? {};
    const body = {
      ...shown(read),
      ...(award.sentence ? { sentence: award.sentence } : {}),
      ...(learner ? { person: { firstName, lastName, nickname } } : {}),
      ...(credential ? { credential: JSON.parse(credential.text) } : {}),
    };
    return { status: 200, body };
  },
});

export const AWARD_OPERATIONS = [list, createAwards, get];

function filterOf({ achievement, workshop }: z.output<typeof AwardQuery>): AwardFilter {
  if (achievement !== undefined) return { achievementId: achievement };
  return workshop === undefined ? {} : { workshopId: workshop };
}

function shown({ award, state }: ReadAward): z.input<typeof Award> {
  const { id, achievementId, workshopId, learnerId, occasion, awardedDate } = award;
  return {
    id,
    achievement: achievementId,
    ...(workshopId ? { workshop: workshopId } : {}),
    learner: learnerId,
    occasion,
    awardedDate,
    state,
  };
}
