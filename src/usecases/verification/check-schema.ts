import { AchievementCredential, VcdmOneCredential } from '../../domain/credential.ts';
import type { Check } from '../../domain/verification.ts';
import { listOf, outcome } from './outcomes.ts';
import type { Facts } from './policy.ts';
import type { Json } from './tools.ts';

const V1 = 'https://www.w3.org/2018/credentials/v1';

/** Whether the credential is of the 1.1 data model, whose dates have other names. */
function isVcdmOne(credential: Json): boolean {
  return listOf(credential['@context'])[0] === V1;
}

/**
 * Whether every property that the standard defines has the shape that it gives.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-models
 */
export function checkSchema({ credential, kind }: Facts): Check {
  if (kind !== 'open-badge') return outcome('schema', 'unknown', 'schema_not_known', kind);
  const model = isVcdmOne(credential) ? VcdmOneCredential : AchievementCredential;
  const result = model.safeParse(credential);
  if (result.success) return outcome('schema', 'passed', 'schema_matched');
  const issue = result.error.issues[0];
  const path = `/${(issue?.path ?? []).map(String).join('/')}`;
  return outcome('schema', 'failed', 'schema_mismatch', `${path}: ${issue?.message}`, { path });
}
