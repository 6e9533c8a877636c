import * as z from 'zod';
import { ACHIEVEMENT_TYPES, AlignmentText } from '../../domain/achievement.ts';

const Id = z.string().min(1).max(120);
const Moment = z.iso.datetime();

/** Shared by what is sent and what is answered. */
export const ALIGNMENT = { name: 'Alignment', schema: AlignmentText };

export const Achievement = z.strictObject({
  id: Id,
  /** What a signed badge names it by. */
  url: z.url(),
  image: z.url(),
  imageAlt: z.string(),
  inLanguage: z.string(),
  name: z.string(),
  description: z.string(),
  criteria: z.string(),
  achievementType: z.enum(ACHIEVEMENT_TYPES),
  tags: z.array(z.string()),
  alignments: z.array(AlignmentText),
  related: z.array(z.strictObject({ id: Id, inLanguage: z.string() })),
  version: z.string(),
  replaces: Id.optional(),
  createdAt: Moment,
  archivedAt: Moment.optional(),
});

export const Award = z.strictObject({
  id: Id,
  achievement: Id,
  workshop: Id.optional(),
  learner: Id,
  occasion: z.string(),
  awardedDate: Moment,
  state: z.enum(['intended', 'issued', 'accepted', 'declined', 'revoked', 'voided']),
});

/** Shared by the list and what is read alone. */
export const AWARD = { name: 'Award', schema: Award };

export const OpenedAward = z.strictObject({
  ...Award.shape,
  sentence: z.string().optional(),
  person: z
    .strictObject({ firstName: z.string(), lastName: z.string(), nickname: z.string() })
    .optional(),
  /** The badge as it was signed, once it is. */
  credential: z.record(z.string(), z.unknown()).optional(),
});

export const AwardReport = z.strictObject({
  achievement: Id,
  lines: z.array(
    z.strictObject({
      /** The place in `people`, from 1. */
      line: z.number().int().min(1),
      outcome: z.enum([
        'awarded',
        'already_awarded',
        'ambiguous',
        'waiting',
        'refused',
        'left_out',
      ]),
      code: z.string().optional(),
      learner: Id.optional(),
      award: Id.optional(),
    }),
  ),
});

export const Revocation = z.strictObject({
  /** Of the signed credential: a badge and its copies are revoked each. */
  id: Id,
  award: Id,
  by: z.enum(['member', 'learner', 'token', 'operator']),
  revokedAt: Moment,
});

export const REVOCATION = { name: 'Revocation', schema: Revocation };

export const RevocationReport = z.strictObject({
  award: Id,
  /** Signed credentials that were good until now. */
  credentials: z.number().int().min(0),
});

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.url().optional() });
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM = {
  name: 'Problem',
  schema: z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  }),
};
