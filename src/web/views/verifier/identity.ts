import {
  type Identity,
  type IdentityHashes,
  identitiesOf,
  matchingIdentity,
  nearlyIdentity,
} from '../../../domain/identity-hash.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** What a visitor typed to know whether the badge is that person's. */
export interface AskedIdentity {
  readonly typed: string;
  readonly matches: boolean;
  /**
   * As it stands in the badge, where it can be read: what matches, or the name that differs from
   * what was typed in accents or order alone.
   */
  readonly signed?: string;
}

/** To whom a badge says that it was awarded. */
export interface IdentityView {
  /** Sentences: the names that stand in it plainly. */
  readonly named: readonly string[];
  /** Whether there is anything to say or to ask. */
  readonly shown: boolean;
  /** Whether it answers yes or no to whoever was told an address or a name: a hash does, and a name. */
  readonly asks: boolean;
  /** What answering means here. */
  readonly hint: string;
  readonly label: string;
  readonly typed: string;
  /** A sentence; empty when nothing was asked. */
  readonly answer: string;
  readonly tone: 'good' | 'bad' | 'unsure';
  /** The page that asked, to go back to; empty for none. */
  readonly back: string;
}

interface IdentityContext {
  readonly issuer: string;
  /** Whether the badge is authentic: the names of a forgery are the forger's. */
  readonly isProven: boolean;
  readonly asked: AskedIdentity | undefined;
  /** The page of the share that was given to be checked; empty for anything else. */
  readonly sharePage: string;
}

export function identityView(
  words: Words,
  credential: Readonly<Record<string, unknown>>,
  { issuer, isProven, asked, sharePage }: IdentityContext,
): IdentityView {
  const identities = identitiesOf(credential);
  const hashed = identities.filter((one) => one.hashed);
  const plain = identities.filter((one) => !one.hashed);
  const askable = hashed.length > 0 ? hashed : plain.filter(({ type }) => type === 'name');
  const asks = isProven && askable.length > 0;
  const named = plain.map(({ type, value }) =>
    words.t(namedBy(type, isProven), { issuer, name: plainText(value, 200) }),
  );
  return {
    named,
    shown: named.length > 0 || asks || (isProven && asked !== undefined),
    asks,
    hint: words.t(hashed.length > 0 ? 'verdict.askHint' : 'verdict.askNamedHint'),
    label: words.t(labelOf(askable)),
    typed: plainText(asked?.typed, 200),
    answer: asked && isProven ? answerTo(words, asked, identities.length > 0) : '',
    tone: toneOf(asked, identities.length > 0),
    back: asked ? sharePage : '',
  };
}

function toneOf(asked: AskedIdentity | undefined, isNamed: boolean): IdentityView['tone'] {
  if (!isNamed) return 'unsure';
  if (asked?.matches) return 'good';
  return asked?.signed === undefined ? 'bad' : 'unsure';
}

function namedBy(type: string, isProven: boolean) {
  if (!isProven) return 'verdict.namedClaimed';
  return type === 'name' ? 'verdict.named' : 'verdict.namedOther';
}

/** The name that the issuer signed, when there is one that people can read. */
export function signedNameOf(credential: Readonly<Record<string, unknown>>): string {
  const named = identitiesOf(credential).find(({ hashed, type }) => !hashed && type === 'name');
  return plainText(named?.value, 200);
}

function labelOf(askable: readonly Identity[]) {
  const isAddress = ({ type }: Identity) => /^(email|emailAddress)$/.test(type);
  if (askable.every(isAddress)) return 'verdict.askAddress';
  return askable.every(({ type }) => type === 'name') ? 'verdict.askName' : 'verdict.askEither';
}

function answerTo(words: Words, asked: AskedIdentity, isNamed: boolean): string {
  const { typed, matches, signed } = asked;
  if (!isNamed) return words.t('verdict.identityNone');
  // Who is told yes reads what was signed, not what they typed.
  const name = plainText(signed ?? typed, 200);
  if (matches) return words.t('verdict.identityYes', { name });
  if (signed !== undefined) return words.t('verdict.identityNearly', { name });
  return words.t('verdict.identityNo', { typed: name });
}

/** What is known of what was typed, on the server and in the browser alike. */
export async function askIdentity(
  credential: Readonly<Record<string, unknown>>,
  typed: string,
  hashes: IdentityHashes,
): Promise<AskedIdentity> {
  const identities = identitiesOf(credential);
  const match = await matchingIdentity(identities, typed, hashes);
  const signed = match ? readable(match) : nearlyIdentity(identities, typed);
  return { typed, matches: match !== undefined, ...(signed === undefined ? {} : { signed }) };
}

function readable({ hashed, value }: Identity): string | undefined {
  return hashed ? undefined : value;
}
