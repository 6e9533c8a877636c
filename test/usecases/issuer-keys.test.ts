import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
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
  signed,
  useWorld,
} from './other-issuer.ts';

const world = useWorld();
const verify = (given: JsonObject | string) => world().verify(given);
const publish = (place: string, document: JsonObject) => world().documents.set(place, document);

const P1363 = { dsaEncoding: 'ieee-p1363' } as const;
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const EDWARDS = generateKeyPairSync('ed25519');

interface Signer {
  readonly pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly digest: string | null;
  readonly options?: object;
}

/** Each JOSE algorithm that is allowed, with a key of its own kind. */
const SIGNERS: Readonly<Record<string, Signer>> = {
  RS256: { pair: RSA, digest: 'sha256' },
  PS256: { pair: RSA, digest: 'sha256', options: PSS },
  ES256: { pair: P256, digest: 'sha256', options: P1363 },
  ES384: { pair: P384, digest: 'sha384', options: P1363 },
  EdDSA: { pair: EDWARDS, digest: null },
  Ed25519: { pair: EDWARDS, digest: null },
};
const ALGS = Object.keys(SIGNERS);

const signerOf = (alg: string) => SIGNERS[alg] as Signer;
const jwkOf = (alg: string) => signerOf(alg).pair.publicKey.export({ format: 'jwk' }) as JsonObject;

/** The token of a badge by this issuer, signed again with the key of `alg`. */
function tokenOf(alg: string, issuer: string, header: JsonObject, claims: JsonObject = {}): string {
  const credential = badge({ issuer: { id: issuer, type: ['Profile'], name: 'x' } });
  const [head, payload] = jwt(credential, { header: { alg, ...header }, claims }).split('.');
  const input = `${head}.${payload}`;
  const { pair, digest, options } = signerOf(alg);
  const signature = sign(digest, utf8(input), { key: pair.privateKey, ...options });
  return `${input}.${toBase64Url(new Uint8Array(signature))}`;
}

const VERIFIED = { verdict: 'verified', codes: [] };
const rejected = (code: string) => ({
  verdict: 'rejected',
  codes: expect.arrayContaining([code]),
});
const undetermined = (code: string) => ({
  verdict: 'undetermined',
  codes: expect.arrayContaining([code]),
});

/** The document of `OTHER` with the key of `alg` as a JWK. */
function withJwk(alg: string, change: JsonObject = {}): JsonObject {
  const id = `${OTHER}#jwk`;
  const method = { id, type: 'JsonWebKey', controller: OTHER, publicKeyJwk: jwkOf(alg), ...change };
  return didDocument({ verificationMethod: [method], assertionMethod: [id] });
}

describe.each(ALGS)('a token signed with %s', (alg) => {
  test('by a key of the DID document', async () => {
    publish(DID_JSON, withJwk(alg));
    expect(await verify(tokenOf(alg, OTHER, { kid: `${OTHER}#jwk` }))).toMatchObject(VERIFIED);
  });

  test('by the jwk of its header, or by an https address, that the DID document has', async () => {
    publish(DID_JSON, withJwk(alg));
    publish('other.test/keys/1', jwkOf(alg));
    const byJwk = { jwk: jwkOf(alg), kid: undefined as never };
    expect(await verify(tokenOf(alg, OTHER, byJwk))).toMatchObject(VERIFIED);
    const byAddress = { kid: 'https://other.test/keys/1' };
    expect(await verify(tokenOf(alg, OTHER, byAddress))).toMatchObject(VERIFIED);
  });

  test('by did:jwk', async () => {
    const issuer = `did:jwk:${toBase64Url(utf8(JSON.stringify(jwkOf(alg))))}`;
    const named = await verify(tokenOf(alg, issuer, { kid: `${issuer}#0` }));
    expect(named).toMatchObject({ ...VERIFIED, asked: [] });
    const short = { kid: '#0', typ: 'vc+jwt', cty: 'vc' };
    expect(await verify(tokenOf(alg, issuer, short))).toMatchObject(VERIFIED);
  });

  test('by the JWKS of an https issuer that has no other document', async () => {
    const issuer = 'https://other.test/profile';
    publish('other.test/.well-known/jwks.json', { keys: [{ ...jwkOf(alg), iss: issuer }] });
    const header = { jwk: jwkOf(alg), kid: undefined as never };
    expect(await verify(tokenOf(alg, issuer, header))).toMatchObject(VERIFIED);
  });

  test('with the key of another kind does not hold', async () => {
    const other = alg === 'ES256' ? 'ES384' : 'ES256';
    publish(DID_JSON, withJwk(other));
    const header = { kid: `${OTHER}#jwk` };
    expect(await verify(tokenOf(alg, OTHER, header))).toMatchObject(rejected('signature_invalid'));
  });
});

describe('a key that its owner keeps for one algorithm (SECURITY T13, RFC 7517 section 4.4)', () => {
  const kid = `${OTHER}#jwk`;
  const keptFor = (alg: string, only: string) =>
    withJwk(alg, { publicKeyJwk: { ...jwkOf(alg), alg: only } });

  test.each(ALGS)('verifies %s when it is for that', async (alg) => {
    publish(DID_JSON, keptFor(alg, alg));
    expect(await verify(tokenOf(alg, OTHER, { kid }))).toMatchObject(VERIFIED);
  });

  test.each([
    ['RS256', 'PS256'],
    ['PS256', 'RS256'],
    ['RS256', 'RSA-OAEP-256'],
    ['ES256', 'ECDH-ES'],
  ])('verifies no %s when it is for %s', async (alg, only) => {
    publish(DID_JSON, keptFor(alg, only));
    expect(await verify(tokenOf(alg, OTHER, { kid }))).toMatchObject(rejected('alg_not_allowed'));
  });

  test('two names of one algorithm are one (RFC 9864)', async () => {
    publish(DID_JSON, keptFor('EdDSA', 'Ed25519'));
    expect(await verify(tokenOf('EdDSA', OTHER, { kid }))).toMatchObject(VERIFIED);
    publish(DID_JSON, keptFor('EdDSA', 'EdDSA'));
    expect(await verify(tokenOf('Ed25519', OTHER, { kid }))).toMatchObject(VERIFIED);
  });

  test('says so where the token leads, when the DID document does not', async () => {
    publish(DID_JSON, withJwk('RS256'));
    publish('other.test/keys/ps', { ...jwkOf('RS256'), alg: 'PS256' });
    const header = { kid: 'https://other.test/keys/ps' };
    expect(await verify(tokenOf('PS256', OTHER, header))).toMatchObject(VERIFIED);
    expect(await verify(tokenOf('RS256', OTHER, header))).toMatchObject(
      rejected('alg_not_allowed'),
    );
  });

  test('also of an embedded proof', async () => {
    const publicKeyJwk = { ...KEY.jwk, alg: 'ECDH-ES' };
    publish(DID_JSON, didDocument({}, { publicKeyMultibase: undefined as never, publicKeyJwk }));
    expect(await verify(await signed(badge()))).toMatchObject(rejected('alg_not_allowed'));
    publish(
      DID_JSON,
      didDocument(
        {},
        { publicKeyMultibase: undefined as never, publicKeyJwk: { ...KEY.jwk, alg: 'EdDSA' } },
      ),
    );
    world().clock.now = new Date(world().clock.now.getTime() + 3_600_000);
    expect(await verify(await signed(badge()))).toMatchObject(VERIFIED);
  });
});

describe('the keys of one host for several issuers (checklist 2.3, rule J7; T15)', () => {
  const header = { jwk: jwkOf('ES256'), kid: undefined as never };
  const token = (issuer: string) => tokenOf('ES256', issuer, header);
  let hosts = 0;

  /** A host of its own for each test: what was not found there is remembered for a while. */
  function newHost() {
    hosts += 1;
    const host = `shared${hosts}.test`;
    const issuer = `https://${host}/victim`;
    return {
      origin: `https://${host}`,
      issuer,
      jwks: (...keys: JsonObject[]) => publish(`${host}/.well-known/jwks.json`, { keys }),
      profile: (change: JsonObject) =>
        publish(`${host}/victim`, { id: issuer, type: 'Profile', ...change }),
    };
  }

  test('an entry that names another issuer is not the victim’s', async () => {
    const { origin, issuer, jwks } = newHost();
    const mallory = { ...jwkOf('ES256'), iss: `${origin}/mallory` };
    jwks(mallory, { ...jwkOf('RS256'), iss: issuer });
    expect(await verify(token(issuer))).toMatchObject(rejected('issuer_key_unbound'));
  });

  test('an entry that names nobody leaves it unknown', async () => {
    const { issuer, jwks, profile } = newHost();
    jwks(jwkOf('ES256'));
    profile({});
    expect(await verify(token(issuer))).toMatchObject(undetermined('key_unlisted'));
  });

  test('an entry that names nobody is the host’s own', async () => {
    const { origin, jwks } = newHost();
    jwks(jwkOf('ES256'));
    expect(await verify(token(origin))).toMatchObject(VERIFIED);
    expect(await verify(token(`${origin}/`))).toMatchObject(VERIFIED);
  });

  test('the profile may list the key instead', async () => {
    const { issuer, profile } = newHost();
    profile({ publicKey: { id: `${issuer}#k`, owner: issuer, publicKeyJwk: jwkOf('ES256') } });
    expect(await verify(token(issuer))).toMatchObject(VERIFIED);
    const named = tokenOf('ES256', issuer, { kid: `${issuer}#k` });
    expect(await verify(named)).toMatchObject({ ...VERIFIED, asked: [issuer.slice(8)] });
  });

  test('a profile that lists other keys does not', async () => {
    const { issuer, jwks, profile } = newHost();
    jwks();
    const key = { id: `${issuer}#k`, controller: issuer, publicKeyJwk: jwkOf('RS256') };
    profile({ publicKey: [key] });
    expect(await verify(token(issuer))).toMatchObject(rejected('issuer_key_unbound'));
  });

  test('nothing that can be read leaves it unknown', async () => {
    expect(await verify(token(newHost().issuer))).toMatchObject(undetermined('remote_not_found'));
  });
});

describe('did:jwk', () => {
  const issuerOf = (jwk: object) => `did:jwk:${toBase64Url(utf8(JSON.stringify(jwk)))}`;
  const token = (issuer: string) => tokenOf('EdDSA', issuer, { kid: `${issuer}#0` });
  const weak = toBase64Url(Uint8Array.of(1, ...new Array<number>(31).fill(0)));

  test.each([
    [
      'row 31: with its private half',
      EDWARDS.privateKey.export({ format: 'jwk' }),
      'private_key_exposed',
    ],
    ['row 44: of small order', { kty: 'OKP', crv: 'Ed25519', x: weak }, 'key_weak_point'],
    [
      'row 23: too short',
      { kty: 'RSA', n: toBase64Url(new Uint8Array(128).fill(255)), e: 'AQAB' },
      'key_too_weak',
    ],
    ['that is no key', ['a'], 'did_invalid'],
  ])('%s', async (_, jwk, code) => {
    expect(await verify(token(issuerOf(jwk)))).toMatchObject(rejected(code));
  });

  test('with two keys of one name, or in another alphabet', async () => {
    const double = '{"kty":"OKP","crv":"Ed25519","x":"AA","x":"AB"}';
    expect(await verify(token(`did:jwk:${toBase64Url(utf8(double))}`))).toMatchObject(
      rejected('did_invalid'),
    );
    expect(await verify(token(`${issuerOf(jwkOf('EdDSA'))}%3D`))).toMatchObject(
      rejected('did_invalid'),
    );
  });
});

describe('the dates of a key against those of the proof (row 38)', () => {
  const CREATED = '2026-11-20T15:00:00Z';
  test.each([
    [{ expires: '2026-11-20T16:00:00Z' }, 'verified'],
    [{ expires: '2026-11-20T14:00:00Z' }, 'rejected'],
    [{ expires: 'soon' }, 'rejected'],
    // Whoever stole a key dates back as they like.
    [{ revoked: '2026-11-20T15:00:30Z' }, 'rejected'],
    [{ revoked: 'yes' }, 'rejected'],
    [{ revoked: at(86_400_000) }, 'verified'],
  ])('%j: %s', async (change, verdict) => {
    publish(DID_JSON, didDocument({}, change));
    expect(await verify(await signed(badge(), { created: CREATED }))).toMatchObject({ verdict });
  });

  test('a token is as old as its iat, else its nbf', async () => {
    publish(DID_JSON, didDocument({}, { expires: '2026-11-20T16:00:00Z' }));
    expect(await verify(jwt(badge()))).toMatchObject(VERIFIED);
    const iat = Date.parse('2026-11-20T17:00:00Z') / 1000;
    expect(await verify(jwt(badge(), { claims: { iat } }))).toMatchObject(rejected('key_revoked'));
  });

  test('a key that a token brings itself is revoked all the same', async () => {
    publish(DID_JSON, didDocument({}, { revoked: '2026-01-01T00:00:00Z' }));
    const header = { kid: undefined, jwk: KEY.jwk };
    expect(await verify(jwt(badge(), { header }))).toMatchObject(rejected('key_revoked'));
  });
});

describe('several proofs (row 40, T17)', () => {
  const attacker = newKey();
  const stranger = `did:key:${attacker.multibase}#${attacker.multibase}`;
  const later = { type: 'DataIntegrityProof', cryptosuite: 'foo-2030' };

  test('a stranger’s counts for nothing beside one that cannot be read', async () => {
    const credential = await signed(badge(), { verificationMethod: stranger }, attacker);
    const proof = [credential['proof'], later].flat() as JsonObject[];
    expect(await verify({ ...credential, proof })).toMatchObject(
      undetermined('cryptosuite_unsupported'),
    );
  });

  test('the issuer’s own that fails is not saved by one that cannot be read', async () => {
    const { proof = [] } = await signed(badge({ name: 'Autre chose' }));
    const proofs = [later, proof].flat() as JsonObject[];
    expect(await verify({ ...badge(), proof: proofs })).toMatchObject(
      rejected('signature_invalid'),
    );
  });

  test('the fifth is one too many', async () => {
    const { proof = [] } = await signed(badge());
    const proofs = [later, later, later, later, proof].flat() as JsonObject[];
    expect(await verify({ ...badge(), proof: proofs })).toMatchObject(rejected('too_many_proofs'));
  });

  test('one that builds on a proof that is not there', async () => {
    const { proof } = await signed(badge(), { previousProof: 'urn:uuid:1' });
    expect(await verify({ ...badge(), proof: proof ?? [] })).toMatchObject(
      rejected('proof_chain_broken'),
    );
  });
});

describe('the header of a token (VC-JOSE-COSE)', () => {
  test.each([
    ['cty of another form', { typ: 'vc+jwt', cty: 'vp' }, 'header_not_allowed'],
    ['cty of the form of Open Badges', { cty: 'vc' }, 'header_not_allowed'],
    ['iss of another', { typ: 'vc+jwt', iss: 'did:web:evil.test' }, 'jwt_claim_mismatch'],
    ['a kid of the document, in the form of Open Badges', { kid: '#k' }, 'kid_invalid'],
    ['a kid of no document', { typ: 'vc+jwt', kid: 'k' }, 'kid_invalid'],
  ])('%s', async (_, header, code) => {
    expect(await verify(jwt(badge(), { header }))).toMatchObject(rejected(code));
  });

  test('says what is inside and by whom', async () => {
    const header = { typ: 'vc+jwt', cty: 'vc', iss: OTHER, kid: METHOD };
    expect(await verify(jwt(badge(), { header }))).toMatchObject(VERIFIED);
  });
});
