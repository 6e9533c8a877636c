import * as z from 'zod';
import { type Answers, CAPACITIES, PURPOSES } from '../domain/consent.ts';

/** A field that nothing was chosen in is sent empty by some pages, and not at all by others. */
const empty = (value: unknown) => (value === '' ? undefined : value);
const decision = z.preprocess(empty, z.enum(['given', 'withdrawn']).optional());

/** The fields in which somebody answers for a person: a decision for each purpose, and in what capacity. */
export const AnswerFields = z.strictObject({
  capacity: z.preprocess(empty, z.enum(CAPACITIES).optional()),
  'named-share': decision,
  'public-page': decision,
  photo: decision,
});

/** The answers among the fields: those that were given. */
export function answersIn(
  party: Answers['party'],
  { capacity, ...answered }: z.output<typeof AnswerFields>,
): Answers {
  const decisions = PURPOSES.flatMap((purpose) => {
    const said = answered[purpose];
    return said ? [[purpose, said] as const] : [];
  });
  return {
    party,
    decisions: Object.fromEntries(decisions),
    ...(capacity === undefined ? {} : { capacity }),
  };
}
