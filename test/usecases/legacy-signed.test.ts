import { describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import { answerOf } from '../../src/domain/verification.ts';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  BADGE,
  badgeClass,
  ISSUER,
  jws,
  keyDocument,
  newKey,
  profile,
  publish,
  publishSigner,
  SITE,
  signedAssertion,
  useOldWorld,
} from './legacy-world.ts';

const world = useOldWorld();
const RSA = newKey();
const KEY_ID = `${SITE}/key`;
const LIST = `${SITE}/revoked`;

describe('a signed badge of version 2', () => {
  test.each(['RS256', 'ES256'] as const)('by %s is verified', async (alg) => {
    const key = newKey(alg);
    publishSigner(world(), key);
    const report = await world().service.verifyBytes(utf8(jws(signedAssertion(), key)));
    expect(report).toMatchObject({
      verdict: 'verified',
      kind: 'open-badge-2',
      format: 'jwt',
      issuer: { id: ISSUER, domain: 'old.test' },
    });
    expect(report.credential).toMatchObject({ name: 'Robot suiveur' });
  });

  test('that names no key may be by any that the issuer lists', async () => {
    const { '@context': _, ...inline } = keyDocument(RSA, { id: `${SITE}/key2` });
    publishSigner(world(), newKey(), { publicKey: [KEY_ID, inline] });
    const badge = signedAssertion({ verification: { type: 'signed' } });
    expect(await world().verify(jws(badge, RSA))).toMatchObject({ verdict: 'verified' });
  });

  // What was not tried is not false: could-not-check is never a refusal.
  test.each([
    ['the fourth of four keys', 4, 'too_many_keys'],
    ['a key that cannot be read now', 2, 'remote_'],
  ])('that names no key and is by %s is neither true nor false', async (_, count, code) => {
    const others = Array.from({ length: count - 1 }, (_one, at) => `${SITE}/other-${count}-${at}`);
    publishSigner(world(), newKey(), { publicKey: [...others, `${SITE}/last-${count}`] });
    if (count === 4) {
      for (const id of others) publish(world(), { [id]: keyDocument(newKey(), { id }) });
    } else {
      publish(world(), {
        [others[0] as string]: keyDocument(newKey(), { id: others[0] as string }),
      });
    }
    const badge = signedAssertion({ verification: { type: 'signed' } });
    const finding = await world().verify(jws(badge, RSA));
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContainEqual(expect.stringContaining(code));
    expect(finding.codes).toContain('key_unresolvable');
  });

  test('with one word changed is not authentic', async () => {
    publishSigner(world(), RSA);
    const [header, , signature] = jws(signedAssertion(), RSA).split('.');
    const changed = signedAssertion({ issuedOn: '2020-01-01T00:00:00Z' });
    const payload = toBase64Url(utf8(JSON.stringify(changed)));
    const report = await world().service.verifyBytes(utf8(`${header}.${payload}.${signature}`));
    expect(report.checks).toContainEqual(expect.objectContaining({ code: 'signature_invalid' }));
    expect(answerOf(report)).toBe('not_authentic');
  });

  test('with any one character of the token changed is never verified', async () => {
    publishSigner(world(), RSA);
    const token = jws(signedAssertion(), RSA);
    expect(await world().verify(token)).toMatchObject({ verdict: 'verified' });
    for (let at = 0; at < token.length; at += 5) {
      const changed = token.slice(0, at) + (token[at] === 'Q' ? 'R' : 'Q') + token.slice(at + 1);
      const verdict = await world()
        .verify(changed)
        .then(
          (finding) => finding.verdict,
          (error: unknown) => (error instanceof BadgeError ? 'refused' : String(error)),
        );
      expect({ at, verdict }).toEqual({
        at,
        verdict: expect.stringMatching(/^(refused|rejected|undetermined)$/),
      });
    }
  });

  test.each([
    ['of another owner', { owner: 'https://evil.test/issuer' }, 'controller_mismatch'],
    ['of nobody', { owner: '' }, 'controller_mismatch'],
    ['that is revoked', { revoked: '2024-01-01T00:00:00Z' }, 'key_revoked'],
    ['that is no PEM', { publicKeyPem: 'abc' }, 'key_malformed'],
  ])('by a listed key %s is rejected', async (_, change, code) => {
    publishSigner(world(), RSA);
    publish(world(), { [KEY_ID]: keyDocument(RSA, change) });
    const finding = await world().verify(jws(signedAssertion(), RSA));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain(code);
  });

  test('by a key that the issuer does not list is rejected, and the key is not asked for', async () => {
    const evil = 'https://evil.test/key';
    publishSigner(world(), RSA);
    publish(world(), { [evil]: keyDocument(RSA, { id: evil }) });
    const badge = signedAssertion({ verification: { type: 'SignedBadge', creator: evil } });
    const finding = await world().verify(jws(badge, RSA));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('verification_method_not_found');
    expect(finding.asked).not.toContain('evil.test/key');
  });

  test('by a key that comes with the badge or its header proves nothing', async () => {
    const stranger = newKey();
    publishSigner(world(), RSA);
    const creator = keyDocument(stranger);
    const badge = signedAssertion({ verification: { type: 'SignedBadge', creator } });
    const jwk = stranger.privateKey.export({ format: 'jwk' }) as JsonObject;
    const { n = '', e = '' } = jwk;
    const token = jws(badge, stranger, { jwk: { kty: 'RSA', n, e } });
    expect((await world().verify(token)).codes).toContain('signature_invalid');
  });

  test('by an issuer whose profile lists no key is neither true nor false', async () => {
    publish(world(), { [BADGE]: badgeClass(), [ISSUER]: profile() });
    const finding = await world().verify(jws(signedAssertion(), RSA));
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContain('key_unlisted');
  });

  test.each([
    [{ alg: 'none' }, 'alg_not_allowed'],
    [{ alg: 'HS256' }, 'alg_not_allowed'],
    [{ crit: ['b64'], b64: false }, 'crit_unsupported'],
  ])('with the header %j is rejected', async (header, code) => {
    publishSigner(world(), RSA);
    const finding = await world().verify(jws(signedAssertion(), RSA, header));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain(code);
  });

  test('that comes without its signature has no proof', async () => {
    publishSigner(world(), RSA);
    const finding = await world().verify(signedAssertion());
    expect(finding).toMatchObject({ verdict: 'rejected', asked: [] });
    expect(finding.codes).toContain('proof_missing');
  });

  test('that says it is hosted is read where it is hosted, whoever signed', async () => {
    const badge = signedAssertion({
      id: 'https://evil.test/a',
      verification: { type: 'HostedBadge' },
    });
    publishSigner(world(), RSA);
    publish(world(), { 'https://evil.test/a': badge });
    const finding = await world().verify(jws(badge, RSA));
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['hosted_out_of_scope'] });
  });
});

describe('the revocation list of a signing issuer', () => {
  const id = String(signedAssertion()['id']);
  const list = (revokedAssertions: JsonObject[] | string[] | string, change: JsonObject = {}) => ({
    id: LIST,
    type: 'RevocationList',
    issuer: ISSUER,
    revokedAssertions,
    ...change,
  });
  const findingWith = async (document: JsonObject, badge = signedAssertion()) => {
    publishSigner(world(), RSA, { revocationList: LIST });
    publish(world(), { [LIST]: document });
    return world().verify(jws(badge, RSA));
  };

  test.each([
    ['by its id', list([id])],
    ['as an object', list([{ id, revocationReason: 'Erreur' }])],
    ['by its uid', list([{ uid: 'abc-1' }])],
  ])('that names the badge %s revokes it', async (_, document) => {
    const badge = signedAssertion({ uid: 'abc-1' });
    expect(await findingWith(document, badge)).toMatchObject({
      verdict: 'rejected',
      codes: ['revoked'],
    });
  });

  test('that names others leaves it valid', async () => {
    expect(await findingWith(list(['urn:uuid:other', 'https://old.test/x']))).toMatchObject({
      verdict: 'verified',
    });
  });

  test.each([
    ['of another issuer', list([id], { issuer: 'https://evil.test/i' }), 'status_issuer_mismatch'],
    ['of another host', list([id], { id: 'https://evil.test/l' }), 'status_id_mismatch'],
    ['without a list', list('none'), 'status_malformed'],
    ['that nobody answers for', { replyStatus: 500 }, 'status_unreachable'],
  ])('%s leaves it open', async (_, document, code) => {
    expect(await findingWith(document)).toMatchObject({ verdict: 'undetermined', codes: [code] });
  });
});
