import { describe, expect, test } from '@jest/globals';
import { namesSomeone } from '../../src/domain/names-someone.ts';

const named = { type: 'IdentityObject', identityType: 'name', identityHash: 'Zoë Ndiaye' };
const achievement = { type: ['Achievement'], name: 'Chef de bord' };
const of = (subject: object, more: object = {}) =>
  JSON.stringify({ credentialSubject: { achievement, ...subject }, ...more });
const jws = (payload: object) =>
  ['e30', Buffer.from(JSON.stringify(payload)).toString('base64url'), 'c2ln'].join('.');

const hashed = { ...named, hashed: true, identityHash: 'sha256$00' };
const envelope = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: 'EnvelopedVerifiableCredential',
};
const enveloped = (payload: object) =>
  JSON.stringify({ ...envelope, id: `data:application/vc+jwt,${jws(payload)}` });

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
    ['an envelope around one', enveloped({ credentialSubject: { givenName: 'Zoë' } })],
    ['an envelope that cannot be read', JSON.stringify({ ...envelope, id: 'data:,' })],
    ['neither recipient nor subject', JSON.stringify({ type: 'VerifiableCredential' })],
    ['an empty claim before it', of({ name: 'Zoë Ndiaye' }, { vc: {} })],
    ['claims beside the credential of 1.1', jws({ vc: { credentialSubject: {} }, name: 'Zoë' })],
    ['an address that the token is about', jws({ credentialSubject: {}, sub: 'zoe@maison.test' })],
    ['a plain identity that says nothing of hashing', of({ identifier: [named] })],
    ['a plain identity called hashed', of({ identifier: [{ ...named, hashed: true }] })],
    ['the same in a word', of({ identifier: [{ ...named, hashed: 'false' }] })],
    ['one behind ten hashes', of({ identifier: [...Array(10).fill(hashed), named] })],
    ['one of great length', of({ identifier: { ...named, identityHash: 'Zoë '.repeat(200) } })],
    ['an identity that is a text alone', of({ identifier: ['zoe@maison.test'] })],
    ['a name beside a hash', of({ identifier: { ...hashed, 'schema:name': 'Zoë' } })],
    ['a name under a prefix', of({ 'schema:givenName': 'Zoë' })],
    ['a name under a word of its own', of({ recipientName: 'Zoë' })],
    ['a name one step down', of({ person: { name: 'Zoë' } })],
    ['a name in two languages', of({ displayName: [{ '@value': 'Zoë' }] })],
    ['a page of somebody', of({ id: 'https://maison.test/zoe-ndiaye' })],
    ['a domain of somebody', of({ id: 'did:web:zoe-ndiaye.test' })],
    ['an address for the whole subject', JSON.stringify({ credentialSubject: 'mailto:z@m.test' })],
    ['a name beside the subject', of({}, { 'ext:learnerName': 'Zoë' })],
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
    ['a token that names nobody', jws({ credentialSubject: { achievement }, sub: 'did:key:z6' })],
    ['a token of 1.1 that names nobody', jws({ vc: { credentialSubject: {} }, nbf: 1 })],
    ['an envelope around nobody', enveloped({ credentialSubject: { achievement } })],
    ['a name left empty', of({ name: null, givenName: [], person: { name: ' ' } })],
    [
      'a hash that does not say that it is one',
      JSON.stringify({ recipient: { type: 'email', identity: 'sha256$00', salt: 'Kosher' } }),
    ],
    ['a recipient of 0.5 that is hashed as then', JSON.stringify({ recipient: 'sha1$00' })],
    ['what the standard tells of an achievement', of({ role: 'Barreur', creditsEarned: 2 })],
  ])('is not one with %s', (_name, text) => {
    expect(namesSomeone(text)).toBe(false);
  });
});

describe('a badge that says in free text who received it', () => {
  const zoe = { firstName: 'Zoë-Anne', lastName: 'de la Tour' };
  const evidence = (narrative: string) => of({}, { evidence: [{ narrative }] });

  test.each([
    ['a first name', evidence('Ce jour-là, ZOE ANNE a mené le bateau.')],
    ['a last name', of({ narrative: 'Mme De La Tour barre seule.' })],
    ['an address', of({}, { evidence: 'https://club.test/zoe-anne/bateau' })],
    ['the title of the credential', of({}, { name: 'Chef de bord : Zoë-Anne' })],
    ['the same in a token', jws({ credentialSubject: {}, narrative: 'Zoë-Anne barre.' })],
    ['the same in an envelope', enveloped({ credentialSubject: {}, narrative: 'Zoë-Anne' })],
  ])('%s', (_name, text) => {
    expect(namesSomeone(text, zoe)).toBe(true);
    expect(namesSomeone(text)).toBe(false);
  });

  test.each([
    ['other words', evidence('Elle a mené le bateau de la pointe à la tour, puis Anne est venue.')],
    ['a word that begins like one', evidence('Zoë-Annette')],
    ['its issuer, who has the same name', of({}, { issuer: { name: 'École de la Tour' } })],
    ['what every badge of the kind says', of({ achievement: { name: 'Prix de la Tour' } })],
    ['a picture', of({}, { evidence: 'data:text/plain,de la tour' })],
  ])('is not one with %s', (_name, text) => {
    expect(namesSomeone(text, zoe)).toBe(false);
  });

  test('a name of two letters is told beside the other alone', () => {
    const [of2, an] = [{ firstName: 'An', lastName: 'Li' }, evidence('Un an de voile.')];
    expect(namesSomeone(an, of2)).toBe(false);
    expect(namesSomeone(evidence('Pour LI An.'), of2)).toBe(true);
  });
});
