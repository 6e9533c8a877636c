import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { toBase58 } from '../../src/formats/base58.ts';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import { multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import {
  at,
  badge,
  DID_JSON,
  didDocument,
  jwt,
  KEY,
  METHOD,
  newKey,
  OTHER,
  proofOf,
  signed,
} from '../usecases/other-issuer.ts';
import {
  type Case,
  type Expectation,
  type Internet,
  refused,
  rejected,
  undetermined,
  verified,
} from './case.ts';
import { ISSUER_ONLINE } from './json-cases.ts';

const attacker = newKey();

/** Rows 21 to 49b: forged and careless signatures. */
export async function signatureCases(): Promise<Case[]> {
  return [
    ...jwtHeaderCases(),
    ...jwtTextCases(),
    ...jwtClaimCases(),
    ...ecdsaCases(),
    ...(await keyCases()),
    ...(await proofCases()),
    ...(await dateCases()),
    ...(await shownCases()),
  ];
}

const asJwt = (
  row: string,
  what: string,
  body: string,
  expect: Expectation,
  internet: Internet = ISSUER_ONLINE,
): Case => ({
  row,
  what,
  body,
  type: 'application/vc+jwt',
  internet,
  expect: { silent: ['evil.test'], ...expect },
});

const asJson = (
  row: string,
  what: string,
  body: JsonObject,
  expect: Expectation,
  internet: Internet = ISSUER_ONLINE,
): Case => ({
  row,
  what,
  body: JSON.stringify(body),
  internet,
  expect: { silent: ['evil.test'], ...expect },
});

/** A token whose header is written as it is given, signed or not. */
function token(header: string, payload: object, signature: (input: string) => Uint8Array): string {
  const input = `${toBase64Url(utf8(header))}.${toBase64Url(utf8(JSON.stringify(payload)))}`;
  return `${input}.${toBase64Url(signature(input))}`;
}

function jwtHeaderCases(): Case[] {
  const header = (change: object) => jwt(badge(), { header: change });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const payload = { ...badge(), iss: OTHER };
  const hmac = (input: string) => new Uint8Array(createHmac('sha256', pem).update(input).digest());
  const unsigned = () => new Uint8Array();
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const weakJwk = weak.publicKey.export({ format: 'jwk' }) as JsonObject;
  const weakMethod = {
    id: `${OTHER}#weak`,
    type: 'JsonWebKey',
    controller: OTHER,
    publicKeyJwk: weakJwk,
  };
  const weakDocument = {
    id: OTHER,
    verificationMethod: [weakMethod],
    assertionMethod: [weakMethod.id],
  };
  const privateJwk = KEY.privateKey.export({ format: 'jwk' });
  return [
    ...['none', 'None', 'nOnE'].map((alg) =>
      asJwt(
        '21',
        `alg ${alg}`,
        token(JSON.stringify({ alg, kid: METHOD }), payload, unsigned),
        rejected('alg_not_allowed'),
      ),
    ),
    asJwt(
      '22',
      'HS256 with a public key',
      token(JSON.stringify({ alg: 'HS256', kid: METHOD }), payload, hmac),
      rejected('alg_not_allowed'),
    ),
    asJwt(
      '23',
      'RSA of 1024 bits',
      token(
        JSON.stringify({ alg: 'RS256', kid: weakMethod.id }),
        claimsOf(badge()),
        (input) => new Uint8Array(sign('sha256', utf8(input), weak.privateKey)),
      ),
      rejected('key_too_weak'),
      { [DID_JSON]: { json: weakDocument } },
    ),
    asJwt(
      '24',
      'a key that comes with the badge',
      jwt(badge(), { header: { kid: undefined, jwk: attacker.jwk }, key: attacker }),
      rejected('issuer_key_unbound'),
    ),
    asJwt(
      '25',
      'jku',
      header({ jku: 'https://evil.test/jwks.json' }),
      rejected('header_not_allowed'),
    ),
    asJwt(
      '25',
      'x5u',
      header({ x5u: 'https://evil.test/jwks.json' }),
      rejected('header_not_allowed'),
    ),
    asJwt(
      '26',
      'kid of another host',
      jwt(badge(), { header: { kid: 'https://evil.test/key1' }, key: attacker }),
      rejected('issuer_key_unbound'),
      { ...ISSUER_ONLINE, 'evil.test/key1': { json: attacker.jwk } },
    ),
    ...['../../etc/passwd', "' OR 1=1--", `https://${'a'.repeat(10_000)}.test/`, `${METHOD}\n`].map(
      (kid) =>
        asJwt(
          '27',
          `kid ${JSON.stringify(kid).slice(0, 30)}`,
          header({ kid }),
          rejected('kid_invalid'),
        ),
    ),
    asJwt(
      '28',
      'an unknown critical member',
      header({ crit: ['x'], x: 1 }),
      rejected('crit_unsupported'),
    ),
    asJwt('28', 'b64 false', header({ crit: ['b64'], b64: false }), rejected('crit_unsupported')),
    asJwt(
      '29',
      'two alg',
      token(`{"alg":"EdDSA","alg":"none","kid":"${METHOD}"}`, payload, unsigned),
      refused(400, 'json_duplicate_key'),
    ),
    asJwt(
      '31',
      'a private key in the header',
      header({ jwk: privateJwk }),
      rejected('private_key_exposed'),
    ),
  ];
}

function jwtTextCases(): Case[] {
  const good = jwt(badge());
  const last = good.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const next = alphabet[(alphabet.indexOf(last) + 1) % 64] ?? 'A';
  const middle = good.lastIndexOf('.') + 20;
  const texts: [what: string, text: string][] = [
    ['the last character of the signature changed', good.slice(0, -1) + next],
    ['padding', `${good}==`],
    ['a line break inside', `${good.slice(0, middle)}\n${good.slice(middle)}`],
    ['the other alphabet', `${good.slice(0, -4)}+/${good.slice(-2)}`],
  ];
  return [
    asJwt('30', 'a good token', good, verified()),
    ...texts.map(([what, text]) =>
      asJwt('30', what, text, { status: 400, code: 'jws_not_canonical' }),
    ),
    asJwt(
      '29',
      'two iss',
      good.replace(/\.[^.]+\./, `.${toBase64Url(utf8('{"iss":"a","iss":"b"}'))}.`),
      refused(400, 'json_duplicate_key'),
    ),
    asJwt('own', 'two parts', good.split('.').slice(0, 2).join('.'), {
      status: 415,
      code: 'unsupported_media',
    }),
  ];
}

function jwtClaimCases(): Case[] {
  const claims: [string, JsonObject][] = [
    ['iss', { iss: 'did:web:evil.test' }],
    ['jti', { jti: 'urn:uuid:00000000-0000-4000-8000-000000000000' }],
    ['sub', { sub: 'urn:uuid:00000000-0000-4000-8000-000000000000' }],
    ['exp', { exp: 4_000_000_000 }],
    ['nbf', { nbf: 1 }],
  ];
  return claims.map(([name, change]) => {
    const credential = name === 'exp' ? badge({ validUntil: '2036-03-01T10:00:00Z' }) : badge();
    return asJwt(
      '41',
      `${name} says something else`,
      jwt(credential, { claims: change }),
      rejected('jwt_claim_mismatch'),
    );
  });
}

/** The claims of a token around a credential, as they should be. */
function claimsOf(credential: JsonObject): JsonObject {
  return {
    ...credential,
    iss: OTHER,
    jti: credential['id'] ?? null,
    sub: (credential['credentialSubject'] as JsonObject)['id'] ?? null,
    nbf: Date.parse(String(credential['validFrom'])) / 1000,
  };
}

async function keyCases(): Promise<Case[]> {
  const good = await signed(badge());
  const withDocument = (document: JsonObject): Internet => ({ [DID_JSON]: { json: document } });
  const attackerDid = `did:key:${attacker.multibase}`;
  const weak = weakPoints().map((point) => weakPointCase(point));
  return [
    asJson(
      '32',
      'a key of the attacker’s own did:key',
      await signed(
        badge(),
        { verificationMethod: `${attackerDid}#${attacker.multibase}` },
        attacker,
      ),
      rejected('issuer_key_unbound'),
    ),
    asJson(
      '33',
      'a key that the document lacks',
      await signed(badge(), { verificationMethod: `${OTHER}#k9` }),
      rejected('verification_method_not_found'),
    ),
    asJson(
      '34',
      'a key for authentication alone',
      good,
      rejected('proof_purpose_not_authorized'),
      withDocument(didDocument({ assertionMethod: [], authentication: [METHOD] })),
    ),
    asJson(
      '35',
      'a key under another control',
      good,
      rejected('controller_mismatch'),
      withDocument(didDocument({}, { controller: 'did:web:evil.test' })),
    ),
    asJson(
      '36',
      'made for another purpose',
      await signed(badge(), { proofPurpose: 'authentication' }),
      rejected('proof_purpose_mismatch'),
    ),
    asJson(
      '38',
      'a revoked key',
      good,
      rejected('key_revoked'),
      withDocument(didDocument({}, { revoked: '2026-01-01T00:00:00Z' })),
    ),
    asJson('43', 'a stranger’s badge under an id like ours', await ofDidKey(), verified()),
    ...(await Promise.all(weak)),
  ];
}

/** A badge that a did:key issuer signed. */
async function ofDidKey(): Promise<JsonObject> {
  const did = `did:key:${attacker.multibase}`;
  const credential = badge({
    id: 'https://issuer.test/credentials/1',
    issuer: { id: did, type: ['Profile'], name: 'Centre social de la Gare' },
  });
  return signed(credential, { verificationMethod: `${did}#${attacker.multibase}` }, attacker);
}

/** The small-order points of the curve: any message verifies under one fixed signature. */
function weakPoints(): string[] {
  return [
    `01${'00'.repeat(31)}`,
    `${'00'.repeat(32)}`,
    `${'00'.repeat(31)}80`,
    `ec${'ff'.repeat(30)}7f`,
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  ];
}

async function weakPointCase(hex: string): Promise<Case> {
  const multibase = multibaseOfEd25519(new Uint8Array(Buffer.from(hex, 'hex')));
  const did = `did:key:${multibase}`;
  const credential = badge({ issuer: { id: did, type: ['Profile'], name: 'Point faible' } });
  const proof = await proofOf(credential, { verificationMethod: `${did}#${multibase}` });
  const signature = Uint8Array.from({ length: 64 }, (_, index) => (index === 0 ? 1 : 0));
  return asJson(
    '44',
    `small-order point ${hex.slice(0, 6)}`,
    { ...credential, proof: [{ ...proof, proofValue: `z${toBase58(signature)}` }] },
    rejected('key_weak_point'),
  );
}

async function proofCases(): Promise<Case[]> {
  const good = await signed(badge());
  const [proof] = good['proof'] as JsonObject[];
  const stranger = await proofOf(
    badge(),
    { verificationMethod: `did:key:${attacker.multibase}#${attacker.multibase}` },
    attacker,
  );
  const broken = { ...proof, created: '2026-11-20T14:00:00Z' } as JsonObject;
  const unknown = (change: JsonObject) =>
    ({ ...badge(), proof: [{ ...proof, ...change }] }) as JsonObject;
  const renamed = structuredClone(good);
  const subject = renamed['credentialSubject'] as JsonObject;
  (subject['achievement'] as JsonObject)['name'] = 'Diplôme de pilote';
  const tampered: [what: string, change: JsonObject][] = [
    ['another date', { validFrom: '2020-03-01T10:00:00Z' }],
    ['another id', { id: 'https://other.test/badges/2' }],
    ['another name', { name: 'Pilote' }],
  ];
  return [
    asJson(
      '40',
      'a stranger’s good proof beside a broken one',
      { ...badge(), proof: [stranger, broken] },
      // The stranger's counts for nothing: what is told is what became of the issuer's own.
      rejected('signature_invalid'),
    ),
    asJson(
      '40',
      'a stranger’s good proof alone',
      { ...badge(), proof: [stranger] },
      rejected('issuer_key_unbound'),
    ),
    asJson('42', 'a proof taken to another badge', renamed, rejected('signature_invalid')),
    ...tampered.map(([what, change]) =>
      asJson('42', what, { ...good, ...change }, rejected('signature_invalid')),
    ),
    asJson(
      '42',
      'a proof type of old software',
      unknown({ type: 'JwtProof2020' }),
      undetermined('cryptosuite_unsupported'),
    ),
    asJson(
      '49b',
      'an unknown cryptosuite',
      unknown({ cryptosuite: 'foo-2030' }),
      undetermined('cryptosuite_unsupported'),
    ),
    asJson(
      '49b',
      'Ed25519Signature2018',
      unknown({ type: 'Ed25519Signature2018' }),
      undetermined('cryptosuite_unsupported'),
    ),
    asJson('49b', 'no proof', badge(), rejected('proof_missing')),
    asJson('49b', 'an empty list of proofs', { ...badge(), proof: [] }, rejected('proof_missing')),
    asJson(
      '49b',
      '500 proofs',
      { ...badge(), proof: Array.from({ length: 500 }, () => proof as JsonValue) },
      rejected('too_many_proofs'),
    ),
    asJson(
      'own',
      'a proof that is a text',
      { ...badge(), proof: 'trust me' },
      rejected('proof_malformed'),
    ),
    asJson(
      'own',
      'a proof value that is no signature',
      unknown({ proofValue: 'z11' }),
      rejected('signature_invalid'),
    ),
  ];
}

async function dateCases(): Promise<Case[]> {
  const hour = 3_600_000;
  const day = 24 * hour;
  const dated: [what: string, change: JsonObject, code: string][] = [
    ['from tomorrow', { validFrom: at(day) }, 'not_yet_valid'],
    ['until yesterday', { validUntil: at(-day) }, 'expired'],
    [
      'ends before it begins',
      { validFrom: at(-day), validUntil: at(-2 * day) },
      'validity_inverted',
    ],
    ['30 February', { validFrom: '2026-02-30T00:00:00Z' }, 'date_invalid'],
    ['no time zone', { validFrom: '2026-02-03T00:00:00' }, 'date_invalid'],
    ['a leap second', { validFrom: '2016-12-31T23:59:60Z' }, 'date_invalid'],
  ];
  return [
    asJson(
      '37',
      'made in an hour',
      await signed(badge(), { created: at(hour) }),
      rejected('proof_in_future'),
    ),
    asJson(
      '37',
      'made in four minutes',
      await signed(badge(), { created: at(240_000) }),
      verified(),
    ),
    asJson(
      '38',
      'a proof that has ended',
      await signed(badge(), { expires: at(-day) }),
      rejected('proof_expired'),
    ),
    ...(await Promise.all(
      dated.map(async ([what, change, code]) =>
        asJson('39', what, await signed(badge(change)), rejected(code)),
      ),
    )),
  ];
}

/** A token of ES256, and the same with the other of the two signatures that hold. */
function ecdsaCases(): Case[] {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = `${OTHER}#p256`;
  const publicKeyJwk = publicKey.export({ format: 'jwk' }) as JsonObject;
  const method = { id, type: 'JsonWebKey', controller: OTHER, publicKeyJwk };
  const document = { id: OTHER, verificationMethod: [method], assertionMethod: [id] };
  const signature = (input: string) =>
    new Uint8Array(sign('sha256', utf8(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }));
  const otherWay = (input: string) => {
    const bytes = signature(input);
    const s = BigInt(`0x${Buffer.from(bytes.slice(32)).toString('hex')}`);
    const flipped = (ORDER_OF_P256 - s).toString(16).padStart(64, '0');
    return new Uint8Array([...bytes.slice(0, 32), ...Buffer.from(flipped, 'hex')]);
  };
  const header = JSON.stringify({ alg: 'ES256', kid: id, typ: 'JWT' });
  const online = { [DID_JSON]: { json: document } };
  return [
    asJwt('45', 'ES256', token(header, claimsOf(badge()), signature), verified(), online),
    asJwt(
      '45',
      'ES256 with s replaced by n - s',
      token(header, claimsOf(badge()), otherWay),
      verified(),
      online,
    ),
  ];
}

const ORDER_OF_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Names and texts that mean to be taken for something else. */
async function shownCases(): Promise<Case[]> {
  const host = 'centre-sociai.test';
  const did = `did:web:${host}`;
  const own = didDocument({}, {}, KEY, did);
  const lookAlike = await signed(
    badge({ issuer: { id: did, type: ['Profile'], name: 'Centre social Belleville' } }),
    { verificationMethod: `${did}#${KEY.multibase}` },
  );
  const named = (name: string) => signed(badge({ issuer: { id: OTHER, type: ['Profile'], name } }));
  const criteria = badge();
  const subject = criteria['credentialSubject'] as JsonObject;
  (subject['achievement'] as JsonObject)['criteria'] = {
    narrative:
      '<script>alert(1)</script> [x](javascript:alert(1)) ![](http://tracker.evil.test/x.png)',
  };
  return [
    asJson('46', 'a look-alike domain', lookAlike, verified(), {
      [`${host}/.well-known/did.json`]: { json: own },
    }),
    asJson('48', 'a name turned around', await named('\u202Eelbatpecca'), verified()),
    asJson(
      '48',
      'a hundred accents on one letter',
      await named(`a${'\u0301'.repeat(100)}`),
      verified(),
    ),
    asJson('49', 'criteria that would run or fetch', await signed(criteria), verified()),
  ];
}
