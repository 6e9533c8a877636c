import { ACHIEVEMENT_OPERATIONS } from './achievement-operations.ts';
import { AWARD_OPERATIONS } from './award-operations.ts';
import type { Operation } from './operation.ts';
import { REVOCATION_OPERATIONS } from './revocation-operations.ts';

/** All that a program may ask with a token. */
export const OPERATIONS: readonly Operation[] = [
  ...ACHIEVEMENT_OPERATIONS,
  ...AWARD_OPERATIONS,
  ...REVOCATION_OPERATIONS,
];
