import { Archive, placeOf } from '../../domain/archive.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Check } from '../../domain/verification.ts';
import { toBase64, toHex, utf8 } from '../../formats/bytes.ts';
import { hostOf } from '../../usecases/verification/bound-issuer.ts';
import { isJson, listOf } from '../../usecases/verification/outcomes.ts';
import type { Json } from '../../usecases/verification/tools.ts';
import { MACHINE } from './machine.ts';

/** An archive whose parts belong together and to the key inside; whose key that is, is another question. */
export interface OpenArchive {
  readonly issuer: string;
  readonly domain: string;
  /** ISO 8601. */
  readonly made: string;
  /** When its lists stop being believed, in milliseconds. */
  readonly until: number;
  /** Of the key that signed it: hexadecimal, 20 digits. */
  readonly fingerprint: string;
  /** The keys that this page already had say that the issuer made it. */
  readonly isProven: boolean;
  /** By `placeOf` their address. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

/** Answers about the manifest of an archive, with its own documents at hand. */
export type CheckManifest = (
  manifest: Json,
  documents: ReadonlyMap<string, Uint8Array>,
) => Promise<readonly Check[]>;

const FINGERPRINT_DIGITS = 20;

/**
 * Opens an archive: every document in it is named by the manifest with its digest, stands on the
 * issuer's own host, and the manifest is signed with the issuer's key.
 *
 * @param knows whether this page brought the keys of an issuer along: then those count
 * @throws {BadgeError} `archive_invalid`
 */
export async function openArchive(
  value: unknown,
  checkManifest: CheckManifest,
  knows: (issuerId: string) => boolean,
): Promise<OpenArchive> {
  const { success, data: archive } = Archive.safeParse(value);
  if (!success) throw invalid('It has another shape.');
  const { issuer, manifest } = archive;
  const domain = hostOf(issuer);
  const documents = await documentsOf(archive, domain);
  const checks = await checkManifest(manifest, documents);
  const holds = (['contexts', 'issuer', 'proof'] as const).every((name) =>
    checks.some((check) => check.name === name && check.outcome === 'passed'),
  );
  if (!holds || issuerOf(manifest) !== issuer) throw invalid('Its signature does not hold.');
  const [made, until] = [manifest['validFrom'], manifest['validUntil']].map(String);
  return {
    issuer,
    domain,
    made: made ?? '',
    until: Date.parse(until ?? ''),
    fingerprint: await fingerprintOf(archive, documents),
    isProven: knows(issuer),
    documents,
  };
}

async function documentsOf(
  { documents, manifest }: Archive,
  domain: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
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
    if (domain === '' || new URL(url).host !== domain) throw invalid(`${url} is of another host.`);
    found.set(placeOf(url), bytes);
  }
  return found;
}

function issuerOf(manifest: Json): unknown {
  const { issuer } = manifest;
  return isJson(issuer) ? issuer['id'] : issuer;
}

/** People compare it with what the issuer says on the phone, so it is the key's and not the file's. */
async function fingerprintOf(
  { manifest }: Archive,
  documents: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const [proof] = listOf(manifest['proof']).filter(isJson);
  const methodId = proof?.['verificationMethod'];
  for (const bytes of documents.values()) {
    const document: Json = Object(JSON.parse(new TextDecoder().decode(bytes)));
    const methods = listOf(document['verificationMethod']).filter(isJson);
    const method = methods.find(({ id }) => id === methodId);
    const key = method?.['publicKeyMultibase'] ?? method?.['publicKeyJwk'];
    if (key === undefined) continue;
    const text = typeof key === 'string' ? key : JSON.stringify(key);
    return toHex(await MACHINE.sha256(utf8(text))).slice(0, FINGERPRINT_DIGITS);
  }
  throw invalid('The key that signed it is not inside.');
}

function invalid(detail: string): BadgeError {
  return new BadgeError('archive_invalid', detail);
}
