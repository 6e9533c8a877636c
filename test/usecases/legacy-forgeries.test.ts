import { describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  ASSERTION,
  assertion,
  BADGE,
  badgeClass,
  EMAIL,
  ISSUER,
  jws,
  keyDocument,
  newKey,
  profile,
  publish,
  publishAll,
  publishSigner,
  SITE,
  signedAssertion,
  useOldWorld,
} from './legacy-world.ts';

// Open Badges 2.0, verification: who the issuer is, its key, its list and where it publishes are what
// the issuer's own profile says at its own address. A badge says none of it about somebody else.

const world = useOldWorld();
const EVIL = 'https://evil.test';
const FORGED = `${EVIL}/a`;
const WIDE = { allowedOrigins: ['evil.test'], startsWith: `${EVIL}/` };
const MINE = newKey();

const reportOn = (given: JsonObject | string) =>
  world().service.verifyBytes(utf8(typeof given === 'string' ? given : JSON.stringify(given)));

/** Everything of the issuer's is online, and the forgery too. */
async function findingOn(forged: JsonObject, more: Readonly<Record<string, JsonObject>> = {}) {
  publishAll(world());
  publish(world(), { [FORGED]: forged, ...more });
  return world().verify(forged);
}

/** What an attacker writes into a badge about an issuer that is not theirs. */
const inlineIssuer = (change: JsonObject = {}): JsonObject => ({
  type: 'Issuer',
  name: 'Vieux centre',
  url: SITE,
  origin: SITE,
  verification: WIDE,
  publicKey: keyDocument(MINE, { owner: SITE }),
  ...change,
});

describe('an issuer written into a badge of version 1 or 2 is nobody', () => {
  const { id: _, ...nameless } = badgeClass({ issuer: inlineIssuer() });

  test.each([
    ['2', {}],
    ['1', { '@context': 'https://w3id.org/openbadges/v1' }],
  ])('hosted, version %s', async (version, change) => {
    const verify = { type: 'hosted', url: FORGED };
    const way = version === '1' ? { verify } : {};
    const forged = assertion({ id: FORGED, badge: nameless, ...way, ...change });
    const finding = await findingOn(forged);
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('issuer_missing');
  });

  test.each([
    ['2', { verification: { type: 'SignedBadge', creator: `${SITE}/key` } }],
    ['1', { '@context': [], verification: null, verify: { type: 'signed', url: `${SITE}/key` } }],
  ])('signed, version %s: its key is not the issuer’s', async (_version, change) => {
    publishAll(world());
    const finding = await world().verify(
      jws(signedAssertion({ badge: nameless, ...change }), MINE),
    );
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('issuer_missing');
  });

  test('inside a badge class at an address neither', async () => {
    const forged = assertion({ id: FORGED, badge: `${EVIL}/b` });
    const badge = badgeClass({ id: `${EVIL}/b`, issuer: inlineIssuer() });
    const finding = await findingOn(forged, { [`${EVIL}/b`]: badge });
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('issuer_missing');
  });
});

describe('an issuer written into a badge with its address is read at that address', () => {
  const withId = inlineIssuer({ id: ISSUER, revocationList: `${EVIL}/none` });

  test('so where it publishes is not what the badge says', async () => {
    const finding = await findingOn(
      assertion({ id: FORGED, badge: badgeClass({ issuer: withId, verification: WIDE }) }),
    );
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['hosted_out_of_scope'] });
    expect(finding.asked).toContain('old.test/issuer');
  });

  test('so its key is not one that came with the badge', async () => {
    publishSigner(world(), newKey());
    const mine = inlineIssuer({ id: ISSUER, publicKey: keyDocument(MINE) });
    const forged = signedAssertion({ badge: badgeClass({ issuer: mine }) });
    const finding = await world().verify(jws(forged, MINE));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('signature_invalid');
  });

  test('so its list is the one that its profile names, not one without the badge in it', async () => {
    const own = newKey();
    const badge = signedAssertion({ badge: badgeClass({ issuer: withId }) });
    publishSigner(world(), own, { revocationList: `${SITE}/revoked` });
    publish(world(), {
      [`${SITE}/revoked`]: {
        id: `${SITE}/revoked`,
        issuer: ISSUER,
        revokedAssertions: [String(badge['id'])],
      },
      [`${EVIL}/none`]: { id: `${EVIL}/none`, issuer: ISSUER, revokedAssertions: [] },
    });
    const finding = await world().verify(jws(badge, own));
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['revoked'] });
    expect(finding.asked).not.toContain('evil.test/none');
  });

  test('so its name is its own', async () => {
    const renamed = badgeClass({ issuer: { ...withId, name: 'Ministère' } });
    publishAll(world(), { badge: renamed });
    const report = await reportOn(assertion({ badge: renamed }));
    expect(report).toMatchObject({
      verdict: 'verified',
      issuer: { id: ISSUER, claimedName: 'Vieux centre' },
    });
  });
});

describe('what another host publishes in an issuer’s name', () => {
  test.each([
    ['a badge class on the attacker’s host that names the issuer', `${EVIL}/b`],
    ['the issuer’s own badge class', BADGE],
    ['a badge class inside that takes the issuer’s address', badgeClass({ verification: WIDE })],
  ])('is out of its scope, with %s', async (_, badge) => {
    const stranger = badgeClass({ id: `${EVIL}/b`, verification: WIDE });
    const finding = await findingOn(assertion({ id: FORGED, badge }), {
      [`${EVIL}/b`]: stranger,
    });
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['hosted_out_of_scope'] });
  });

  test.each([
    ['profile', ISSUER, profile({ verification: WIDE })],
    ['badge class', BADGE, badgeClass()],
  ])(
    'as its %s, by way of a redirect from its host, is not its own (T03)',
    async (_, url, there) => {
      const elsewhere = `${EVIL}/copy`;
      const finding = await findingOn(assertion({ id: FORGED }), {
        [url]: { redirectTo: elsewhere },
        [elsewhere]: there,
      });
      expect(finding.verdict).toBe('undetermined');
      expect(finding.codes).toContain('egress_redirects');
    },
  );

  test('as a badge class under another’s address is refused', async () => {
    const finding = await findingOn(assertion({ id: FORGED, badge: `${EVIL}/b` }), {
      [`${EVIL}/b`]: badgeClass(),
    });
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('did_id_mismatch');
  });

  test('as its key, listed by the badge class alone, is not asked for', async () => {
    const evilKey = `${EVIL}/key`;
    publishSigner(world(), newKey());
    publish(world(), {
      [evilKey]: keyDocument(MINE, { id: evilKey }),
      [`${EVIL}/b`]: badgeClass({ id: `${EVIL}/b`, publicKey: evilKey }),
    });
    const forged = signedAssertion({
      badge: `${EVIL}/b`,
      publicKey: evilKey,
      verification: { type: 'SignedBadge', creator: evilKey },
    });
    const finding = await world().verify(jws(forged, MINE));
    expect(finding.codes).toContain('verification_method_not_found');
    expect(finding.asked).not.toContain('evil.test/key');
  });

  test('is shown as the attacker’s own, whose profile speaks for its own host alone', async () => {
    const mine = `${EVIL}/issuer`;
    const forged = assertion({ id: FORGED, badge: badgeClass({ id: `${EVIL}/b`, issuer: mine }) });
    publish(world(), {
      [FORGED]: forged,
      [mine]: profile({ id: mine, url: SITE, verification: { allowedOrigins: 'old.test' } }),
    });
    const report = await reportOn(forged);
    expect(report).toMatchObject({ verdict: 'rejected', issuer: { domain: 'evil.test' } });
  });
});

describe('where an issuer says that it publishes', () => {
  const verification = { startsWith: `${SITE}/badges/` };

  test.each([
    ['%2F', `${SITE}/badges/..%2Fuploads/a`],
    ['%5c', `${SITE}/badges/..%5cuploads/a`],
    ['dots', `${SITE}/badges/../uploads/a`],
    ['dots in disguise', `${SITE}/badges/%2e%2e/uploads/a`],
    ['a name before the host', `https://old.test@evil.test/badges/a`],
  ])('no address that goes out of there again counts: %s', async (_, id) => {
    const forged = assertion({ id });
    publish(world(), { [BADGE]: badgeClass(), [ISSUER]: profile({ verification }) });
    publish(world(), { [id]: forged, [new URL(id).href]: forged });
    expect((await world().verify(forged)).verdict).not.toBe('verified');
  });

  const one = (url: string) =>
    signedAssertion({ '@context': [], verification: null, verify: { type: 'signed', url } });
  const PEM = `${SITE}/uploads/key.pem`;

  test('a key of 1.0 elsewhere on its host is not its own', async () => {
    const { '@context': _, type: __, ...old } = profile({ verification });
    publish(world(), {
      [BADGE]: badgeClass(),
      [ISSUER]: old,
      [PEM]: { replyText: MINE.pem },
    });
    const finding = await world().verify(jws(one(PEM), MINE));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('issuer_key_unbound');
    expect(finding.asked).not.toContain('old.test/uploads/key.pem');
  });

  test('a badge that calls itself 1.0 gets no key that a profile of 2.0 does not list', async () => {
    publish(world(), {
      [BADGE]: badgeClass({ criteria: `${SITE}/criteria` }),
      [ISSUER]: profile(),
      [PEM]: { replyText: MINE.pem },
    });
    const finding = await world().verify(jws(one(PEM), MINE));
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContain('key_unlisted');
    expect(finding.asked).not.toContain('old.test/uploads/key.pem');
  });
});

describe('a badge of 0.5, whose issuer is its site and nothing else', () => {
  const half = (issuer: JsonObject = {}, change: JsonObject = {}): JsonObject => ({
    recipient: EMAIL,
    badge: {
      version: '0.5.0',
      name: 'Robot suiveur',
      image: '/robot.png',
      description: 'Monte un robot.',
      criteria: '/criteria',
      issuer: { origin: SITE, name: 'Vieux centre', ...issuer },
    },
    ...change,
  });

  test.each([
    ['allows another host', { verification: WIDE }],
    ['has a path that the host starts with', { origin: `${SITE}/`, verification: WIDE }],
  ])('is not on another host because it %s', async (_, issuer) => {
    const forged = half(issuer, { verify: { type: 'hosted', url: FORGED } });
    const finding = await findingOn(forged);
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('hosted_out_of_scope');
  });

  test.each([
    ['with a key inside', { publicKey: keyDocument(MINE, { owner: SITE }) }, `${SITE}/key`],
    ['with a key on the host', {}, `${SITE}/key.pem`],
  ])('is never signed: %s', async (_, issuer, url) => {
    publish(world(), { [`${SITE}/key.pem`]: { replyText: MINE.pem } });
    const forged = half(issuer, { verify: { type: 'signed', url } });
    const finding = await world().verify(jws(forged, MINE));
    expect(finding).toMatchObject({ verdict: 'rejected', asked: [] });
    expect(finding.codes).toContain('issuer_key_unbound');
  });

  test('is the site’s, never that of a profile on a site that many share (T15)', async () => {
    const verify = { type: 'hosted', url: ASSERTION };
    const forged = half({ origin: `${SITE}/victim/issuer` }, { verify });
    publish(world(), { [ASSERTION]: forged });
    expect(await reportOn(forged)).toMatchObject({ issuer: { id: SITE, domain: 'old.test' } });
  });

  test('is nobody’s when the site is written to look like another', async () => {
    const verify = { type: 'hosted', url: FORGED };
    const finding = await findingOn(half({ origin: 'https://old.test@evil.test' }, { verify }));
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('issuer_missing');
  });

  test('brings no endorsement of its issuer that the issuer did not publish', async () => {
    const verify = { type: 'hosted', url: ASSERTION };
    const praised = half({ endorsement: `${EVIL}/praise` }, { verify });
    publish(world(), { [ASSERTION]: praised });
    const report = await reportOn(praised);
    expect(report).toMatchObject({ verdict: 'verified', endorsements: [] });
  });
});

test('a badge class that another host publishes is what that host says today: a warning', async () => {
  const elsewhere = 'https://sold.test/b';
  publishAll(world(), { badge: elsewhere });
  publish(world(), { [elsewhere]: badgeClass({ id: elsewhere, name: 'Docteur' }) });
  expect(await world().verify(assertion({ badge: elsewhere }))).toMatchObject({
    verdict: 'verified',
    warnings: expect.arrayContaining(['legacy_badge_elsewhere']),
  });
  publishAll(world());
  const { warnings } = await world().verify(assertion());
  expect(warnings).toEqual(['legacy_badge']);
});

test('a badge class inside that borrows an address borrows no praise with it (T15)', async () => {
  const [mine, praise, friend] = [
    `${EVIL}/issuer`,
    'https://friend.test/p',
    'https://friend.test/',
  ];
  const borrowed = badgeClass({ issuer: mine, endorsement: praise });
  const forged = assertion({ id: FORGED, badge: borrowed });
  publish(world(), {
    [FORGED]: forged,
    [mine]: profile({ id: mine }),
    [friend]: profile({ id: friend, name: 'Amie' }),
    [praise]: {
      id: praise,
      type: 'Endorsement',
      issuer: friend,
      claim: { id: BADGE, endorsementComment: 'Sérieux.' },
      issuedOn: '2024-04-01T10:00Z',
      verification: { type: 'HostedBadge' },
    },
  });
  expect(await reportOn(forged)).toMatchObject({
    verdict: 'verified',
    issuer: { domain: 'evil.test' },
    endorsements: [{ verdict: 'verified', about: BADGE, issuersOwn: false }],
    warnings: expect.arrayContaining(['endorsement_of_a_strangers_thing']),
  });
});
