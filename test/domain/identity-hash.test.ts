import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Identity,
  identitiesOf,
  matchingIdentity,
  nearlyIdentity,
} from '../../src/domain/identity-hash.ts';
import { md5Hex } from '../../src/domain/md5.ts';

const hex = (name: string) => (text: string) => createHash(name).update(text).digest('hex');
const HASHES = { sha256: hex('sha256'), md5: md5Hex };
const EMAIL = { type: 'emailAddress', hashed: true, salt: 'Kosher' };
const KOSHER = 'b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399';

async function matches(change: Partial<Identity>, typed: string): Promise<boolean> {
  const identity = { ...EMAIL, value: `sha256$${KOSHER}`, ...change };
  return (await matchingIdentity([identity], typed, HASHES)) === identity;
}

describe('md5Hex', () => {
  test.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      '57edf4a22be3c955ac49da2e2107b67a',
    ],
  ])('%p, a vector of RFC 1321', (text, digest) => expect(md5Hex(text)).toBe(digest));

  test('agrees with the machine for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(md5Hex(text)).toBe(hex('md5')(text));
      }),
    );
  });
});

describe('a hashed identity', () => {
  test('matches with the salt behind it (CHECKLIST D7, the vectors of the standard)', async () => {
    expect(await matches({}, 'a@example.com')).toBe(true);
    const value = 'sha256$658625b25ab3d75d613ca97d9a5a77f70e2192feca5557f4ad09a4d4f121f5fc';
    expect(await matches({ value, salt: 'FleurDeSel' }, 'jjefferson18@example.com')).toBe(true);
    expect(await matches({ value, salt: 'Kosher' }, 'jjefferson18@example.com')).toBe(false);
  });

  test('is compared whatever the case of its digits and of its algorithm', async () => {
    expect(await matches({ value: `SHA256$${KOSHER.toUpperCase()}` }, 'a@example.com')).toBe(true);
    const value = `md5$${md5Hex('a@example.com').toUpperCase()}`;
    expect(await matches({ value, salt: '' }, 'a@example.com')).toBe(true);
  });

  test('is tried as typed and tidied (CHECKLIST D9)', async () => {
    expect(await matches({}, '  A@Example.com ')).toBe(true);
    const raw = { value: `sha256$${HASHES.sha256('A@Example.COM')}`, salt: '' };
    expect(await matches(raw, 'A@Example.COM')).toBe(true);
    const name = { type: 'name', value: `sha256$${HASHES.sha256("Zoë D'Arc")}`, salt: '' };
    expect(await matches(name, 'Zoe\u0308  D’Arc')).toBe(true);
  });

  test('does not match anyone else, nor by an algorithm that is not known', async () => {
    expect(await matches({}, 'b@example.com')).toBe(false);
    expect(await matches({}, '')).toBe(false);
    expect(await matches({ value: 'sha1$a' }, 'a@example.com')).toBe(false);
    expect(await matches({ value: KOSHER }, 'a@example.com')).toBe(false);
    // The digest itself is no proof of knowing the address.
    expect(await matches({}, `sha256$${KOSHER}`)).toBe(false);
  });

  test('of a name is not compared with an address, nor of an address with a name', async () => {
    const name = { type: 'name', value: `sha256$${HASHES.sha256('a@b')}`, salt: '' };
    expect(await matches(name, 'a@b')).toBe(false);
    expect(await matches({ value: `sha256$${HASHES.sha256('Léa')}`, salt: '' }, 'Léa')).toBe(false);
  });
});

describe('a plain identity', () => {
  const name = { type: 'name', hashed: false, value: 'Léa Martin', salt: '' };

  test('is compared as names are', async () => {
    expect(await matchingIdentity([name], ' léa  martin', HASHES)).toBe(name);
    expect(await matchingIdentity([name], 'Lea Martin', HASHES)).toBeUndefined();
  });

  test.each(['lea martin', 'Martin Léa', 'LÉA-MARTIN', 'martin, lea'])('is nearly %s', (typed) => {
    expect(nearlyIdentity([name], typed)).toBe('Léa Martin');
  });

  // Nobody is nearly somebody else, and a hash or an address is answered yes or no alone.
  test.each(['Zoé Martin', 'Léa', 'Léa Martin Dupont', 'Léo Martin', '- -', ''])(
    'is not nearly %s',
    (typed) => {
      expect(nearlyIdentity([name], typed)).toBeUndefined();
      const others = [
        { ...name, hashed: true },
        { ...name, type: 'emailAddress' },
      ];
      expect(nearlyIdentity(others, 'lea martin')).toBeUndefined();
      expect(nearlyIdentity([{ ...name, value: '…' }], typed)).toBeUndefined();
    },
  );
});

describe('the identities of a badge', () => {
  test('are read from version 3 and from version 2', () => {
    const identifier = { identityType: 'name', hashed: false, identityHash: 'Léa', type: 'x' };
    expect(identitiesOf({ credentialSubject: [{ identifier: [identifier] }] })).toEqual([
      { type: 'name', hashed: false, value: 'Léa', salt: '' },
    ]);
    const recipient = { type: 'email', hashed: true, salt: 's', identity: 'sha256$00' };
    expect(identitiesOf({ recipient })).toEqual([
      { type: 'email', hashed: true, value: 'sha256$00', salt: 's' },
    ]);
  });

  test.each([
    {},
    { credentialSubject: null },
    { credentialSubject: { identifier: 'x' } },
    { credentialSubject: { identifier: [[], 5, {}, { identityHash: {} }] } },
    { recipient: 'a@b' },
  ])('are none in another shape: %#', (credential) => {
    expect(identitiesOf(credential)).toEqual([]);
  });
});
