import * as z from 'zod';
import { isAhead } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import { NAME_LIMIT } from '../../domain/typed-names.ts';
import { awardPeople, type PersonReport } from '../../usecases/awarding/award-people.ts';
import { AnyId } from './list-page.ts';
import { operation } from './operation.ts';
import { AwardReport } from './shapes.ts';

export const AWARDS_PATH = '/api/v1/awards';

export const AWARD_EXAMPLE = {
  id: '5e0d7c3a-52d1-4b0b-9a5e-0d6b5f0f6f11',
  achievement: '8b1e5c0b7c0f4b1b9a3df0c2f6a1d2e3-fr',
  workshop: '1f0c9f4e-0a53-44a0-9e6e-8f6f9b0b7d55',
  learner: 'c7c1f2f0-7d5e-4a8e-8a7a-6e0a4a1f9f3c',
  occasion: '',
  awardedDate: '2026-11-20T15:04:05Z',
  state: 'issued',
} as const;

const Name = z.string().trim().max(NAME_LIMIT);

const NewAwards = z.strictObject({
  achievement: AnyId,
  workshop: z
    .strictObject({
      title: z.string().trim().min(1).max(150),
      date: z.iso.date(),
      /** Never signed. */
      place: z.string().trim().min(1).max(120).optional(),
      hours: z.number().positive().max(1000).optional(),
    })
    .optional(),
  /** About everyone, and naming nobody: it is signed. */
  sentence: z.string().trim().min(1).max(500).optional(),
  /** A person has read the title and the sentence: they name nobody in spite of the words. */
  isTextChecked: z.boolean().default(false),
  /** Awarding the same achievement again to the same people takes another occasion. */
  occasion: z.string().trim().max(100).default(''),
  people: z
    .array(
      z.strictObject({
        firstName: Name.min(1),
        lastName: Name.default(''),
        nickname: Name.default(''),
      }),
    )
    .min(1)
    .max(500),
});

/** Awards one achievement to people by their names. */
export const createAwards = operation({
  id: 'createAwards',
  method: 'POST',
  path: AWARDS_PATH,
  scope: 'awards:write',
  summary: 'api.createAwards',
  body: { name: 'NewAwards', schema: NewAwards },
  answer: { name: 'AwardReport', schema: AwardReport },
  statuses: [201, 200],
  errors: [
    'achievement_unknown',
    'achievement_archived',
    'list_without_people',
    'text_names_someone',
  ],
  example: {
    body: {
      achievement: AWARD_EXAMPLE.achievement,
      workshop: { title: 'Atelier robotique', date: '2026-11-18', hours: 3 },
      sentence: 'Le groupe a réparé six robots.',
      people: [{ firstName: 'Léa', lastName: 'Martin' }, { firstName: 'Noé' }],
    },
    answer: {
      achievement: AWARD_EXAMPLE.achievement,
      lines: [
        { line: 1, outcome: 'awarded', learner: AWARD_EXAMPLE.learner, award: AWARD_EXAMPLE.id },
        { line: 2, outcome: 'ambiguous' },
      ],
    },
  },
  async run(deps, { program, body, runId }) {
    const { achievement, workshop, sentence, isTextChecked, occasion, people } = body;
    if (workshop) refuseAhead(workshop.date, deps.now());
    const lines = await awardPeople(deps, program, {
      profileId: program.profileId,
      achievementId: achievement,
      occasion,
      people,
      isTextChecked,
      batchId: runId,
      ...(workshop ? { workshop: defined(workshop) } : {}),
      ...(sentence ? { sentence } : {}),
    });
    const isNew = lines.some(({ outcome }) => outcome === 'awarded' || outcome === 'waiting');
    return { status: isNew ? 201 : 200, body: { achievement, lines: lines.map(shownLine) } };
  },
});

function shownLine({ line, outcome, code, learnerId, awardId }: PersonReport) {
  return {
    line,
    outcome,
    ...(code ? { code } : {}),
    ...(learnerId ? { learner: learnerId } : {}),
    ...(awardId ? { award: awardId } : {}),
  };
}

function refuseAhead(date: string, now: Date): void {
  if (!isAhead(date, now)) return;
  const path = '/workshop/date';
  throw new BadgeError('body_invalid', 'The workshop has not taken place yet.', {
    params: { path },
    issues: [{ path, message: 'Not taken place yet.' }],
  });
}

function defined({
  title,
  date,
  place,
  hours,
}: NonNullable<z.output<typeof NewAwards>['workshop']>) {
  return {
    title,
    date,
    ...(place === undefined ? {} : { place }),
    ...(hours === undefined ? {} : { hours }),
  };
}
