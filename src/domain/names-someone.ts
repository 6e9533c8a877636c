import { identitiesOf } from './identity-hash.ts';

type Json = Readonly<Record<string, unknown>>;

/** Where issuers write a person into a badge, beside the places that the standard has for it. */
const PERSONAL =
  /^(name|givenName|familyName|additionalName|firstName|lastName|fullName|email|emailAddress|phone|telephone|address|birthDate|dateOfBirth|photo)$/;
/** Names of keys and things: nobody is recognised by one. */
const OPAQUE = /^(did|urn):/i;

/**
 * Whether a badge says plainly who received it: a name, an address, a number, a day of birth. A
 * hash says it to nobody who does not know it already. What cannot be read might, and so does.
 *
 * @param text as it is kept: JSON, or a compact JWS
 */
export function namesSomeone(text: string): boolean {
  const credential = credentialIn(text);
  if (!credential) return true;
  const plain = identitiesOf(credential).filter(({ hashed, value }) => !hashed && !isOpaque(value));
  const { recipient } = credential;
  return (
    plain.length > 0 ||
    (typeof recipient === 'string' && !/^(sha256|md5)\$/i.test(recipient)) ||
    objects(credential['credentialSubject']).some(isPersonal) ||
    Object.entries(credential).some(([key, value]) => isProfile(key) && objects(value).length > 0)
  );
}

function isOpaque(value: string): boolean {
  return OPAQUE.test(value);
}

function isPersonal(subject: Json): boolean {
  const { id } = subject;
  if (typeof id === 'string' && /^(mailto|tel):/i.test(id)) return true;
  return Object.entries(subject).some(([key, value]) => PERSONAL.test(key) && value !== '');
}

/** An extension of Open Badges 2 under a name that each maker shortens as they like. */
function isProfile(key: string): boolean {
  return /recipientProfile$/i.test(key);
}

function credentialIn(text: string): Json | undefined {
  try {
    const read: Json = JSON.parse(text.startsWith('{') ? text : payloadOf(text));
    return objects(read['vc'])[0] ?? objects(read)[0];
  } catch {
    return undefined;
  }
}

function payloadOf(jws: string): string {
  const [, payload = ''] = jws.split('.');
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}

function objects(value: unknown): Json[] {
  return [value].flat().filter((one) => typeof one === 'object' && one !== null) as Json[];
}
