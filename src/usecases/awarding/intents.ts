import type { Award, Correction, CredentialIntent, SignedCredential } from '../../domain/award.ts';
import { credentialText, type HashedEmail } from '../../domain/credential-text.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import { keyUrl } from '../../domain/signing-key.ts';
import { currentKey } from '../operations/signing-keys.ts';
import type { AwardingDeps } from './deps.ts';
import { freshIds, intentFields, readParts } from './intent-parts.ts';
import { badgeId, type NewestBadge } from './newest-badges.ts';
import { takeStatusSlots } from './status-slots.ts';

/** Days a sample signed with a did:key lives; it has no status, so its end is its safety. */
const SAMPLE_DAYS = 30;

/** One intent per award for the badge that names nobody. Awards of one profile only. */
export async function badgeIntents(
  deps: AwardingDeps,
  awards: readonly Award[],
): Promise<CredentialIntent[]> {
  const first = awards[0];
  if (!first) return [];
  const stored = await deps.store.intents.getMany(awards.map(({ id }) => badgeId(id)));
  const planned = new Set(stored.map(({ id }) => id));
  const missing = awards.filter(({ id }) => !planned.has(badgeId(id)));
  const slots = await takeStatusSlots(deps, first.profileId, missing.length);
  const read = readParts(deps);
  const made: CredentialIntent[] = [];
  for (const [at, award] of missing.entries()) {
    const parts = await read(award);
    const slot = slots[at];
    if (!slot) throw new Error('Fewer status bits than awards.');
    made.push({
      ...intentFields(parts, award),
      id: badgeId(award.id),
      kind: 'badge',
      text: credentialText({ ...parts, ...freshIds(deps), status: slot }),
      statusListId: slot.list.id,
      statusIndex: slot.index,
    });
  }
  return [...stored, ...made];
}

/** The copy of a badge that other backpacks import by a hash of the learner's address. */
export async function emailIntent(
  deps: AwardingDeps,
  award: Award,
  { credential, correction }: NewestBadge,
  email: HashedEmail,
): Promise<CredentialIntent> {
  const parts = await readParts(deps)(award, correction);
  const [slot] = await takeStatusSlots(deps, award.profileId, 1);
  if (!slot) throw new Error('No status bit.');
  return {
    ...intentFields(parts, award),
    id: emailId(credential.id),
    kind: 'email',
    text: credentialText({ ...parts, ...freshIds(deps), email, status: slot }),
    statusListId: slot.list.id,
    statusIndex: slot.index,
  };
}

/**
 * The row id of the e-mail copy of a badge: it ends with the number of what it repeats.
 *
 * @param number of the address, in the order in which copies were asked for
 */
export function emailId(badgeRowId: string, number = 1): string {
  return badgeRowId.replace('.badge', number === 1 ? '.email' : `.email-${number}`);
}

/**
 * The badge of a corrected award, said anew: the credential that it was, under the same ids and
 * with the same `awardedDate`, newer and with a status bit of its own.
 */
export async function correctedIntent(
  deps: AwardingDeps,
  award: Award,
  correction: Correction,
  first: Pick<SignedCredential, 'credentialId' | 'text'>,
): Promise<CredentialIntent> {
  const parts = await readParts(deps)(award, correction);
  const [slot] = await takeStatusSlots(deps, award.profileId, 1);
  if (!slot) throw new Error('No status bit.');
  return {
    ...intentFields(parts, award),
    id: badgeId(award.id, correction),
    kind: 'badge',
    text: credentialText({
      ...parts,
      credentialId: first.credentialId,
      subjectId: subjectIdOf(first.text),
      status: slot,
    }),
    statusListId: slot.list.id,
    statusIndex: slot.index,
  };
}

function subjectIdOf(text: string): string {
  const { credentialSubject } = JSON.parse(text) as { credentialSubject: { id: string } };
  return credentialSubject.id;
}

/**
 * A sample whose issuer is the did:key of the profile's key: anyone's verifier can check it with
 * no network. It is marked, ends by itself, and is no badge of the backpack.
 */
export async function sampleIntent(
  deps: AwardingDeps,
  award: Award,
  { credential, correction }: NewestBadge,
): Promise<CredentialIntent> {
  const parts = await readParts(deps)(award, correction);
  const issuerId = `did:key:${parts.key.kid}`;
  const now = deps.now();
  const end = new Date(now.getTime() + SAMPLE_DAYS * 86_400_000);
  const day = wholeSeconds(now).slice(0, 10);
  return {
    ...intentFields(parts, award),
    id: credential.id.replace('.badge', `.sample.${day}`),
    kind: 'sample',
    methodId: `${issuerId}#${parts.key.kid}`,
    text: credentialText({
      ...parts,
      ...freshIds(deps),
      issuerId,
      mark: parts.achievement.inLanguage.startsWith('en') ? 'sample' : 'essai',
      validUntil: wholeSeconds(end),
    }),
  };
}

/** The same credential once more, as an Open Badges VC-JWT: same text, same status bit. */
export async function jwtIntent(
  deps: AwardingDeps,
  badge: CredentialIntent,
): Promise<CredentialIntent> {
  const profile = await deps.store.profiles.get(badge.profileId);
  if (!profile) throw new BadgeError('profile_unknown', 'The badge has no profile.');
  const key = await currentKey(deps, badge.profileId, 'RSA');
  return {
    ...badge,
    id: `${badge.id}.jwt`,
    form: 'vc-jwt',
    keyId: key.id,
    methodId: keyUrl(profile, key),
  };
}
