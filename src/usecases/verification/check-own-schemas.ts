import type { Check } from '../../domain/verification.ts';
import { outcome } from './outcomes.ts';
import type { Facts } from './policy.ts';

/** A schema that the credential names itself is said to be unread rather than passed over. */
export function checkOwnSchemas({ credential }: Facts): Check {
  return credential['credentialSchema'] === undefined
    ? outcome('credential_schema', 'skipped', 'credential_schema_absent')
    : outcome('credential_schema', 'unknown', 'credential_schema_not_read');
}
