import { describe, expect, test } from '@jest/globals';
import { identitiesOf, matchingIdentity } from '../../src/domain/identity-hash.ts';
import { legacyDate } from '../../src/domain/legacy-badge.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { createChunk, formatPng } from '../../src/formats/png-chunks.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  ASSERTION,
  assertion,
  BADGE,
  EMAIL,
  hashOf,
  ISSUER,
  jws,
  newKey,
  publish,
  publishAll,
  publishSigner,
  recipient,
  SITE,
  signedAssertion,
  useOldWorld,
} from './legacy-world.ts';

const world = useOldWorld();
const reportOn = (badge: JsonObject) => world().service.verifyBytes(utf8(JSON.stringify(badge)));

const KEY = newKey();
const PEM_URL = `${SITE}/key.pem`;

/** An assertion of 1.0: no context, no type, no id. */
const one = (change: JsonObject = {}): JsonObject => ({
  uid: 'f2c20',
  recipient: recipient(),
  badge: BADGE,
  verify: { type: 'hosted', url: ASSERTION },
  issuedOn: 1_359_217_910,
  ...change,
});

function publishOne(published: JsonObject, issuer: JsonObject = {}): void {
  publish(world(), {
    [ASSERTION]: published,
    [BADGE]: {
      name: 'Robot suiveur',
      description: 'Monte un robot.',
      image: `${SITE}/robot.png`,
      criteria: `${SITE}/criteria`,
      issuer: ISSUER,
      alignment: [{ name: 'Programmation', url: `${SITE}/digcomp`, description: 'Programmer.' }],
    },
    [ISSUER]: { name: 'Vieux centre', url: SITE, ...issuer },
  });
}

describe('a badge of 1.0', () => {
  test('that is hosted is verified; its seconds since 1970 are a date', async () => {
    publishOne(one());
    const report = await reportOn(one());
    expect(report).toMatchObject({ verdict: 'verified', kind: 'open-badge-2' });
    expect(report.issuer).toMatchObject({ id: ISSUER, claimedName: 'Vieux centre' });
    expect(report.credential).toMatchObject({
      id: ASSERTION,
      awardedDate: '2013-01-26T16:31:50Z',
      credentialSubject: {
        achievement: {
          id: BADGE,
          criteria: { id: `${SITE}/criteria` },
          alignment: [{ targetName: 'Programmation', targetUrl: `${SITE}/digcomp` }],
        },
      },
    });
  });

  test('that ended is expired', async () => {
    publishOne(one({ expires: '2014-06-30' }));
    expect(await world().verify(one())).toMatchObject({ codes: ['expired'] });
  });

  test('of another host than its issuer is rejected', async () => {
    publishOne(one());
    const forged = one({ verify: { type: 'hosted', url: 'https://evil.test/a' } });
    publish(world(), { 'https://evil.test/a': forged });
    expect(await world().verify(forged)).toMatchObject({ codes: ['hosted_out_of_scope'] });
  });

  const signedOne = one({ verify: { type: 'signed', url: PEM_URL } });

  test('that is signed is verified with the key on its issuer’s host', async () => {
    publishOne(one());
    publish(world(), { [PEM_URL]: { replyText: KEY.pem } });
    const report = await world().service.verifyBytes(utf8(jws(signedOne, KEY)));
    expect(report).toMatchObject({ verdict: 'verified', credential: { id: 'urn:uid:f2c20' } });
  });

  test('that is signed with a key of another host is rejected; the key is not asked for', async () => {
    publishOne(one());
    const forged = one({ verify: { type: 'signed', url: 'https://evil.test/key.pem' } });
    const finding = await world().verify(jws(forged, KEY));
    expect(finding.codes).toContain('issuer_key_unbound');
    expect(finding.asked).not.toContain('evil.test/key.pem');
  });

  test.each([
    [{ f2c20: 'Erreur' }, 'rejected'],
    [{ other: 'Erreur' }, 'verified'],
    // A name that every object has is no revocation.
    [{}, 'verified'],
  ])('with the revocation list %j is %s', async (list, verdict) => {
    publishOne(one(), { revocationList: `${SITE}/revoked` });
    publish(world(), { [PEM_URL]: { replyText: KEY.pem }, [`${SITE}/revoked`]: list });
    expect(await world().verify(jws(signedOne, KEY))).toMatchObject({ verdict });
  });
});

describe('a badge of 1.1', () => {
  const eleven = one({
    '@context': 'https://w3id.org/openbadges/v1',
    type: 'Assertion',
    id: ASSERTION,
    issuedOn: '2016-05-01T10:00:00+02:00',
  });

  test('is verified', async () => {
    publishOne(eleven);
    expect(await world().verify(eleven)).toMatchObject({ verdict: 'verified', codes: [] });
  });

  test('as others wrote it: seconds, `verification`, an issuer of type IssuerOrg', async () => {
    const { verify: _, ...written } = eleven;
    const changed = {
      ...written,
      verification: { type: 'hosted' },
      issuedOn: 1_500_423_730,
    };
    publishOne(changed, { type: 'IssuerOrg', '@context': 'https://w3id.org/openbadges/v1' });
    expect(await world().verify(changed)).toMatchObject({ verdict: 'verified', codes: [] });
    const report = await reportOn(changed);
    expect(report.credential['awardedDate']).toBe('2017-07-19T00:22:10Z');
  });

  test('that does not say how it is verified is badly formed', async () => {
    const { verify: _, ...written } = eleven;
    publishOne(written);
    expect(await world().verify(written)).toMatchObject({ codes: ['schema_mismatch'] });
  });

  test('with a context that nobody knows is rejected', async () => {
    const changed = { ...eleven, '@context': ['https://w3id.org/openbadges/v1', { name: 'x:y' }] };
    publishOne(changed);
    expect(await world().verify(changed)).toMatchObject({ codes: ['context_not_allowed'] });
  });
});

describe('null says nothing', () => {
  const nothing = { expires: null, evidence: null, narrative: null };

  test('in a badge of 1.0', async () => {
    publishOne(one(nothing), { email: null, image: null });
    const finding = await world().verify(one(nothing));
    expect(finding).toMatchObject({ verdict: 'verified', warnings: ['legacy_badge'] });
  });

  test('in a badge of 2.0, and is no difference to one without', async () => {
    publishAll(world(), nothing);
    const { evidence: _, ...without } = assertion();
    const finding = await world().verify(without);
    expect(finding).toMatchObject({ verdict: 'verified', warnings: ['legacy_badge'] });
  });

  test('but a name without a reason stands in a revocation list of 1.0 all the same', async () => {
    const revocationList = `${SITE}/revoked`;
    const written = one({ verify: { type: 'signed', url: PEM_URL } });
    publishOne(written, { revocationList });
    publish(world(), { [PEM_URL]: { replyText: KEY.pem }, [revocationList]: { f2c20: null } });
    const report = await world().service.verifyBytes(utf8(jws(written, KEY)));
    expect(report.state).toBe('revoked');
  });
});

describe('a badge of 0.5', () => {
  const half = (change: JsonObject = {}): JsonObject => ({
    recipient: `sha256$${hashOf('sha256', `${EMAIL}sel`)}`,
    salt: 'sel',
    evidence: `${SITE}/work`,
    badge: {
      version: '0.5.0',
      name: 'Robot suiveur',
      image: '/robot.png',
      description: 'Monte un robot.',
      criteria: '/criteria',
      issuer: { origin: SITE, name: 'Vieux centre', contact: 'contact@old.test' },
    },
    ...change,
  });

  test('is verified from the address that its picture carries', async () => {
    publish(world(), { [ASSERTION]: half() });
    const report = await world().service.verifyBytes(pictureOf('tEXt', ASSERTION));
    expect(report).toMatchObject({
      verdict: 'verified',
      kind: 'open-badge-2',
      format: 'png',
      issuer: { id: SITE, domain: 'old.test', claimedName: 'Vieux centre' },
    });
    expect(report.credential).toMatchObject({
      id: ASSERTION,
      credentialSubject: {
        achievement: {
          criteria: { id: `${SITE}/criteria` },
          image: { id: `${SITE}/robot.png` },
        },
      },
    });
    const hashes = {
      sha256: (text: string) => hashOf('sha256', text),
      md5: (text: string) => hashOf('md5', text),
    };
    expect(await matchingIdentity(identitiesOf(report.credential), EMAIL, hashes)).toBeDefined();
  });

  test('in the name of another site is rejected', async () => {
    publish(world(), { 'https://evil.test/a': half() });
    const report = await world().service.verifyBytes(pictureOf('tEXt', 'https://evil.test/a'));
    expect(report.verdict).toBe('rejected');
    expect(report.checks.map(({ code }) => code)).toContain('hosted_out_of_scope');
  });

  test('is verified from the address that someone gives', async () => {
    publish(world(), { [ASSERTION]: half() });
    const report = await world().service.verifyUrl(ASSERTION);
    expect(report).toMatchObject({ verdict: 'verified', credential: { id: ASSERTION } });
  });

  test('found on a host of someone else, or by way of one, is of nobody (OB 2.0, hosted)', async () => {
    const [elsewhere, way] = ['https://evil.test/a', 'https://evil.test/way'];
    publish(world(), {
      [elsewhere]: half(),
      [way]: { redirectTo: ASSERTION },
      [ASSERTION]: half(),
    });
    const { verdict, checks } = await world().service.verifyUrl(elsewhere);
    expect(verdict).toBe('rejected');
    expect(checks.map(({ code }) => code)).toContain('hosted_out_of_scope');
    expect((await world().service.verifyUrl(way)).verdict).toBe('undetermined');
  });

  test('found at an address is not one of 2.0 that names no address, nor a signed one', async () => {
    const signedOne = half({ verify: { type: 'signed' } });
    for (const found of [assertion({ id: 'urn:uuid:1' }), signedOne]) {
      publish(world(), { [ASSERTION]: found });
      expect((await world().service.verifyUrl(ASSERTION)).verdict).not.toBe('verified');
    }
  });

  test('alone does not say where to look: neither true nor false', async () => {
    const finding = await world().verify(half());
    expect(finding).toMatchObject({ verdict: 'undetermined', asked: [] });
    expect(finding.codes).toContain('hosted_address_missing');
  });
});

describe('what carries a badge of these years', () => {
  const svg = (attributes: string, body = '') =>
    utf8(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="http://openbadges.org">` +
        `<ob:assertion ${attributes}>${body}</ob:assertion></svg>`,
    );
  const json = JSON.stringify(assertion());
  const token = jws(signedAssertion(), KEY);

  test.each([
    ['PNG', 'an address', pictureOf('tEXt', ASSERTION)],
    ['PNG', 'an http address', pictureOf('tEXt', ASSERTION.replace('https', 'http'))],
    ['PNG', 'JSON', pictureOf('iTXt', json)],
    ['PNG', 'a signature', pictureOf('iTXt', token)],
    ['SVG', 'an address', svg(`verify="${ASSERTION}"`)],
    ['SVG', 'an address and JSON', svg(`verify="${ASSERTION}"`, `<![CDATA[${json}]]>`)],
    ['SVG', 'JSON', svg('', `<![CDATA[${json}]]>`)],
    ['SVG', 'a signature', svg(`verify="${token}"`)],
  ])('%s with %s', async (format, _, bytes) => {
    publishAll(world());
    publishSigner(world(), KEY);
    expect(await world().service.verifyBytes(bytes)).toMatchObject({
      verdict: 'verified',
      kind: 'open-badge-2',
      format: format.toLowerCase(),
    });
  });

  test('an address where nothing is says nothing of any badge', async () => {
    const report = await world().service.verifyBytes(pictureOf('tEXt', `${SITE}/none`));
    expect(report).toMatchObject({ verdict: 'undetermined', state: 'unknown' });
    expect(report.checks.map(({ outcome }) => outcome)).not.toContain('failed');
  });
});

describe('dates of these years', () => {
  test.each([
    ['2016-12-31T23:59:59Z', '2016-12-31T23:59:59Z'],
    ['2017-10-01T00:00Z', '2017-10-01T00:00:00Z'],
    ['2016-05-01T10:00:00.123+02:00', '2016-05-01T08:00:00Z'],
    ['2016-05-01T10:00:00+0200', '2016-05-01T08:00:00Z'],
    ['2016-05-01 10:00:00', '2016-05-01T10:00:00Z'],
    ['2016-05-01', '2016-05-01T00:00:00Z'],
    [1_359_217_910, '2013-01-26T16:31:50Z'],
    ['1359217910', '2013-01-26T16:31:50Z'],
    ['2016-02-31', undefined],
    ['2016-05-01T25:00:00Z', undefined],
    ['hier', undefined],
    [true, undefined],
  ])('%j is %s', (written, date) => {
    expect(legacyDate(written)).toBe(date);
  });

  test('a day on which something ends is whole', () => {
    expect(legacyDate('2016-05-01', true)).toBe('2016-05-01T23:59:59Z');
  });
});

/** A picture without pixels, with a text under the keyword of these years. */
function pictureOf(type: 'tEXt' | 'iTXt', text: string): Uint8Array {
  const header = createChunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
  const start = `openbadges${'\0'.repeat(type === 'tEXt' ? 1 : 5)}`;
  const chunks = [header, createChunk(type, utf8(start + text))];
  return formatPng([...chunks, createChunk('IEND', new Uint8Array())]);
}
