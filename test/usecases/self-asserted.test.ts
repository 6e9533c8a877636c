import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { isSelfAsserted } from '../../src/usecases/verification/self-asserted.ts';
import { verifyPresentation } from '../../src/usecases/verification/verify-presentation.ts';
import { codeOf } from '../egress/harness.ts';
import { badge, didDocument, jwt, newKey, OTHER, signed, statusEntry } from './other-issuer.ts';
import { json, openSmallWeb, type SmallWeb } from './small-web.ts';

// SECURITY T18 and T10: what is shown is what was signed, by whom it says; and a context that gives
// a meaning to every word, which an operator may want for credentials of any kind, opens no way around.

const V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN = 'https://examples.test/contexts/open.json';
/** Open too, by the one that it leans on. */
const LEANING = 'https://examples.test/contexts/leaning.json';
const HOLDER = newKey();
const DID = `did:key:${HOLDER.multibase}`;
const METHOD = `${DID}#${HOLDER.multibase}`;

const folder = mkdtempSync(join(tmpdir(), 'ecusson-open-contexts-'));
let web: SmallWeb;
beforeAll(async () => {
  const entries = [
    [OPEN, { '@context': { '@vocab': 'https://examples.test/terms#' } }] as const,
    [LEANING, { '@context': ['open.json', {}] }] as const,
  ].map(([url, context], n) => {
    const text = JSON.stringify(context);
    writeFileSync(join(folder, `${n}.json`), text);
    return { url, file: `${n}.json`, sha256: createHash('sha256').update(text).digest('hex') };
  });
  writeFileSync(join(folder, 'list.json'), JSON.stringify(entries));
  web = await openSmallWeb({ OPERATOR_CONTEXTS: join(folder, 'list.json') });
  web.pages.set('other.test/.well-known/did.json', json(didDocument()));
});
afterAll(async () => {
  await web.stop();
  rmSync(folder, { recursive: true });
});

const present = async (shown: JsonObject) => {
  const presentation = await signed(
    {
      '@context': [V2, OPEN],
      type: ['VerifiablePresentation'],
      holder: DID,
      verifiableCredential: [shown],
    },
    { verificationMethod: METHOD, proofPurpose: 'authentication' },
    HOLDER,
  );
  const options = { proofOnly: false, mayLackProof: false };
  return verifyPresentation(web.service.verifier, presentation, options);
};

const envelope = (change: JsonObject = {}): JsonObject => ({
  '@context': [V2, OPEN],
  id: `data:application/vc+jwt,${jwt(badge(), { header: { typ: 'vc+jwt' }, key: newKey() })}`,
  type: 'EnvelopedVerifiableCredential',
  ...change,
});

describe('an envelope in a presentation', () => {
  test.each<[string, JsonObject]>([
    ['its holder for an issuer', { issuer: DID }],
    ['a date beside the token', { validUntil: '2999-01-01T00:00:00Z' }],
    ['a second type', { type: ['EnvelopedVerifiableCredential', 'VerifiableCredential'] }],
  ])('T18: that has %s is refused', async (_, change) => {
    expect(await codeOf(present(envelope(change)))).toBe('envelope_malformed');
  });

  test('T18: is never what its holder says of themselves: the token is by someone else', async () => {
    const { verified, credentials } = await present(envelope());
    expect(verified).toBe(false);
    const [{ report } = { report: undefined }] = credentials;
    expect(report?.verdict).toBe('rejected');
    expect(report?.warnings).not.toContain('self_asserted');
  });

  test('T18: not even one that names its holder as issuer, were it to come so far', () => {
    const given = { ...envelope({ issuer: DID }), proof: undefined };
    expect(isSelfAsserted(given, { holder: DID })).toBe(false);
    const listed = { ...given, type: ['EnvelopedVerifiableCredential'] };
    expect(isSelfAsserted(listed, { holder: DID })).toBe(false);
  });

  test('what the holder does say of themselves is taken as that', async () => {
    const own = {
      '@context': [V2, OPEN],
      type: ['VerifiableCredential'],
      issuer: DID,
      credentialSubject: { id: DID, hobby: 'robots' },
    };
    expect(await present(own)).toMatchObject({
      verified: true,
      credentials: [
        { report: { verdict: 'verified', warnings: expect.arrayContaining(['self_asserted']) } },
      ],
    });
    const others = await present({ ...own, issuer: OTHER });
    expect(others.verified).toBe(false);
  });
});

describe('a context of the operator that gives every word a meaning', () => {
  const also = (given: JsonObject, context: string): JsonObject => ({
    ...given,
    '@context': [...(given['@context'] as string[]), context],
  });
  const codesOf = async (given: JsonObject | string) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const { verdict, checks } = await web.service.verifyBytes(utf8(text));
    return { verdict, codes: checks.map(({ code }) => code) };
  };

  test.each([OPEN, LEANING])('T10: is none for a badge, in either form: %s', async (context) => {
    const given = also(badge(), context);
    for (const each of [await signed(badge()), jwt(given)]) {
      const changed = typeof each === 'string' ? each : also(each, context);
      expect(await codesOf(changed)).toMatchObject({
        verdict: 'rejected',
        codes: expect.arrayContaining(['context_not_allowed']),
      });
    }
  });

  test('T10: nor for an endorsement in a badge', async () => {
    const about = (badge()['credentialSubject'] as JsonObject)['achievement'] as JsonObject;
    const endorsement = also(
      {
        '@context': badge()['@context'] as string[],
        id: 'urn:uuid:endorsement',
        type: ['VerifiableCredential', 'EndorsementCredential'],
        name: 'Recommandation',
        issuer: { id: OTHER, type: ['Profile'] },
        validFrom: '2026-01-01T00:00:00Z',
        credentialSubject: { id: about['id'] ?? '', type: ['EndorsementSubject'] },
      },
      OPEN,
    );
    const given = await signed(badge({ endorsementJwt: [jwt(endorsement)] }));
    expect((await codesOf(given)).codes).toContain('endorsement_invalid');
  });

  test('T10, T22: nor for a status list', async () => {
    const entry = statusEntry({ statusListCredential: 'https://other.test/status/open' });
    const list = {
      '@context': [V2, OPEN],
      id: 'https://other.test/status/open',
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: OTHER,
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: 'https://other.test/status/open#list',
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
      },
    };
    web.pages.set('other.test/status/open', {
      type: 'application/vc+jwt',
      body: jwt(list, { header: { typ: 'vc+jwt' } }),
    });
    const given = await signed(badge({ credentialStatus: entry }));
    expect(await codesOf(given)).toMatchObject({
      verdict: 'undetermined',
      codes: expect.arrayContaining(['status_unverified']),
    });
  });
});
