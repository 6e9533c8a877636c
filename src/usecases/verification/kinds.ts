import { isJson, textOf, typesOf } from '../../domain/loose-json.ts';
import type { CredentialKind } from '../../domain/verification.ts';
import type { Json } from './tools.ts';

/** The context of any version of Open Badges 3. */
export const OPEN_BADGES_CONTEXT =
  /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/;

const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];

/** What a JSON object claims to be, by its words alone; `undefined` when it claims nothing of ours. */
export function kindOf(credential: unknown): CredentialKind | undefined {
  if (!isJson(credential)) return undefined;
  const types = typesOf(credential);
  if (!types.includes('VerifiableCredential')) {
    return types.includes('Assertion') || isOldAssertion(credential) ? 'open-badge-2' : undefined;
  }
  if (types.includes('EndorsementCredential')) return 'endorsement';
  // By its type alone: the rules of Open Badges are for credentials of these types.
  const isBadge = types.some((type) => BADGE_TYPES.includes(textOf(type)));
  return isBadge ? 'open-badge' : 'credential';
}

/** Before 1.1 an assertion had no type: it is told by what it says of a badge and its recipient. */
function isOldAssertion({ badge, recipient, verify, verification }: Json): boolean {
  return badge !== undefined && [recipient, verify, verification].some((one) => one !== undefined);
}
