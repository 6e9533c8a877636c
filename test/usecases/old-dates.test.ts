import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, badge, didDocument, openWorld, signed, type World } from './other-issuer.ts';

const CONTEXTS = [
  'https://www.w3.org/2018/credentials/v1',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://w3id.org/security/data-integrity/v1',
];
const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  world.documents.set('other.test/.well-known/did.json', didDocument());
});
afterAll(() => world.stop());

/** A badge of the data model 1.1, which knows the names of both versions for its dates. */
const old = async (dates: Record<string, string>) => {
  const { validFrom: _, ...credential } = badge({ '@context': CONTEXTS, name: 'Ancien' });
  return world.verify(await signed({ ...credential, ...dates }));
};

// VCDM 1.1 section 4.5 and 2.0 section 4.9: whatever its name, an end date ends the badge.
test('a badge of the older model is verified while its dates last', async () => {
  expect(await old({ issuanceDate: at(-DAY) })).toMatchObject({ verdict: 'verified' });
});

test.each(['expirationDate', 'validUntil'])('and has expired after its %s', async (name) => {
  expect(await old({ issuanceDate: at(-2 * DAY), [name]: at(-DAY) })).toMatchObject({
    verdict: 'rejected',
    codes: ['expired'],
  });
});

test('and begins with the later of its two starts', async () => {
  expect(await old({ issuanceDate: at(-DAY), validFrom: at(DAY) })).toMatchObject({
    verdict: 'rejected',
    codes: ['not_yet_valid'],
  });
});
