import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { answerOf } from '../../src/domain/verification.ts';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { onlyProof } from '../proofs/finding.ts';
import { signEcdsa } from '../proofs/stock-issuer.ts';
import { badge, DID_JSON, didDocument, jwt, OTHER, signed, useWorld } from './other-issuer.ts';

// Shapes that credentials of other issuers were seen to have, and that none of the shared vectors
// has: each in a credential of our own, properly signed, with the rule that decides.

const world = useWorld();
const reportOn = (given: JsonObject) => world().service.verifyBytes(utf8(JSON.stringify(given)));
const [BASE, OPEN_BADGES] = badge()['@context'] as [string, string];
const subject = badge()['credentialSubject'] as JsonObject;

/** What is found of a badge that its issuer signed as it is. */
async function schemaOf(given: JsonObject) {
  const report = await reportOn(await signed(given));
  const schema = report.checks.find(({ name }) => name === 'schema');
  return { verdict: report.verdict, answer: answerOf(report), path: schema?.params['path'] };
}

/** Rejected, and no forgery: a person is not told that someone falsified it. */
const badlyFormed = (path: string) => ({ verdict: 'rejected', answer: 'cannot_say', path });

describe('the shape of a badge', () => {
  test('whose subject has neither id nor identifier: nobody earned it (verification, step 1)', async () => {
    const { id: _, ...nobody } = subject;
    const named = { ...nobody, name: 'Zoé' };
    expect(await schemaOf(badge({ credentialSubject: nobody }))).toEqual(
      badlyFormed('/credentialSubject'),
    );
    expect(await schemaOf(badge({ credentialSubject: named }))).toMatchObject({
      verdict: 'rejected',
      answer: 'cannot_say',
    });
  });

  test('whose subject has an identifier in place of an id is good', async () => {
    const { id: _, ...nobody } = subject;
    const identifier = {
      type: 'IdentityObject',
      hashed: false,
      identityHash: 'Zoé',
      identityType: 'name',
      salt: 'unused',
    };
    for (const one of [identifier, [identifier]]) {
      const credentialSubject = { ...nobody, identifier: one };
      expect(await schemaOf(badge({ credentialSubject }))).toMatchObject({ verdict: 'verified' });
    }
  });

  test('whose issuer has a text for a picture: an Image is an object (section B.1.10)', async () => {
    const image = 'https://other.test/logo.png';
    const issuer = { id: OTHER, type: ['Profile'], name: 'Autre centre' };
    expect(await schemaOf(badge({ issuer: { ...issuer, image } }))).toEqual(
      badlyFormed('/issuer/image'),
    );
    const whole = { id: image, type: 'Image', caption: 'Le logo' };
    expect(await schemaOf(badge({ issuer: { ...issuer, image: whole } }))).toMatchObject({
      verdict: 'verified',
    });
  });

  test('that is badly formed and has ended: it has ended', async () => {
    const { id: _, ...nobody } = subject;
    const ended = badge({ credentialSubject: nobody, validUntil: '2026-04-01T24:00:00Z' });
    expect(await schemaOf(ended)).toMatchObject({
      verdict: 'rejected',
      answer: 'authentic_no_longer_valid',
    });
  });
});

describe('the words of Open Badges in what is no badge', () => {
  const opinion: JsonObject = {
    '@context': [BASE, OPEN_BADGES],
    id: 'https://other.test/opinions/1',
    type: ['VerifiableCredential'],
    issuer: OTHER,
    validFrom: '2026-03-01T10:00:00Z',
    credentialSubject: {
      id: 'https://other.test/issuers/2',
      type: ['EndorsementSubject'],
      endorsementComment: 'Un centre sérieux.',
    },
  };

  test('are read as a credential: the rules of badges are for their types (verification)', async () => {
    const report = await reportOn(await signed(opinion));
    expect(report).toMatchObject({ verdict: 'verified', kind: 'credential' });
    expect(report.warnings).toContain('not_an_open_badge');
  });

  test('do not let it bring words of its own', async () => {
    const contexts = [BASE, OPEN_BADGES, { Avis: 'https://other.test/words#Avis' }];
    const { proof } = await signed(opinion);
    const finding = await world().verify({
      ...opinion,
      '@context': contexts,
      ...(proof && { proof }),
    });
    expect(finding.verdict).toBe('rejected');
    expect(finding.codes).toContain('context_not_allowed');
  });

  test('and a type that no context defines is refused, whatever it is called', async () => {
    const changed = { ...opinion, type: ['VerifiableCredential', 'OpenBadge'] };
    const { proof } = await signed(opinion);
    const finding = await world().verify({ ...changed, ...(proof && { proof }) });
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['unmapped_term'] });
  });
});

test('a key of P-384 over several things without an id (VC-DI-ECDSA: SHA-384 throughout)', async () => {
  const evidence = ['Plan', 'Photo', 'Film'].map((name) => ({ type: ['Evidence'], name }));
  const given = await signEcdsa(badge({ evidence }), 'P-384');
  const id = String(onlyProof(given)['verificationMethod']);
  const publicKeyMultibase = id.split('#')[1] ?? '';
  const method = { id, type: 'Multikey', controller: OTHER, publicKeyMultibase };
  const document = didDocument({ verificationMethod: [method], assertionMethod: [id] });
  world().documents.set(DID_JSON, document);
  expect(await world().verify(given)).toMatchObject({ verdict: 'verified', codes: [] });
  const [first, ...others] = evidence;
  const swapped = [...others, first ?? {}].map((one, at) => ({ ...one, id: `urn:x:${at}` }));
  expect(await world().verify({ ...given, evidence: swapped })).toMatchObject({
    codes: ['signature_invalid'],
  });
});

test.each([
  [32, 'verified'],
  [0, 'rejected'],
  [20, 'rejected'],
])(
  'PS256 with a salt of %d bytes is %s: as long as the digest (RFC 7518 section 3.5)',
  async (saltLength, verdict) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const id = `${OTHER}#rsa`;
    const publicKeyJwk = publicKey.export({ format: 'jwk' }) as JsonObject;
    const method = { id, type: 'JsonWebKey', controller: OTHER, publicKeyJwk };
    const document = didDocument({ verificationMethod: [method], assertionMethod: [id] });
    world().documents.set(DID_JSON, document);
    const input = jwt(badge(), { header: { alg: 'PS256', kid: id } })
      .split('.')
      .slice(0, 2)
      .join('.');
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const signature = sign('sha256', utf8(input), { key: privateKey, padding, saltLength });
    const finding = await world().verify(`${input}.${toBase64Url(new Uint8Array(signature))}`);
    expect(finding).toMatchObject({
      verdict,
      codes: verdict === 'verified' ? [] : ['signature_invalid'],
    });
  },
);
