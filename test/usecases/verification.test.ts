import { describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { multibaseOfEd25519 } from '../../src/proofs/keys.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { awardCsv, openCentre } from '../harness.ts';
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
import { expectSound } from './soundness.ts';

const DAY = 86_400_000;

const attacker = newKey();
const ATTACKER = `did:key:${attacker.multibase}`;
const ATTACKER_METHOD = `${ATTACKER}#${attacker.multibase}`;

const world = useWorld();

const verify = (given: JsonObject | string) => world().verify(given);

describe('a good badge of someone else', () => {
  test('is verified, with their DID document asked for and nothing else', async () => {
    const finding = await verify(await signed(badge()));
    expect(finding).toEqual({ verdict: 'verified', codes: [], asked: [DID_JSON], warnings: [] });
  });

  test('so is the JWT, by a kid of their document', async () => {
    expect(await verify(jwt(badge()))).toEqual({
      verdict: 'verified',
      codes: [],
      asked: [DID_JSON],
      warnings: [],
    });
  });

  test('so is the JWT, by a jwk that their document has', async () => {
    const header = { kid: undefined, jwk: KEY.jwk };
    expect(await verify(jwt(badge(), { header }))).toMatchObject({ verdict: 'verified' });
  });

  test('so is a badge by did:key, with nobody asked', async () => {
    const own = badge({ issuer: { id: ATTACKER, type: ['Profile'], name: 'x' } });
    const badgeText = await signed(own, { verificationMethod: ATTACKER_METHOD }, attacker);
    expect(await verify(badgeText)).toMatchObject({ verdict: 'verified', asked: [] });
  });

  test('is undetermined when its issuer cannot be reached: could-not-tell is never false', async () => {
    const credential = badge({ issuer: { id: 'did:web:gone.test', type: ['Profile'] } });
    const text = await signed(credential, { verificationMethod: 'did:web:gone.test#k' });
    expect(await verify(text)).toMatchObject({
      verdict: 'undetermined',
      codes: expect.arrayContaining(['key_unresolvable']),
    });
  });

  test('our own documents are read without the network', async () => {
    const { profile, achievement } = await openCentre(world().service);
    await awardCsv(world().service, profile, achievement, 'Prénom\nLéa\n');
    const [ours] = await expectSound(world().service, profile, 1);
    expect(await verify(ours?.text ?? '')).toMatchObject({ verdict: 'verified', asked: [] });
  });
});

describe('a key that is not the issuer’s proves nothing', () => {
  test('row 24: a JWT with the attacker’s jwk is issuer_key_unbound', async () => {
    const header = { kid: undefined, jwk: attacker.jwk };
    expect(await verify(jwt(badge(), { header, key: attacker }))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['issuer_key_unbound']),
    });
  });

  test('row 26: a kid on another host is issuer_key_unbound, and that host is never asked', async () => {
    world().documents.set('evil.test/key1', attacker.jwk);
    const header = { kid: 'https://evil.test/key1' };
    expect(await verify(jwt(badge(), { header, key: attacker }))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['issuer_key_unbound']),
      asked: [],
    });
  });

  test('row 26: nor does a key on the issuer’s host count unless its document has it', async () => {
    world().documents.set('other.test/uploads/key.json', attacker.jwk);
    const header = { kid: 'https://other.test/uploads/key.json' };
    expect(await verify(jwt(badge(), { header, key: attacker }))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['issuer_key_unbound']),
    });
  });

  test.each([ATTACKER_METHOD, 'did:web:evil.test#k', 'https://evil.test/key#1', 'https://[bad/'])(
    'row 32: the verification method of a stranger is issuer_key_unbound, and nobody is asked (case %#)',
    async (verificationMethod) => {
      const text = await signed(badge(), { verificationMethod }, attacker);
      expect(await verify(text)).toMatchObject({
        verdict: 'rejected',
        codes: expect.arrayContaining(['issuer_key_unbound']),
        asked: [],
      });
    },
  );

  test.each([ATTACKER_METHOD, 'https://[bad/'])(
    'row 32: nor does a did:key issuer have another key (case %#)',
    async (verificationMethod) => {
      const own = badge({ issuer: { id: `did:key:${KEY.multibase}`, type: ['Profile'] } });
      expect(await verify(await signed(own, { verificationMethod }, attacker))).toMatchObject({
        verdict: 'rejected',
        codes: expect.arrayContaining(['issuer_key_unbound']),
      });
    },
  );

  test('row 33: a key that the document has not', async () => {
    const text = await signed(badge(), { verificationMethod: `${OTHER}#k9` }, attacker);
    expect(await verify(text)).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['verification_method_not_found']),
    });
  });

  test('row 33, T15: a document beside the DID document adds no key to a did:web', async () => {
    const id = 'https://other.test/uploads/method.json';
    const method = { id, controller: OTHER, publicKeyMultibase: attacker.multibase };
    world().documents.set('other.test/uploads/method.json', method);
    const text = await signed(badge(), { verificationMethod: id }, attacker);
    expect(await verify(text)).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['verification_method_not_found']),
      asked: [DID_JSON],
    });
  });

  test.each([
    [
      'row 34: only for authentication',
      didDocument({ assertionMethod: [], authentication: [METHOD] }),
      'proof_purpose_not_authorized',
    ],
    [
      'row 35: under someone else’s control',
      didDocument({}, { controller: 'did:web:evil.test' }),
      'controller_mismatch',
    ],
    ['row 38: revoked', didDocument({}, { revoked: '2026-01-01T00:00:00Z' }), 'key_revoked'],
    ['row 38: expired', didDocument({}, { expires: '2026-01-01T00:00:00Z' }), 'key_revoked'],
    [
      'row 64: in a document of another id',
      didDocument({ id: 'did:web:evil.test' }),
      'did_id_mismatch',
    ],
    [
      'row 44: of small order',
      didDocument(
        {},
        { publicKeyMultibase: multibaseOfEd25519(Uint8Array.of(1, ...new Uint8Array(31))) },
      ),
      'key_weak_point',
    ],
    [
      'row 31: with its private half beside it',
      didDocument(
        {},
        {
          publicKeyMultibase: undefined as never,
          publicKeyJwk: KEY.privateKey.export({ format: 'jwk' }) as JsonObject,
        },
      ),
      'private_key_exposed',
    ],
  ])('%s', async (_, document, code) => {
    world().documents.set(DID_JSON, document);
    const finding = await verify(await signed(badge()));
    expect(finding.verdict).toBe('rejected');
    expect(finding.codes.join()).toContain(code);
  });

  test('row 38: a key that expires later is good', async () => {
    world().documents.set(DID_JSON, didDocument({}, { expires: at(DAY) }));
    expect(await verify(await signed(badge()))).toMatchObject({ verdict: 'verified' });
  });
});

test('row 43: a stranger’s badge with the id of one of ours is the stranger’s', async () => {
  const { service } = world();
  const [profile] = await service.store.profiles.list();
  const centre = profile ?? (await openCentre(service)).profile;
  const id = 'urn:uuid:0b8e1f52-6b8e-4b43-8a86-000000000000';
  const own = badge({ id, issuer: { id: ATTACKER, type: ['Profile'], name: centre.name } });
  const text = await signed(own, { verificationMethod: ATTACKER_METHOD }, attacker);
  const report = await service.verifyBytes(utf8(JSON.stringify(text)));
  expect(report).toMatchObject({
    verdict: 'verified',
    issuer: { id: ATTACKER, domain: '', recognised: false },
  });
});

test('an issuer hosted here is recognised by its own badges, never by a forgery (T24)', async () => {
  const { service } = world();
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nLéa\n');
  const { text } = await badgeOf(service, report?.award?.id ?? '');
  expect((await service.verifyText(text)).issuer.recognised).toBe(true);
  const forged = text.replace('Monte un robot', 'Monte une fusée');
  expect((await service.verifyText(forged)).issuer.recognised).toBe(false);
  const other = utf8(JSON.stringify(await signed(badge())));
  expect((await service.verifyBytes(other)).issuer.recognised).toBe(false);
});

describe('no issuer is a fault (no input gives a 5xx)', () => {
  test.each([
    'did:web:%E0%A4%A',
    'did:web:',
    'did:web',
    'did:',
    'did:key:',
    'did:key:zzz',
    'did:web:127.0.0.1',
    'did:web:other.test%2F@evil.test',
    'did:web:other.test:..:..:admin',
    'did:ethr:0x1',
    'did:jwk:e30',
    'https://',
    'https://[',
    'http://other.test/',
    'ftp://other.test/',
    'urn:x',
    `did:web:${'a'.repeat(5000)}`,
  ])('an issuer that cannot be gives a report (case %#)', async (id) => {
    const credential = badge({ issuer: { id, type: ['Profile'] } });
    const method = `${id}#k`;
    const finding = await verify(await signed(credential, { verificationMethod: method }));
    expect(['rejected', 'undetermined']).toContain(finding.verdict);
    expect(finding.asked).toEqual([]);
  });

  test.each([7, null, [], {}, { id: 7 }, ''])('nor %j', async (issuer) => {
    const finding = await verify({ ...badge({ issuer: issuer as JsonObject }), proof: {} });
    expect(finding.verdict).toBe('rejected');
  });
});
