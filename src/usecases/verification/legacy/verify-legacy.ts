import { outcome } from '../outcomes.ts';
import type { Facts } from '../policy.ts';
import type { Answers } from '../refresh.ts';

/** A badge of Open Badges 2 or older. */
export async function answerLegacy(facts: Facts): Promise<Answers> {
  const checks = [outcome('schema', 'unknown', 'schema_not_known', 'Open Badges 2.')];
  return { facts, checks };
}
