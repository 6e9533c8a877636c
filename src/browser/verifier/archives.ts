import { ARCHIVE_DAYS, Archive, placeOf } from '../../domain/archive.ts';
import { issuerIdOf } from '../../domain/credential.ts';
import { CREDENTIALS_CONTEXT } from '../../domain/credential-text.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { toBase64, utf8 } from '../../formats/bytes.ts';
import { hostOf } from '../../usecases/verification/bound-issuer.ts';
import { isProofSound } from '../../usecases/verification/proof-only.ts';
import { readCarried } from '../../usecases/verification/read-carried.ts';
import type { Json } from '../../usecases/verification/tools.ts';
import { TOOLS } from './answer.ts';
import { fingerprintIn } from './fingerprint.ts';
import { MACHINE } from './machine.ts';

/** An archive whose parts belong together and to the key inside; whose key that is, is another question. */
export interface OpenArchive {
  readonly issuer: string;
  readonly domain: string;
  /** ISO 8601. */
  readonly made: string;
  /** Whether its lists may still be believed. */
  readonly isCurrent: boolean;
  /** Of the issuer's keys that are inside: hexadecimal, 20 digits. */
  readonly fingerprint: string;
  /** The keys that this page already had say that the issuer made it. */
  readonly isProven: boolean;
  /** What the issuer publishes about its keys, by `placeOf` the address. */
  readonly keys: Documents;
  /** The issuer's own status lists, likewise. */
  readonly lists: ReadonlyMap<string, ArchivedList>;
}

interface ArchivedList {
  readonly bytes: Uint8Array;
  /** Since when it holds by its own word, ISO 8601; empty when it does not say. */
  readonly from: string;
}

export type Documents = ReadonlyMap<string, Uint8Array>;

/** Answers about the signature of a manifest, with the keys of its archive at hand. */
export type CheckManifest = (manifest: Json, keys: Documents) => Promise<VerificationReport>;

/** Where the issuer of an archive publishes. */
interface Home {
  readonly issuer: string;
  readonly domain: string;
  /** `placeOf` its DID document. */
  readonly did: string;
  /** What everything else of its own begins with, without a slash at the end. */
  readonly folder: string;
}

const DAY_MS = 86_400_000;
/** Clocks may differ by this much. */
const SKEW_MS = 300_000;

/**
 * Opens an archive: every document in it is named by the manifest with its digest and stands on the
 * issuer's own host, and the manifest is signed, once, with a key of the issuer's DID document. Of the
 * documents only those are taken that are the issuer's own: a host may have many issuers.
 *
 * @param own what this page brought along: where that has the issuer's keys, those count
 * @throws {BadgeError} `archive_invalid`
 */
export async function openArchive(
  value: unknown,
  checkManifest: CheckManifest,
  own: Documents,
): Promise<OpenArchive> {
  const { success, data: archive } = Archive.safeParse(value);
  if (!success) throw invalid('It has another shape.');
  const { manifest } = archive;
  const home = homeOf(archive.issuer);
  const documents = await documentsOf(archive, home);
  const keys = new Map([...documents].filter(([place]) => isKeyOf(home, place)));
  const fingerprint = await fingerprintIn(home.issuer, documents.get(home.did));
  if (fingerprint === undefined) throw invalid('The keys of its issuer are not inside.');
  checkForm(manifest, home);
  const report = await checkManifest(manifest, keys);
  // An envelope or a renewal would have another document signed than the one that is read here.
  const isSigned = report.credential === manifest && isProofSound(report);
  if (!isSigned) throw invalid('Its signature does not hold.');
  return {
    issuer: home.issuer,
    domain: home.domain,
    made: textOf(manifest['validFrom']),
    isCurrent: isCurrent(manifest),
    fingerprint,
    isProven: own.has(home.did),
    keys,
    lists: listsOf(documents, home),
  };
}

function homeOf(issuer: string): Home {
  const found = TOOLS.tools.didWebUrl(issuer);
  if ('problem' in found) throw invalid('Its issuer is no did:web.');
  const did = placeOf(found.url);
  return {
    issuer,
    domain: hostOf(issuer),
    did,
    folder: did.replace(/(\/\.well-known)?\/did\.json$/, ''),
  };
}

async function documentsOf({ documents, manifest }: Archive, { domain }: Home): Promise<Documents> {
  const listed = new Map(
    listOf(manifest['relatedResource'])
      .filter(isJson)
      .map(({ id, digestSRI }) => [id, digestSRI]),
  );
  const found = new Map<string, Uint8Array>();
  for (const { url, text } of documents) {
    const bytes = utf8(text);
    const digest = `sha256-${toBase64(await MACHINE.sha256(bytes))}`;
    if (listed.get(url) !== digest) throw invalid(`${url} is not what was signed.`);
    const place = placeOf(url);
    if (place === '' || new URL(url).host !== domain) throw invalid(`${url} is of another host.`);
    if (found.has(place)) throw invalid(`${url} is there twice.`);
    found.set(place, bytes);
  }
  return found;
}

function isKeyOf({ did, folder }: Home, place: string): boolean {
  const keys = `${folder}/keys/`;
  return place === did || (place.startsWith(keys) && /^[^/?]+$/.test(place.slice(keys.length)));
}

/** What else a credential of the issuer may be must not pass for the manifest of an archive. */
function checkForm(manifest: Json, { issuer, folder }: Home): void {
  const contexts = listOf(manifest['@context']);
  const isManifest =
    contexts.length === 1 &&
    contexts[0] === CREDENTIALS_CONTEXT &&
    typesOf(manifest).join() === 'VerifiableCredential' &&
    placeOf(textOf(manifest['id'])) === `${folder}/archive.json` &&
    issuerIdOf(manifest) === issuer;
  if (!isManifest) throw invalid('Its manifest is none of its issuer’s.');
  const isDated = dateIn(manifest['validFrom']) !== '' && dateIn(manifest['validUntil']) !== '';
  if (!isDated) throw invalid('Its manifest does not say from when until when it holds.');
  if (listOf(manifest['proof']).length !== 1) throw invalid('Its manifest has not one proof.');
}

/** A date as it is written, ISO 8601; empty when it is none. */
function dateIn(value: unknown): string {
  const text = textOf(value);
  return Number.isNaN(Date.parse(text)) ? '' : text;
}

/** By its own word, and never for longer than lists are believed. */
function isCurrent({ validFrom, validUntil }: Json): boolean {
  const from = Date.parse(textOf(validFrom));
  const until = Math.min(Date.parse(textOf(validUntil)), from + ARCHIVE_DAYS * DAY_MS);
  const now = TOOLS.now().getTime();
  return from - SKEW_MS <= now && now < until;
}

function listsOf(documents: Documents, { issuer }: Home): ReadonlyMap<string, ArchivedList> {
  const lists = new Map<string, ArchivedList>();
  for (const [place, bytes] of documents) {
    const list = credentialIn(bytes);
    const isList = list && typesOf(list).includes('BitstringStatusListCredential');
    if (!isList || issuerIdOf(list) !== issuer) continue;
    lists.set(place, { bytes, from: dateIn(list['validFrom']) });
  }
  return lists;
}

function credentialIn(bytes: Uint8Array): Json | undefined {
  try {
    return readCarried(TOOLS, bytes).credential;
  } catch (error) {
    if (error instanceof BadgeError) return undefined;
    throw error;
  }
}

function invalid(detail: string): BadgeError {
  return new BadgeError('archive_invalid', detail);
}
