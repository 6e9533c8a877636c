import type { Check } from '../../domain/verification.ts';
import { isJson, outcome } from './outcomes.ts';
import type { Facts } from './policy.ts';

export function checkEndorsements({ credential }: Facts): Check {
  return holdsEndorsement(credential)
    ? outcome('endorsements', 'unknown', 'endorsements_not_checked')
    : outcome('endorsements', 'skipped', 'endorsements_absent');
}

function holdsEndorsement(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEndorsement);
  if (!isJson(value)) return false;
  if ('endorsement' in value || 'endorsementJwt' in value) return true;
  return Object.values(value).some(holdsEndorsement);
}
