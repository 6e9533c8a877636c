import { plainWord, tidyName } from './learner.ts';

/** One way in which a badge says who received it. @see https://www.imsglobal.org/spec/ob/v3p0/#identityobject */
export interface Identity {
  /** `name`, `emailAddress`, …; as written. */
  readonly type: string;
  readonly hashed: boolean;
  /** `sha256$…` or `md5$…` when hashed, else the plain value. */
  readonly value: string;
  readonly salt: string;
}

/** Hexadecimal digest of a text in UTF-8. */
type Hash = (text: string) => string | Promise<string>;

export interface IdentityHashes {
  readonly sha256: Hash;
  readonly md5: Hash;
}

/** A badge has one or two; each costs a few digests. */
const MAX_IDENTITIES = 10;
const MAX_LENGTH = 500;

type Json = Readonly<Record<string, unknown>>;

/** The identities in a credential of any version; whatever has another shape is left out. */
export function identitiesOf(credential: Json): readonly Identity[] {
  const subjects = objects(credential['credentialSubject']);
  const found = [
    ...subjects.flatMap(({ identifier }) => objects(identifier)).map(newIdentity),
    ...objects(credential['recipient']).map(oldIdentity),
  ];
  return found.filter(({ value }) => value !== '').slice(0, MAX_IDENTITIES);
}

/**
 * Which of the identities what someone typed is: plainly, or by its hash with the salt
 * behind it. Tried as typed and tidied, since nobody says which of the two was hashed.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function matchingIdentity(
  identities: readonly Identity[],
  typed: string,
  hashes: IdentityHashes,
): Promise<Identity | undefined> {
  const forms = formsOf(typed.slice(0, MAX_LENGTH));
  for (const identity of identities.slice(0, MAX_IDENTITIES)) {
    if (mayBe(identity, typed) && (await isOneOf(identity, forms, hashes))) return identity;
  }
  return undefined;
}

/**
 * The name that stands plainly in a badge when what someone typed differs from it in nothing but
 * accents, capitals, hyphens and the order of its words: said, so that nobody is turned away over
 * a keyboard. `undefined` of anything else; a hash tells nothing of what is nearly right.
 */
export function nearlyIdentity(identities: readonly Identity[], typed: string): string | undefined {
  const asked = looseForm(typed.slice(0, MAX_LENGTH));
  const names = identities.filter(({ hashed, type }) => !hashed && type === 'name');
  return names.find(({ value }) => asked !== '' && looseForm(value) === asked)?.value;
}

function looseForm(name: string): string {
  const words = plainWord(name).split(/[^\p{L}\p{N}]+/u);
  return words.filter(Boolean).sort().join(' ');
}

async function isOneOf(
  { hashed, value, salt }: Identity,
  forms: ReadonlySet<string>,
  hashes: IdentityHashes,
): Promise<boolean> {
  if (!hashed) return [...formsOf(value)].some((form) => forms.has(form));
  const [, name = '', hex = ''] = /^(sha256|md5)\$([0-9a-f]+)$/i.exec(value.trim()) ?? [];
  if (!name) return false;
  const hash = name.toLowerCase() === 'md5' ? hashes.md5 : hashes.sha256;
  for (const form of forms) {
    if ((await hash(form + salt)) === hex.toLowerCase()) return true;
  }
  return false;
}

/** An address is not compared with a name, nor a name with an address. */
function mayBe({ type }: Identity, typed: string): boolean {
  const isAddress = typed.includes('@');
  if (/^(email|emailAddress)$/.test(type)) return isAddress;
  return type !== 'name' || !isAddress;
}

/** As typed, tidied as names are before they are signed, and in small letters. */
function formsOf(text: string): ReadonlySet<string> {
  const tidy = tidyName(text);
  const forms = [text, text.trim(), tidy, tidy.toLowerCase()].filter((form) => form !== '');
  return new Set(forms);
}

function newIdentity(identity: Json): Identity {
  return {
    type: textOf(identity['identityType']),
    hashed: identity['hashed'] !== false,
    value: textOf(identity['identityHash']),
    salt: textOf(identity['salt']),
  };
}

/** A recipient of Open Badges 2: hashed only when it says so. */
function oldIdentity(recipient: Json): Identity {
  return {
    type: textOf(recipient['type']),
    hashed: recipient['hashed'] === true,
    value: textOf(recipient['identity']),
    salt: textOf(recipient['salt']),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value.length <= MAX_LENGTH ? value : '';
}

function objects(value: unknown): Json[] {
  const isObject = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
  return (Array.isArray(value) ? value : [value]).filter(isObject).slice(0, MAX_IDENTITIES);
}
