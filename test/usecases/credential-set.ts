import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import { bakePng } from '../../src/formats/png.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { bakeSvg } from '../../src/formats/svg.ts';
import {
  at,
  badge,
  didDocument,
  jwt,
  KEY,
  newKey,
  OTHER,
  signed,
  statusEntry,
  statusList,
  type TestKey,
} from './other-issuer.ts';

/** Something that someone may hand to a verifier. */
export interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Credentials of every kind by issuers that are not us, and what those publish, by host and path. */
export interface CredentialSet {
  readonly given: readonly Given[];
  readonly documents: ReadonlyMap<string, JsonObject>;
}

const HOST = 'other.test';
const V1 = 'https://www.w3.org/2018/credentials/v1';
const V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const DAY = 86_400_000;
/** One white pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** Everything together; made anew at each call, always the same but for the keys. */
export async function credentialSet(): Promise<CredentialSet> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const documents = new Map<string, JsonObject>([
    [`${HOST}/.well-known/did.json`, didDocument()],
    [`${HOST}/schema`, { $schema, type: 'object', required: ['name'] }],
    [`${HOST}/strict`, { $schema, type: 'object', required: ['nothingSuch'] }],
  ]);
  const given = [
    ...(await plainOnes()),
    ...(await spoilt()),
    ...(await withStatus(documents)),
    ...(await ofOtherIssuers(documents)),
    ...tokens(documents),
    ...(await carried()),
    ...broken(),
    ...vectors(),
  ];
  return { given, documents };
}

const json = (name: string, credential: JsonObject): Given => ({
  name,
  bytes: utf8(JSON.stringify(credential)),
});
const text = (name: string, content: string): Given => ({ name, bytes: utf8(content) });

async function plainOnes(): Promise<Given[]> {
  const subject = badge()['credentialSubject'] as JsonObject;
  const changes: Record<string, JsonObject> = {
    'a badge': {},
    'one that ended': { validUntil: at(-DAY) },
    'one that ends later': { validUntil: at(365 * DAY) },
    'one not yet valid': { validFrom: at(DAY) },
    'one whose dates are the wrong way round': { validFrom: at(-DAY), validUntil: at(-2 * DAY) },
    'one with a date that is none': { validFrom: 'yesterday' },
    'one of another type': { type: ['VerifiableCredential', 'AchievementCredential'] },
    'an endorsement alone': { type: ['VerifiableCredential', 'EndorsementCredential'] },
    'one with a name in it': {
      credentialSubject: {
        ...subject,
        identifier: [
          { type: 'IdentityObject', hashed: false, identityType: 'name', identityHash: 'Léa' },
        ],
      },
    },
    'one that names no achievement': { credentialSubject: { type: ['AchievementSubject'] } },
    'one with criteria that try a script': {
      credentialSubject: {
        ...subject,
        achievement: {
          ...(subject['achievement'] as JsonObject),
          criteria: { narrative: '<img src=x onerror=alert(1)> **[x](javascript:alert(1))**' },
        },
      },
    },
    'one of the older data model': {
      '@context': [V1, OPEN_BADGES, 'https://w3id.org/security/data-integrity/v2'],
      issuanceDate: at(-DAY),
    },
    'one with a refresh service': {
      '@context': [V2, OPEN_BADGES, EXTENSIONS],
      refreshService: { id: 'https://other.test/refresh', type: '1EdTechCredentialRefresh' },
    },
    'one with a schema of its own': {
      credentialSchema: [{ id: 'https://other.test/schema', type: 'JsonSchema' }],
    },
    'one with a schema that it does not fit': {
      credentialSchema: [{ id: 'https://other.test/strict', type: 'JsonSchema' }],
    },
    'one with a schema that is not there': {
      credentialSchema: [{ id: 'https://other.test/none', type: 'JsonSchema' }],
    },
  };
  const generic = {
    '@context': [V2],
    id: 'https://other.test/credentials/9',
    type: ['VerifiableCredential'],
    issuer: OTHER,
    validFrom: at(-DAY),
    credentialSubject: { id: 'https://other.test/someone', name: 'Someone' },
  };
  return [
    json('a credential that is no badge', await signed(generic)),
    ...(await Promise.all(
      Object.entries(changes).map(async ([name, change]) =>
        json(name, await signed(badge(change))),
      ),
    )),
  ];
}

/** Right once, and then touched; or signed otherwise than it should be. */
async function spoilt(): Promise<Given[]> {
  const good = await signed(badge());
  const [proof] = good['proof'] as JsonObject[];
  const withProof = (change: JsonObject) => ({ ...good, proof: [{ ...proof, ...change }] });
  const resigned = (change: JsonObject) => signed(badge(), change);
  const { proof: _, ...unsigned } = good;
  return [
    json('a name that was changed', { ...good, name: 'Doctor' }),
    json('a date that was changed', { ...good, awardedDate: at(0) }),
    json('a member that was added', { ...good, description: 'More' }),
    json('a context that is not pinned', { ...good, '@context': [V2, 'https://evil.test/ctx'] }),
    json('contexts in another order', { ...good, '@context': [OPEN_BADGES, V2] }),
    json('a context written out', { ...good, '@context': [V2, OPEN_BADGES, { name: 'urn:x' }] }),
    json('a term that nobody defines', { ...good, surprise: 'x' }),
    json('no proof', unsigned as JsonObject),
    json('no issuer', { ...good, issuer: {} }),
    json('another issuer', { ...good, issuer: { id: 'did:web:other.test:x', type: ['Profile'] } }),
    json('five proofs', { ...good, proof: Array.from({ length: 5 }, () => proof ?? {}) }),
    json('a proof that is a text', { ...good, proof: ['x'] }),
    json('a suite that nobody knows', withProof({ cryptosuite: 'magic-2030' })),
    json('a signature cut short', withProof({ proofValue: 'z3abc' })),
    json('a signature in another base', withProof({ proofValue: 'u3abc' })),
    json('a key that is not listed', await signed(badge(), {}, newKey())),
    json('a method of someone else', await resigned({ verificationMethod: 'did:web:x.test#k' })),
    json('a proof for another purpose', await resigned({ proofPurpose: 'authentication' })),
    json('a proof of tomorrow', await resigned({ created: at(DAY) })),
    json('a proof that ended', await resigned({ expires: at(-DAY) })),
    json('two proofs, one of a stranger', {
      ...good,
      proof: [{ ...proof, verificationMethod: 'did:web:x.test#k' }, proof ?? {}],
    }),
  ];
}

/** Each with a list of its own: a list once read is kept for a while. */
async function withStatus(documents: Map<string, JsonObject>): Promise<Given[]> {
  const one = async (
    name: string,
    revoked: readonly number[],
    change: { entry?: JsonObject; list?: JsonObject; subject?: JsonObject; key?: TestKey } = {},
  ) => {
    const place = `${HOST}/status/${name.replaceAll(' ', '-')}`;
    const url = `https://${place}`;
    const list = await statusList(revoked, { id: url, ...change.list }, change.subject);
    documents.set(place, await signed(list, {}, change.key));
    const entry = statusEntry({ id: `${url}#7`, statusListCredential: url, ...change.entry });
    return json(name, await signed(badge({ credentialStatus: entry })));
  };
  const suspension = {
    entry: { statusPurpose: 'suspension' },
    subject: { statusPurpose: 'suspension' },
  };
  const missing = statusEntry({ statusListCredential: 'https://other.test/status/nowhere' });
  return [
    await one('a list without it', [8, 9]),
    await one('a list with it', [7]),
    await one('suspended', [7], suspension),
    await one('a list of another purpose', [], { subject: { statusPurpose: 'suspension' } }),
    await one('a list of another id', [], { list: { id: 'https://other.test/status/x' } }),
    await one('a list of a stranger', [], { key: newKey() }),
    await one('a list that ended', [], { list: { validUntil: at(-DAY) } }),
    await one('a list that is no list', [], { subject: { encodedList: 'uAAAA' } }),
    await one('an index outside', [], { entry: { statusListIndex: '99999999' } }),
    await one('an index that is none', [], { entry: { statusListIndex: '-1' } }),
    json('a list that is not there', await signed(badge({ credentialStatus: missing }))),
    json(
      'a status of another type',
      await signed(
        badge({
          credentialStatus: { id: 'https://other.test/s#1', type: ['1EdTechRevocationList'] },
          '@context': [V2, OPEN_BADGES, EXTENSIONS],
        }),
      ),
    ),
  ];
}

async function ofOtherIssuers(documents: Map<string, JsonObject>): Promise<Given[]> {
  const by = async (
    name: string,
    change: JsonObject = {},
    method: JsonObject = {},
  ): Promise<Given> => {
    const handle = name.replaceAll(' ', '-');
    const did = `${OTHER}:${handle}`;
    const document = didDocument(change, method, KEY, did);
    documents.set(`${HOST}/${handle}/did.json`, document);
    const issuer = { id: did, type: ['Profile'], name: 'Un autre' };
    const options = { verificationMethod: `${did}#${KEY.multibase}` };
    return json(name, await signed(badge({ issuer }), options));
  };
  const key = newKey();
  const did = `did:key:${key.multibase}`;
  const ofKey = { id: did, type: ['Profile'], name: 'Une clé' };
  const method = { verificationMethod: `${did}#${key.multibase}` };
  const nowhere = { id: 'did:web:other.test:nowhere', type: ['Profile'], name: 'X' };
  const unknown = { id: 'did:example:123', type: ['Profile'], name: 'X' };
  return [
    await by('one more issuer'),
    await by('a document of another id', { id: OTHER }),
    await by('a key for nothing', { assertionMethod: [] }),
    await by('a key of someone else', {}, { controller: 'did:web:x.test' }),
    await by('a key taken back', {}, { revoked: at(-DAY) }),
    await by('a key that ended', {}, { expires: '2020-01-01T00:00:00Z' }),
    await by('a key that cannot be read', {}, { publicKeyMultibase: 'zzz' }),
    json('an issuer that is a key', await signed(badge({ issuer: ofKey }), method, key)),
    json('an issuer that is another key', await signed(badge({ issuer: ofKey }), method)),
    json(
      'an issuer that is not there',
      await signed(badge({ issuer: nowhere }), {
        verificationMethod: `${nowhere.id}#${KEY.multibase}`,
      }),
    ),
    json(
      'a method of identifiers that nobody knows',
      await signed(badge({ issuer: unknown }), { verificationMethod: 'did:example:123#k' }),
    ),
  ];
}

/** Options of Node's `sign` for each algorithm of JOSE. */
const ALGORITHMS: Record<string, { digest: string; options: object; pair: () => KeyPair }> = {
  RS256: { digest: 'sha256', options: {}, pair: rsa },
  PS256: { digest: 'sha256', options: { padding: 6, saltLength: 32 }, pair: rsa },
  ES256: { digest: 'sha256', options: { dsaEncoding: 'ieee-p1363' }, pair: () => ec('P-256') },
  ES384: { digest: 'sha384', options: { dsaEncoding: 'ieee-p1363' }, pair: () => ec('P-384') },
};
type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

function rsa(): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
function ec(namedCurve: string): KeyPair {
  return generateKeyPairSync('ec', { namedCurve });
}

function tokens(documents: Map<string, JsonObject>): Given[] {
  const good = jwt(badge());
  const [header = '', payload = '', signature = ''] = good.split('.');
  const other = jwt(badge({ name: 'Autre' })).split('.')[1];
  return [
    ...Object.keys(ALGORITHMS).map((alg) => tokenOf(documents, alg)),
    text('a token', good),
    text('a token with its payload changed', `${header}.${other}.${signature}`),
    text('a token without a signature', `${header}.${payload}.`),
    text('a token respelled', `${good}=`),
    text('a token of no algorithm', jwt(badge(), { header: { alg: 'none' } })),
    text('a token of another algorithm', jwt(badge(), { header: { alg: 'ES256' } })),
    text('a token with a header that must be known', jwt(badge(), { header: { crit: ['x'] } })),
    text('a token with a private key', jwt(badge(), { header: { jwk: { ...KEY.jwk, d: 'x' } } })),
    text('a token with its own key', jwt(badge(), { header: { jwk: newKey().jwk } })),
    text('a token that leads elsewhere', jwt(badge(), { header: { jku: 'https://evil.test/' } })),
    text('a token of another issuer', jwt(badge(), { claims: { iss: 'did:web:x.test' } })),
    text('a token of another id', jwt(badge(), { claims: { jti: 'urn:x' } })),
    text('a token that ended', jwt(badge(), { claims: { exp: Date.parse(at(-DAY)) / 1000 } })),
    text('a token of a stranger', jwt(badge(), { key: newKey() })),
  ];
}

function tokenOf(documents: Map<string, JsonObject>, alg: string): Given {
  const { digest, options, pair } = ALGORITHMS[alg] as (typeof ALGORITHMS)[string];
  const { privateKey, publicKey } = pair();
  const did = `${OTHER}:${alg}`;
  const kid = `${did}#key`;
  const publicKeyJwk = publicKey.export({ format: 'jwk' }) as JsonObject;
  documents.set(`${HOST}/${alg}/did.json`, {
    id: did,
    verificationMethod: [{ id: kid, type: 'JsonWebKey', controller: did, publicKeyJwk }],
    assertionMethod: [kid],
  });
  const credential = badge({ issuer: { id: did, type: ['Profile'], name: alg } });
  const [, payload = ''] = jwt(credential).split('.');
  const header = toBase64Url(utf8(JSON.stringify({ alg, kid, typ: 'JWT' })));
  const input = `${header}.${payload}`;
  const signature = sign(digest, utf8(input), { key: privateKey, ...options });
  return text(`a token of ${alg}`, `${input}.${toBase64Url(new Uint8Array(signature))}`);
}

/** One badge, however it travels. */
async function carried(): Promise<Given[]> {
  const credential = JSON.stringify(await signed(badge()));
  const token = jwt(badge());
  const png = new Uint8Array(Buffer.from(PIXEL, 'base64'));
  const baked = bakePng(png, credential);
  const cut = baked.slice(0, -20);
  const spoiled = Uint8Array.from(baked, (byte, index) => (index === 80 ? byte ^ 1 : byte));
  const qr = await writeQrText(utf8(credential), { deflateRaw: deflateRawWell });
  return [
    { name: 'a PNG', bytes: baked },
    { name: 'a PNG with a token', bytes: bakePng(png, token) },
    { name: 'a PNG with something behind it', bytes: Uint8Array.of(...baked, 1, 2, 3) },
    { name: 'a PNG that was cut', bytes: cut },
    { name: 'a PNG with a bit flipped', bytes: spoiled },
    text('an SVG', bakeSvg(SVG, credential)),
    text('an SVG with a token', bakeSvg(SVG, token)),
    text('an SVG without a badge', SVG),
    text('the text of a QR code', qr),
    text('the link of a QR code', `https://issuer.test/q#${qr}`),
    text('the text of a QR code, cut', qr.slice(0, -9)),
  ];
}

/** Nothing that claims to be a credential, or that cannot be read. */
function broken(): Given[] {
  return [
    text('nothing', ''),
    text('a sentence', 'Bonjour'),
    text('JSON that is no object', '[1, 2]'),
    text('JSON that is no credential', '{"type": "Person"}'),
    text('JSON with a name twice', '{"type": "A", "type": "VerifiableCredential"}'),
    text('JSON that breaks off', '{"type": '),
    text('JSON that is deep', '['.repeat(100) + ']'.repeat(100)),
    { name: 'no UTF-8', bytes: Uint8Array.of(0x7b, 0xff, 0xfe) },
  ];
}

const VECTORS = new URL('../../../shared/vectors/1edtech-validator/ob30/', import.meta.url);

/** Credentials that others published, when their folder stands beside the project. */
function vectors(): Given[] {
  if (!existsSync(VECTORS)) return [];
  return readdirSync(VECTORS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|jwt|png|svg|1ob)$/.test(name))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, VECTORS))) }));
}
