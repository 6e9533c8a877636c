import { isJson, type Json, listOf, typesOf } from './loose-json.ts';
import { type FullName, saysName } from './says-name.ts';

/** A digest says who it is to nobody who does not know already. `sha1`: Open Badges 0.5 and 1. */
const DIGEST = /^(sha256|md5|sha1)\$[0-9a-f]+$/i;
/** Numbers that were drawn, and keys. A page, a domain or an address may belong to somebody. */
const OPAQUE = /^(urn:uuid:|did:(key|jwk|peer|ebsi|ion|ethr|pkh):)/i;

/** What the standard says of a recipient without saying who it is: whatever else stands there might. */
const OF_SUBJECT = new Set([
  'id',
  'type',
  'achievement',
  'activityEndDate',
  'activityStartDate',
  'creditsAvailable',
  'creditsEarned',
  'identifier',
  'image',
  'narrative',
  'result',
  'role',
  'source',
  'term',
]);
const OF_IDENTITY = new Set(['type', 'hashed', 'identityType', 'salt', 'identityHash', 'identity']);
const CLAIMS = new Set(['vc', 'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);
/** Beside the places of the standard, under names that each maker chooses: `extensions:recipientProfile`. */
const PERSONAL =
  /name|mail|phone|birth|address|person|photo|portrait|recipient|learner|student|earner|holder|user/i;
/** Read by itself, or of the badge. */
const OWN_PLACES = new Set(['name', 'recipient']);

const NOBODY: FullName = { firstName: '', lastName: '' };

/**
 * Whether a badge might say plainly who received it: a name, an address, a number, a day of birth,
 * a page. A hash says it to nobody who does not know it already. Rather yes than no: what cannot be
 * read, and what the standard does not know, might.
 *
 * @param text as it is kept: JSON, or a compact JWS
 * @param person whose badge it is: their name is told in free text too
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievementsubject
 */
export function namesSomeone(text: string, person = NOBODY): boolean {
  try {
    return text.startsWith('{') ? documentNames(parse(text), person) : tokenNames(text, person);
  } catch {
    return true;
  }
}

function documentNames(document: Json, person: FullName): boolean {
  const isEnvelope = typesOf(document).includes('EnvelopedVerifiableCredential');
  if (!isEnvelope) return credentialNames(document, person);
  const [, token] = /^data:[^,]+,([\w.-]+)$/.exec(String(document['id'])) ?? [];
  return token === undefined || tokenNames(token, person);
}

/** In a token of version 1.1 the credential is one claim of several. */
function tokenNames(token: string, person: FullName): boolean {
  const claims = parse(payloadOf(token));
  const { vc } = claims;
  if (isPlain(claims['sub'])) return true;
  if (!isJson(vc)) return credentialNames(claims, person);
  return credentialNames(vc, person) || hasOther(claims, CLAIMS);
}

function credentialNames(credential: Json, person: FullName): boolean {
  const { credentialSubject, recipient, badge } = credential;
  const isRead = [credentialSubject, recipient, badge].some((part) => part !== undefined);
  return (
    !isRead ||
    saysName(credential, person) ||
    listOf(credentialSubject).some(subjectNames) ||
    listOf(recipient).some(identityNames) ||
    Object.entries(credential).some(
      ([key, value]) => !OWN_PLACES.has(key) && PERSONAL.test(key) && says(value),
    )
  );
}

function subjectNames(subject: unknown): boolean {
  if (!isJson(subject)) return isPlain(subject);
  const { id, identifier } = subject;
  return isPlain(id) || listOf(identifier).some(identityNames) || hasOther(subject, OF_SUBJECT);
}

/** By its value, not by what it says of itself: some say that they are hashed, and are not. */
function identityNames(identity: unknown): boolean {
  if (!isJson(identity)) return isPlain(identity);
  const { identityHash, identity: old } = identity;
  return [identityHash, old].some(isPlain) || hasOther(identity, OF_IDENTITY);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'string') return says(value);
  const text = value.trim();
  return text !== '' && !DIGEST.test(text) && !OPAQUE.test(text);
}

function hasOther(object: Json, known: ReadonlySet<string>): boolean {
  return Object.entries(object).some(([key, value]) => !known.has(key) && says(value));
}

/** Whether there is anything to read in it. */
function says(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(says);
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}

function parse(text: string): Json {
  const read: unknown = JSON.parse(text);
  if (!isJson(read)) throw new SyntaxError('No object.');
  return read;
}

function payloadOf(jws: string): string {
  const [, payload = ''] = jws.split('.');
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}
