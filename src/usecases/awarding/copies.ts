import type { Attendee } from '../../domain/attendance.ts';
import type { Award, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { identitiesOf } from '../../domain/identity-hash.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import { base64url } from '../secrets.ts';
import type { AwardingDeps } from './deps.ts';
import { emailId, emailIntent, jwtIntent, sampleIntent } from './intents.ts';
import { type Issued, signAndStore } from './issue-awards.ts';
import { type NewestBadge, newestBadges } from './newest-badges.ts';
import { revokeCopies, revokeCredentials } from './revoke.ts';
import { revokeWrong } from './revoke-wrong.ts';
import { isRevoked } from './revoked-awards.ts';

/**
 * The badge once more as a VC-JWT, made the first time it is asked for and kept; or of a copy.
 *
 * @param id row id of the credential with an embedded proof
 * @throws {BadgeError} `award_unknown`; `not_found` for somebody who is erased meanwhile
 */
export async function jwtOf(deps: AwardingDeps, id: string): Promise<SignedCredential> {
  const stored = await deps.store.credentials.get(`${id}.jwt`);
  if (stored) return stored;
  const intent = await deps.store.intents.get(id);
  const award = await deps.store.awards.get(intent?.awardId ?? '');
  if (!intent || !award) throw new BadgeError('award_unknown', 'No credential of that id.');
  const signing = jwtIntent(deps, intent).then((wanted) => signAndStore(deps, [wanted]));
  return only(await signing.finally(() => refuseErased(deps, award, [award])));
}

/** Why somebody gets no e-mail copy. */
export type NoEmailCopy = 'email_missing' | 'age_unknown' | 'too_young';

/**
 * `emailCopyFor` the address that a list gives, from fifteen on as far as the list says.
 *
 * @throws {BadgeError} `award_revoked`
 */
export async function emailCopyOf(
  deps: AwardingDeps,
  award: Award,
  { email, band }: Pick<Attendee, 'email' | 'band'>,
): Promise<SignedCredential | NoEmailCopy> {
  if (!email) return 'email_missing';
  if (!band) return 'age_unknown';
  if (band === 'under15') return 'too_young';
  return emailCopyFor(deps, award, email);
}

/**
 * The copy that carries a salted hash of the learner's address, whose age the caller knows. It
 * stands beside the badge, with an id and a status bit of its own; made once per award and address,
 * and again for what was corrected.
 *
 * @throws {BadgeError} `award_revoked`: what was taken back is not signed anew
 */
export async function emailCopyFor(
  deps: AwardingDeps,
  award: Award,
  email: string,
): Promise<SignedCredential> {
  const badge = await newestOf(deps, award.id);
  for (let number = 1; ; number += 1) {
    const id = emailId(badge.credential.id, number);
    const copy = (await deps.store.credentials.get(id)) ?? (await signEmail(id));
    // One whose address was taken out of a backpack once is good for nothing: there is a next.
    const isGone = async () => (await deps.store.revocations.of([id])).length > 0;
    if (isFor(deps, copy, email) && ((await isRevoked(deps, award.id)) || !(await isGone()))) {
      return revokedAlike(deps, award, copy);
    }
  }

  async function signEmail(id: string): Promise<SignedCredential> {
    await refuseRevoked(deps, award);
    const salt = base64url(deps.random(16));
    const identityHash = hashOfAddress(deps, email, salt);
    const intent = await emailIntent(deps, award, badge, { identityHash, salt });
    return only(await signAndStore(deps, [{ ...intent, id }]));
  }
}

/**
 * Takes back the copies of some awards that are for one address: it is not the learner's any more,
 * or never was. The badges stay.
 */
export async function revokeEmailCopies(
  deps: Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at' | 'sha256Hex'>,
  awards: ReadonlyArray<Pick<Award, 'id'>>,
  email: string,
  revokedBy: string,
): Promise<void> {
  const isItsCopy = (copy: SignedCredential) => copy.form !== 'vc-jwt' && isFor(deps, copy, email);
  await revokeCopies(
    deps,
    awards.map(({ id }) => id),
    isItsCopy,
    revokedBy,
  );
}

/** A copy may be for an address that the learner had before. */
function isFor(
  deps: Pick<AwardingDeps, 'sha256Hex'>,
  { text }: SignedCredential,
  email: string,
): boolean {
  return identitiesOf(JSON.parse(text)).some(
    ({ value, salt }) => value === hashOfAddress(deps, email, salt),
  );
}

function hashOfAddress(
  { sha256Hex }: Pick<AwardingDeps, 'sha256Hex'>,
  email: string,
  salt: string,
): string {
  return `sha256$${sha256Hex(email.trim().toLowerCase() + salt)}`;
}

/**
 * A revocation that came while a copy was signed, or before a crash, may not have seen it; nor a
 * correction that says it was wrong.
 */
async function revokedAlike(
  deps: AwardingDeps,
  award: Award,
  copy: SignedCredential,
): Promise<SignedCredential> {
  if (await isRevoked(deps, award.id)) await revokeCredentials(deps, award, 'operator');
  await revokeWrong(deps, [award.id]);
  return copy;
}

/**
 * A marked sample by `did:key`, good for thirty days, one a day at most.
 *
 * @throws {BadgeError} `award_revoked`
 */
export async function sampleOf(deps: AwardingDeps, award: Award): Promise<SignedCredential> {
  await refuseRevoked(deps, award);
  const badge = await newestOf(deps, award.id);
  return only(await signAndStore(deps, [await sampleIntent(deps, award, badge)]));
}

/** The badge of an award as it is now. @throws {BadgeError} `award_unknown` */
export async function badgeOf(
  deps: Pick<AwardingDeps, 'store'>,
  awardId: string,
): Promise<SignedCredential> {
  return (await newestOf(deps, awardId)).credential;
}

async function newestOf(
  { store }: Pick<AwardingDeps, 'store'>,
  awardId: string,
): Promise<NewestBadge> {
  const badge = (await newestBadges(store, [awardId])).get(awardId);
  if (!badge) throw new BadgeError('award_unknown', 'No badge was issued for that award.');
  return badge;
}

async function refuseRevoked(deps: AwardingDeps, award: Award): Promise<void> {
  if (!(await isRevoked(deps, award.id))) return;
  throw new BadgeError('award_revoked', 'No copy is made of a badge that was taken back.');
}

function only({ credentials }: Issued): SignedCredential {
  const [credential] = credentials;
  if (!credential) throw new BadgeError('award_revoked', 'Taken back while it was signed.');
  return credential;
}
