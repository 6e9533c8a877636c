import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { type Canary, openCanary } from '../egress/canary.ts';
import { codeOf } from '../egress/harness.ts';
import { openService, type TestService } from '../harness.ts';
import { badge, jwt, KEY, signed, statusEntry } from './other-issuer.ts';

// T01 to T04: whatever a badge names, nothing inside this network hears of it. The connections are
// the real ones here; names lead to this machine.

let t: TestService;
let canary: Canary;
beforeAll(async () => {
  canary = await openCanary();
  t = await openService({
    outside: { resolve: async () => [{ address: '127.0.0.1', family: 4 }] },
  });
});
afterAll(async () => {
  await t.stop();
  await canary.close();
});

const urls = () => [
  ...canary.places.map((place) => `https://${place}/x`),
  'https://rebound.test/x',
];
const dids = () =>
  [...canary.places, 'rebound.test'].map(
    (place) => `did:web:${encodeURIComponent(place.replace(/[[\]]/g, ''))}`,
  );

/** A badge that holds, of an issuer that needs no network, with every word that leads elsewhere. */
async function badgeThatNames(id: string): Promise<JsonObject> {
  const did = `did:key:${KEY.multibase}`;
  const method = { verificationMethod: `${did}#${KEY.multibase}` };
  const base = badge({
    issuer: { id: did, type: ['Profile'] },
    credentialStatus: statusEntry({ statusListCredential: id }),
    credentialSchema: [{ id, type: 'JsonSchema' }],
    refreshService: { id, type: '1EdTechCredentialRefresh' },
    endorsementJwt: [jwt(badge({ type: ENDORSEMENT, issuer: { id } }), { header: { kid: id } })],
  });
  const contexts = [...(base['@context'] as string[]), EXTENSIONS];
  return signed({ ...base, '@context': contexts }, method);
}

const ENDORSEMENT = ['VerifiableCredential', 'EndorsementCredential'];
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

describe('nobody inside is called', () => {
  test.each<[string, () => Promise<(JsonObject | string)[]>]>([
    [
      'as an issuer',
      async () => [...urls(), ...dids()].map((id) => ({ ...badge({ issuer: { id } }), proof: [] })),
    ],
    [
      'as the place of a key',
      async () => {
        const given = await signed(badge());
        const [proof] = given['proof'] as JsonObject[];
        return [...urls(), ...dids()].map((verificationMethod) => ({
          ...given,
          issuer: { id: verificationMethod },
          proof: [{ ...proof, verificationMethod }],
        }));
      },
    ],
    [
      'as the key of a token',
      async () =>
        urls().map((kid) =>
          jwt(badge({ issuer: { id: new URL(kid).origin } }), { header: { alg: 'RS256', kid } }),
        ),
    ],
    [
      'as a status list, a schema, a refresh or an endorser',
      async () => Promise.all(urls().map(badgeThatNames)),
    ],
  ])('%s', async (_, make) => {
    for (const given of await make()) {
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      const report = await t.service.verifyBytes(utf8(text));
      expect(report.verdict).not.toBe('verified');
      expect(report.contacted).toEqual([]);
    }
    expect(canary.calls()).toBe(0);
  });

  test('though the badge that names it holds, and asks for it', async () => {
    const text = JSON.stringify(await badgeThatNames('https://rebound.test/x'));
    const report = await t.service.verifyBytes(utf8(text));
    const open = report.checks.filter(({ outcome }) => outcome === 'unknown');
    expect(open.map(({ code, detail }) => `${code} ${detail.split(' ')[0]}`)).toEqual([
      'status_unreachable remote_unreachable',
      'credential_schema_unreachable remote_unreachable',
    ]);
    expect(report.warnings).toEqual(['refresh_unreachable']);
  });

  test('and each is blocked when it is asked for', async () => {
    const session = t.service.egress.session();
    for (const url of urls()) {
      const isName = url.includes('rebound.test');
      expect(await codeOf(session.get(url, { accept: 'application/json', why: 'status' }))).toBe(
        // Whether a name exists within is not told.
        isName ? 'remote_unreachable' : 'egress_blocked',
      );
    }
    expect(session.contacted).toEqual([]);
    expect(canary.calls()).toBe(0);
  });
});
