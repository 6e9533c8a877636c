import { isJson } from '../../domain/loose-json.ts';
import type { Allowance, Json } from './tools.ts';

/** A badge costs about 300 points; this many take a small machine some 300 ms at the very worst. */
const MAX_POINTS = 16_000;
/** What an object without an id costs more than a value: it has to be told from all others like it. */
const POINTS_OF_NAMELESS = 10;
const LEAST_POINTS = 50;
/** A badge that its holder shows in part has one for each statement. */
const MAX_SIGNATURES = 1500;
const MAX_SCHEMAS = 8;

/**
 * What one verification may cost the machine that does it, endorsements and presented credentials
 * included: who writes a badge does not choose how long the verifier works. Honest badges come
 * nowhere near it.
 */
export function createAllowance(): Allowance {
  let [points, signatures, schemas] = [MAX_POINTS, MAX_SIGNATURES, MAX_SCHEMAS];
  return {
    isUntouched: () => points === MAX_POINTS,
    takeForm(document) {
      const cost = pointsOf(document);
      if (cost > points) return false;
      points -= cost;
      return true;
    },
    takeSignature() {
      signatures -= 1;
      return signatures >= 0;
    },
    takeSchema() {
      schemas -= 1;
      return schemas >= 0;
    },
  };
}

function pointsOf(document: Json): number {
  // Grows while it is walked.
  const values: unknown[] = [document];
  let nameless = 0;
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    if (isJson(value) && value['id'] === undefined) nameless += 1;
    for (const member of Object.values(value)) values.push(member);
  }
  return Math.max(LEAST_POINTS, values.length + nameless * POINTS_OF_NAMELESS);
}
