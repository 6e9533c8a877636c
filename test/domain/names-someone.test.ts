import { describe, expect, test } from '@jest/globals';
import { namesSomeone } from '../../src/domain/names-someone.ts';

const named = { type: 'IdentityObject', identityType: 'name', identityHash: 'Zoë Ndiaye' };
const achievement = { type: ['Achievement'], name: 'Chef de bord' };
const of = (subject: object, more: object = {}) =>
  JSON.stringify({ credentialSubject: { achievement, ...subject }, ...more });
const jws = (payload: object) =>
  ['e30', Buffer.from(JSON.stringify(payload)).toString('base64url'), 'c2ln'].join('.');

describe('a badge that says plainly who received it', () => {
  test.each([
    ['an identity of 3.0', of({ identifier: [{ ...named, hashed: false }] })],
    [
      'the same as a token',
      jws({ credentialSubject: { identifier: { ...named, hashed: false } } }),
    ],
    ['the same in a token of 1.1', jws({ vc: { credentialSubject: { name: 'Zoë Ndiaye' } } })],
    ['a name beside the standard', of({ givenName: 'Zoë' })],
    ['a day of birth', of({ birthDate: '2010-02-03' })],
    ['an address for an id', of({ id: 'mailto:zoe@maison.test' })],
    ['the second of two subjects', JSON.stringify({ credentialSubject: [{}, { name: 'Zoë' }] })],
    [
      'a recipient of 2.0 that is not hashed',
      JSON.stringify({ recipient: { type: 'email', identity: 'zoe@maison.test', hashed: false } }),
    ],
    ['a recipient of 0.5', JSON.stringify({ recipient: 'zoe@maison.test' })],
    [
      'a profile of the recipient',
      JSON.stringify({ 'extensions:recipientProfile': { name: 'Zoë Ndiaye' } }),
    ],
    ['what cannot be read', 'not a badge'],
  ])('%s', (_name, text) => {
    expect(namesSomeone(text)).toBe(true);
  });

  test.each([
    ['nothing', of({ id: 'urn:uuid:0b0b' })],
    ['a name of the badge alone', of({}, { name: 'Chef de bord' })],
    ['a hash', of({ identifier: [{ ...named, hashed: true, identityHash: 'sha256$00' }] })],
    ['a key', of({ identifier: [{ ...named, hashed: false, identityHash: 'did:key:z6Mk' }] })],
    ['a recipient of 0.5 that is hashed', JSON.stringify({ recipient: 'sha256$00' })],
    [
      'a recipient of 2.0 that is hashed',
      JSON.stringify({ recipient: { type: 'email', identity: 'sha256$00', hashed: true } }),
    ],
    ['an empty name', of({ name: '' })],
    ['a token that names nobody', jws({ credentialSubject: { achievement } })],
  ])('is not one with %s', (_name, text) => {
    expect(namesSomeone(text)).toBe(false);
  });
});
