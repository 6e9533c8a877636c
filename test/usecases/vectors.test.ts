import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inflateCapped, inflateRawCapped } from '../../src/compose/machine.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import { readBadge } from '../../src/formats/read-badge.ts';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { didWebUrl } from '../../src/proofs/did.ts';
import { readJwt } from '../../src/proofs/vc-jwt.ts';
import { openWorld, type World } from './other-issuer.ts';

// Credentials made by others, when their folder stands beside the project. Their issuers are not on
// any network here: `publish` puts online what each of them would publish, with the key that the
// published proof names. So everything but the network is theirs.

const FOLDER = new URL('../../../shared/vectors/1edtech-validator/ob30/', import.meta.url);
const isThere = existsSync(FOLDER);
if (!isThere) process.emitWarning('No shared vectors here: only the cases of our own are run.');
const LIST = 'bit-string-list/testlist.json';

const READERS = {
  inflate: inflateCapped,
  inflateRaw: inflateRawCapped,
  readQr: async () => undefined,
};

const read = (file: string) => new Uint8Array(readFileSync(new URL(file, FOLDER)));
const place = (url: string) => url.replace(/^https?:\/\//, '').replace(/#.*$/, '');

let world: World;
beforeAll(async () => {
  world = await openWorld();
  if (isThere) await publishAll();
});
afterAll(() => world.stop());

async function publishAll(): Promise<void> {
  for (const file of files()) {
    const carried = await readBadge(read(file), READERS);
    const jwt = carried.jwt === undefined ? undefined : readJwt(carried.jwt);
    const credential = jwt?.credential ?? carried.credential;
    if (isJsonObject(credential)) publish(credential, jwt?.header['jwk']);
  }
  const revoked = JSON.parse(
    new TextDecoder().decode(read('bit-string-list/credential-status-revoked.json')),
  );
  const { statusListCredential } = revoked.credentialStatus;
  world.documents.set(
    place(statusListCredential),
    JSON.parse(new TextDecoder().decode(read(LIST))),
  );
}

/** The issuer's profile with the keys that its own proofs name, and the key of its JWTs. */
function publish(credential: JsonObject, jwk: unknown): void {
  const { issuer, proof } = credential;
  const id = isJsonObject(issuer) ? issuer['id'] : issuer;
  const home = typeof id === 'string' ? homeOf(id) : undefined;
  if (typeof id !== 'string' || home === undefined) return;
  const known = world.documents.get(place(home)) ?? {
    id,
    verificationMethod: [],
    assertionMethod: [],
  };
  const methods = known['verificationMethod'] as JsonObject[];
  for (const one of [proof ?? []].flat().filter(isJsonObject)) {
    const method = String(one['verificationMethod']);
    if (!method.startsWith(`${id}#`)) continue;
    const publicKeyMultibase = method.slice(id.length + 1);
    methods.push({ id: method, type: 'Multikey', controller: id, publicKeyMultibase });
    (known['assertionMethod'] as string[]).push(method);
  }
  world.documents.set(place(home), known);
  if (!isJsonObject(jwk)) return;
  const jwks = `${place(id).split('/')[0]}/.well-known/jwks.json`;
  const keys = (world.documents.get(jwks)?.['keys'] ?? []) as JsonObject[];
  world.documents.set(jwks, { keys: [...keys, { ...jwk, iss: id }] });
}

/** Where an issuer publishes its keys. */
function homeOf(id: string): string | undefined {
  const location = didWebUrl(id);
  if ('url' in location) return location.url;
  return id.startsWith('https://') ? id : undefined;
}

function files(): string[] {
  if (!isThere) return [];
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|jwt|png|svg|1ob)$/.test(name))
    .sort();
}

/** Our policy for each of them: the verdict, and a code that says why when it is not verified. */
const EXPECTED: Readonly<Record<string, readonly [verdict: string, code?: string]>> = {
  'simple.json': ['verified'],
  'simple.1ob': ['verified'],
  'simple-json.png': ['verified'],
  'simple-json.svg': ['verified'],
  'simple-jwt.png': ['verified'],
  'simple-jwt.svg': ['verified'],
  'simple-jwt_v1.png': ['verified'],
  'simple-jwt_v1.svg': ['verified'],
  'endorsement-valid.json': ['verified'],
  'simple-context-alias.json': ['verified'],
  'simple-context-version.json': ['verified'],
  'simple-did-web-method.json': ['verified'],
  'simple-multiple-proofs.json': ['verified'],
  'sd/derivedcredential.json': ['verified'],
  // Suites that the standard is giving up: verified, with a warning.
  'simple-eddsa-2022.json': ['verified'],
  'simple_v1.json': ['verified'],
  // The published list has another id than its address (row 72): what it says against a badge counts.
  'bit-string-list/credential-status-revoked-blank-nodes.json': ['rejected', 'revoked'],
  'bit-string-list/credential-status-revoked.json': ['rejected', 'revoked'],
  // What this verifier cannot read or ask is neither true nor false.
  'simple-err-proof-method.json': ['undetermined', 'key_type_unsupported'],
  'endorsement-err-schema-status-refresh.json': ['rejected', 'signature_invalid'],
  // Its list of revoked badges is not published with it.
  'credential-status-revoked.json': ['undetermined', 'status_unreachable'],
  // A list is no badge, and a credential all the same.
  'bit-string-list/testlist.json': ['verified'],
  // Contexts that are not pinned are refused (T10), and a key of someone else proves nothing (row 32).
  // Its status list is not online, which leaves it unknown; an endorsement that ended is only told.
  'complete.json': ['undetermined', 'endorsement_ended'],
  'complete_v1.json': ['rejected', 'expired'],
  'simple-did-key-method.json': ['rejected', 'issuer_key_unbound'],
  'simple-err-context.json': ['rejected', 'context_order'],
  'simple-err-credential-subject-achievement-result-description-type.json': [
    'rejected',
    'schema_mismatch',
  ],
  'simple-err-credential-subject-identifier-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-credential-subject-profile-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-credential-subject-result-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-credential-subject-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-evidence-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-expired.json': ['rejected', 'expired'],
  'simple-err-issued.json': ['rejected', 'not_yet_valid'],
  'simple-err-issuer-otheridentifier-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-issuer-parentorg-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-issuer-type.json': ['rejected', 'schema_mismatch'],
  'simple-err-issuer.json': ['rejected', 'issuer_missing'],
  'simple-err-proof-method-no-scheme.json': ['rejected', 'issuer_key_unbound'],
  'simple-err-proof-method-unknown-did-method.json': ['rejected', 'issuer_key_unbound'],
  'simple-err-proof-method-unknown-scheme.json': ['rejected', 'issuer_key_unbound'],
  'simple-err-proof-value.json': ['rejected', 'signature_invalid'],
  // No badge by its type, which no context defines.
  'simple-err-type.json': ['rejected', 'unmapped_term'],
  'simple-noproof.json': ['rejected', 'proof_missing'],
  'simple.jwt': ['rejected', 'kid_invalid'],
  'velocity.jwt': ['rejected', 'issuer_key_unbound'],
};

describe('each published credential gets the verdict of our policy', () => {
  test.each(Object.entries(EXPECTED))('%s: %j', async (file, [verdict, code]) => {
    if (!isThere) return;
    const report = await world.service.verifyBytes(read(file));
    const codes = report.checks.map((check) => check.code);
    expect({ verdict: report.verdict, codes }).toEqual({
      verdict,
      codes: code === undefined ? expect.anything() : expect.arrayContaining([code]),
    });
  });

  test('and none is left out', () => {
    expect(isThere ? files() : []).toEqual(isThere ? Object.keys(EXPECTED).sort() : []);
  });
});

describe('nothing published is a fault', () => {
  test.each([
    '../ob20/',
    '../clr20/',
    '../../mozilla-openbadges-backpack/',
    '../../w3c-vc-di-eddsa/',
  ])('%s', async (folder) => {
    const url = new URL(folder, FOLDER);
    if (!existsSync(url)) return;
    for (const name of readdirSync(url, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(json|jwt|png|svg)$/.test(name)) continue;
      const bytes = new Uint8Array(readFileSync(new URL(name, url)));
      const outcome = await world.service.verifyBytes(bytes).then(
        ({ verdict }) => verdict,
        (error: unknown) => (error instanceof BadgeError ? 'refused' : `fault ${String(error)}`),
      );
      expect({ name, outcome }).toEqual({
        name,
        outcome: expect.stringMatching(/^(rejected|undetermined|refused)$/),
      });
    }
  });
});
