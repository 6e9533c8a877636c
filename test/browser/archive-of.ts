import { createHash } from 'node:crypto';
import type { Archive } from '../../src/domain/archive.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  badge,
  didDocument,
  KEY,
  signed,
  statusList,
  type TestKey,
} from '../usecases/other-issuer.ts';

/** Archives of anyone, made by hand: those who forge keep to no rule but the one they are shown. */

/** ISO time, so many days from now: the file of the verifier lives in the hour of the machine. */
export function daysFromNow(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

export const methodOf = (did: string, key = KEY) => `${did}#${key.multibase}`;
export const addressOf = (did: string) =>
  `https://${decodeURIComponent(did.slice('did:web:'.length).replaceAll(':', '/'))}`;

interface Document {
  readonly url: string;
  readonly text: string;
}

/** The DID document of an issuer whose DID has a path. */
export function didJson(did: string, key = KEY, change: JsonObject = {}): Document {
  return {
    url: `${addressOf(did)}/did.json`,
    text: JSON.stringify(didDocument(change, {}, key, did)),
  };
}

/** An archive as its issuer signs it, with changes to the manifest before it is signed. */
export async function archiveOf(
  issuer: string,
  documents: readonly Document[],
  { key = KEY, change = {} }: { key?: TestKey; change?: JsonObject } = {},
): Promise<Archive> {
  const manifest = await signedBy(issuer, key, {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: `${addressOf(issuer)}/archive.json`,
    type: ['VerifiableCredential'],
    issuer,
    validFrom: daysFromNow(-1),
    validUntil: daysFromNow(6),
    credentialSubject: { id: issuer },
    relatedResource: documents.map(({ url, text }) => ({ id: url, digestSRI: digestOf(text) })),
    ...change,
  });
  return {
    type: 'EcussonArchive',
    version: 1,
    issuer,
    made: daysFromNow(-1),
    documents: [...documents],
    manifest,
  };
}

export function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A badge of an issuer, with a place in its status list unless the change says otherwise. */
export async function badgeOf(issuer: string, key = KEY, change: JsonObject = {}) {
  const validFrom = daysFromNow(-2);
  const type = ['Profile'];
  const own = {
    issuer: { id: issuer, type, name: 'Université' },
    validFrom,
    awardedDate: validFrom,
  };
  return signedBy(issuer, key, badge({ ...own, ...change }));
}

/** What an issuer signs about something of another. */
export function endorsementOf(issuer: string, about: unknown, key = KEY) {
  const subject = { id: String(about), type: ['EndorsementSubject'], endorsementComment: 'Bien.' };
  return signedBy(issuer, key, {
    '@context': badge()['@context'] ?? [],
    id: `${addressOf(issuer)}/endorsements/1`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Avis',
    issuer: { id: issuer, type: ['Profile'], name: 'Université' },
    validFrom: daysFromNow(-2),
    credentialSubject: subject,
  });
}

/** The status list of an issuer, in which nothing is revoked. */
export async function listOf(issuer: string, url: string, key = KEY): Promise<Document> {
  const list = await statusList([], { id: url, issuer, validFrom: daysFromNow(-30) });
  return { url, text: JSON.stringify(await signedBy(issuer, key, list)) };
}

export function entryIn(url: string): JsonObject {
  return {
    id: `${url}#7`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: url,
  };
}

function signedBy(issuer: string, key: TestKey, credential: JsonObject) {
  const options = { verificationMethod: methodOf(issuer, key), created: daysFromNow(-1) };
  return signed(credential, options, key);
}
