import { type Achievement, achievementDocument } from './achievement.ts';
import type { Award, Workshop } from './award.ts';
import { issuerOf, type Profile } from './profile.ts';
import { type StatusList, statusListUrl } from './status-list.ts';

export const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

const FRENCH_DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
const FRENCH_HOURS = new Intl.NumberFormat('fr-FR');
const ENGLISH_HOURS = new Intl.NumberFormat('en-GB');
const ENGLISH_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A salted hash of an e-mail address; the address itself is never signed nor kept. */
export interface HashedEmail {
  readonly identityHash: string;
  readonly salt: string;
}

export interface CredentialParts {
  readonly profile: Profile;
  readonly achievement: Achievement;
  readonly award: Award;
  readonly workshop?: Pick<Workshop, 'title' | 'date' | 'hours'>;
  /** `urn:uuid:…`, new for each badge and copy. */
  readonly credentialId: string;
  /** `urn:uuid:…`, new for each badge and copy: it links a person to nothing. */
  readonly subjectId: string;
  /** Whole seconds, UTC. */
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly status?: { readonly list: StatusList; readonly index: number };
  readonly email?: HashedEmail;
  /** As it stands in the copy of a share: plainly. Tidied, see `tidyName`. */
  readonly signedName?: string;
  /** Replaces the profile's DID in a sample. */
  readonly issuerId?: string;
  /** Stands behind the name of a sample, for people to see. */
  readonly mark?: string;
}

/**
 * The exact text that will be signed: an AchievementCredential that names nobody. The subject is
 * a random identifier; the only traces of a person are the salted hash of an e-mail copy, and the
 * name that a learner chose to show in the copy of one share.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential
 */
export function credentialText(parts: CredentialParts): string {
  const { profile, achievement, award, mark } = parts;
  const issuer = issuerOf(profile);
  return JSON.stringify({
    '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
    id: parts.credentialId,
    type: ['VerifiableCredential', 'AchievementCredential'],
    name: mark ? `${achievement.name} (${mark})` : achievement.name,
    issuer: parts.issuerId ? { ...issuer, id: parts.issuerId } : issuer,
    validFrom: parts.validFrom,
    ...(parts.validUntil ? { validUntil: parts.validUntil } : {}),
    awardedDate: award.awardedDate,
    credentialSubject: {
      id: parts.subjectId,
      type: ['AchievementSubject'],
      ...identifierOf(parts),
      achievement: achievementDocument(achievement),
    },
    ...evidenceOf(parts),
    ...(parts.status ? { credentialStatus: statusEntry(parts.status) } : {}),
  });
}

function identifierOf({ email, signedName }: CredentialParts) {
  if (signedName !== undefined) return { identifier: [nameObject(signedName)] };
  return email ? { identifier: [addressObject(email)] } : {};
}

function nameObject(signedName: string) {
  return {
    type: 'IdentityObject',
    hashed: false,
    identityHash: signedName,
    identityType: 'name',
  };
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identityobject */
function addressObject({ identityHash, salt }: HashedEmail) {
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash,
    identityType: 'emailAddress',
    salt,
  };
}

/** The workshop and the one shared sentence; what is said of one person is never signed. */
function evidenceOf({ achievement, award, workshop }: CredentialParts) {
  if (!workshop && !award.sentence) return {};
  const evidence = {
    type: ['Evidence'],
    ...(workshop
      ? { name: workshop.title, description: describeWorkshop(workshop, achievement.inLanguage) }
      : {}),
    ...(award.sentence ? { narrative: award.sentence } : {}),
  };
  return { evidence: [evidence] };
}

/** What a badge in this language says of the day and the length of a workshop. */
export function describeWorkshop(
  { date, hours }: Pick<Workshop, 'date' | 'hours'>,
  inLanguage: string,
): string {
  const english = inLanguage.startsWith('en');
  const written = (english ? ENGLISH_DAY : FRENCH_DAY).format(new Date(`${date}T00:00:00Z`));
  // French counts the first of a month, and `Intl` does not.
  const day = english ? written : written.replace(/^1 /, '1er ');
  const length =
    hours === undefined ? '' : `, ${(english ? ENGLISH_HOURS : FRENCH_HOURS).format(hours)} h`;
  return english ? `Workshop of ${day}${length}.` : `Atelier du ${day}${length}.`;
}

/**
 * The entry's id is the list's URL with the index as its fragment: optional in the standard, and
 * needed by the older official schema.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
function statusEntry({ list, index }: NonNullable<CredentialParts['status']>) {
  const url = statusListUrl(list);
  return {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: url,
  };
}
