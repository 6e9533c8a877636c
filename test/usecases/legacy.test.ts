import { describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import { identitiesOf, matchingIdentity } from '../../src/domain/identity-hash.ts';
import { answerOf } from '../../src/domain/verification.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import {
  ASSERTION,
  assertion,
  BADGE,
  badgeClass,
  EMAIL,
  hashOf,
  ISSUER,
  profile,
  publish,
  publishAll,
  recipient,
  SITE,
  useOldWorld,
} from './legacy-world.ts';

const world = useOldWorld();
const reportOn = (badge: JsonObject) => world().service.verifyBytes(utf8(JSON.stringify(badge)));
const HASHES = {
  sha256: (text: string) => hashOf('sha256', text),
  md5: (text: string) => hashOf('md5', text),
};

describe('a hosted badge of version 2', () => {
  test('is verified, and said in the words of version 3 with no context of its own', async () => {
    publishAll(world(), { expires: '2030-01-01' });
    const report = await reportOn(assertion({ expires: '2030-01-01' }));
    expect(report).toMatchObject({
      verdict: 'verified',
      state: 'active',
      kind: 'open-badge-2',
      format: 'json',
      warnings: ['legacy_badge'],
      issuer: { id: ISSUER, domain: 'old.test', claimedName: 'Vieux centre' },
    });
    expect(report.credential).toEqual({
      id: ASSERTION,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'Robot suiveur',
      issuer: {
        id: ISSUER,
        type: ['Profile'],
        name: 'Vieux centre',
        url: SITE,
        email: 'contact@old.test',
      },
      awardedDate: '2024-03-01T09:00:00Z',
      validFrom: '2024-03-01T09:00:00Z',
      validUntil: '2030-01-01T23:59:59Z',
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [
          {
            type: 'IdentityObject',
            hashed: true,
            identityHash: `sha256$${hashOf('sha256', `${EMAIL}sel`)}`,
            identityType: 'emailAddress',
            salt: 'sel',
          },
        ],
        achievement: {
          id: BADGE,
          type: ['Achievement'],
          name: 'Robot suiveur',
          description: 'Monte un robot.',
          criteria: { id: `${SITE}/criteria`, narrative: 'Câbler un robot.' },
          image: { id: `${SITE}/robot.png`, type: 'Image' },
          tag: ['robotique'],
          alignment: [
            {
              type: ['Alignment'],
              targetName: 'Programmation',
              targetUrl: `${SITE}/digcomp`,
              targetCode: '3.4',
            },
          ],
        },
      },
      evidence: [
        { type: ['Evidence'], id: `${SITE}/work`, narrative: 'Un robot.' },
        { type: ['Evidence'], id: `${SITE}/film` },
      ],
    });
  });

  test('in a file that differs from the published copy shows the copy, with a warning', async () => {
    publishAll(world());
    const report = await reportOn(assertion({ issuedOn: '2020-01-01T00:00:00Z', role: 'chef' }));
    expect(report).toMatchObject({ verdict: 'verified', warnings: expect.any(Array) });
    expect(report.warnings).toContain('hosted_copy_differs');
    expect(report.credential['awardedDate']).toBe('2024-03-01T09:00:00Z');
  });

  test('that another host publishes in the issuer’s name is not authentic', async () => {
    publishAll(world());
    const forged = assertion({ id: 'https://evil.test/a' });
    publish(world(), { 'https://evil.test/a': forged });
    const report = await reportOn(forged);
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: 'issuer', outcome: 'failed', code: 'hosted_out_of_scope' }),
    );
    expect(answerOf(report)).toBe('not_authentic');
    expect(report.issuer.recognised).toBe(false);
  });

  test('gains nothing from a badge class that widens where it may stand', async () => {
    const forged = assertion({ id: 'https://evil.test/a', badge: 'https://evil.test/b' });
    publish(world(), {
      'https://evil.test/a': forged,
      'https://evil.test/b': badgeClass({
        id: 'https://evil.test/b',
        verification: { allowedOrigins: ['evil.test'], startsWith: 'https://evil.test/' },
      }),
      [ISSUER]: profile(),
    });
    expect(await world().verify(forged)).toMatchObject({
      verdict: 'rejected',
      codes: ['hosted_out_of_scope'],
    });
  });

  test.each([
    ['another host that the issuer allows', { allowedOrigins: ['host.test'] }, 'verified'],
    ['the same, as an origin', { allowedOrigins: 'https://host.test' }, 'verified'],
    ['a path that it allows', { startsWith: 'https://host.test/a/' }, 'verified'],
    ['another path', { startsWith: ['https://host.test/b/'] }, 'rejected'],
    ['the host, but another path', { allowedOrigins: 'host.test', startsWith: SITE }, 'rejected'],
    // The start of the text is also the start of another host's name.
    ['a host that starts alike', { startsWith: 'https://host' }, 'rejected'],
    ['every host', { allowedOrigins: ['*'] }, 'rejected'],
  ])('on %s', async (_, verification, verdict) => {
    const hosted = assertion({ id: 'https://host.test/a/1' });
    publish(world(), {
      'https://host.test/a/1': hosted,
      [BADGE]: badgeClass(),
      [ISSUER]: profile({ verification }),
    });
    expect(await world().verify(hosted)).toMatchObject({ verdict });
  });

  test('whose address publishes the badge of another host is refused', async () => {
    publish(world(), { [ASSERTION]: assertion({ id: 'https://evil.test/a' }) });
    expect(await world().verify(assertion())).toMatchObject({ verdict: 'rejected' });
  });

  test('whose address leads to another host is not followed', async () => {
    publish(world(), {
      [ASSERTION]: { redirectTo: 'https://evil.test/a' },
      'https://evil.test/a': assertion(),
    });
    const finding = await world().verify(assertion());
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContain('egress_redirects');
  });

  test('whose issuer’s profile speaks for another host is refused', async () => {
    publishAll(world());
    publish(world(), { [ISSUER]: profile({ id: 'https://good.test/issuer' }) });
    const finding = await world().verify(assertion());
    expect(finding).toMatchObject({ verdict: 'rejected' });
    expect(finding.codes).toContain('did_id_mismatch');
  });

  test('that nobody publishes is neither true nor false; nobody else is asked', async () => {
    const report = await reportOn(assertion({ id: `${SITE}/none` }));
    expect(report).toMatchObject({ verdict: 'undetermined', state: 'unknown' });
    expect(report.contacted.map(({ url }) => url)).toEqual([`${SITE}/none`]);
    expect(answerOf(report)).toBe('cannot_say');
  });

  test('at an http address is asked for over https alone', async () => {
    const insecure = 'http://plain.test/a';
    const report = await reportOn(assertion({ id: insecure }));
    expect(report.contacted.map(({ url }) => url)).toEqual(['https://plain.test/a']);
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: 'proof', outcome: 'unknown', code: 'hosted_insecure' }),
    );
  });

  test('whose address holds a badge of version 3 by now is neither true nor false', async () => {
    publish(world(), { [ASSERTION]: { type: ['VerifiableCredential', 'OpenBadgeCredential'] } });
    const finding = await world().verify(assertion());
    expect(finding).toMatchObject({ verdict: 'undetermined' });
    expect(finding.codes).toContain('hosted_newer');
  });

  test('whose published copy says that it is signed has no signature', async () => {
    publishAll(world(), { verification: { type: 'SignedBadge' } });
    const finding = await world().verify(assertion());
    expect(finding.codes).toContain('proof_missing');
    expect(finding.verdict).toBe('rejected');
  });
});

describe('whatever stands where something else should', () => {
  // An object that cannot be made a text stops whoever tries.
  const values: readonly JsonValue[] = [
    null,
    7,
    '',
    [],
    [null, 7],
    { toString: 1 },
    [{ toString: 1 }],
    { id: [] },
  ];
  const documents = { assertion: assertion(), badge: badgeClass(), issuer: profile() };
  const members = Object.entries(documents).flatMap(([part, document]) =>
    [...Object.keys(document), 'verification', 'endorsement', 'expires', 'uid', 'publicKey'].map(
      (member) => [part, member] as const,
    ),
  );
  test.each(members)('in the %s as %s is no fault', async (part, member) => {
    for (const value of values) {
      world().clock.now = new Date(world().clock.now.getTime() + 61_000);
      const changed = (name: string, document: JsonObject) =>
        name === part ? { ...document, [member]: value } : document;
      publish(world(), {
        [ASSERTION]: changed('assertion', documents.assertion),
        [BADGE]: changed('badge', documents.badge),
        [ISSUER]: changed('issuer', documents.issuer),
      });
      const given = changed('assertion', documents.assertion);
      const report = await reportOn(given).catch((error: unknown) => error);
      if (report instanceof BadgeError) expect(report.code).toBe('not_a_credential');
      else expect(report).toMatchObject({ verdict: expect.any(String) });
    }
  });
});

describe('a hosted badge that was taken back', () => {
  test('with its address gone (410) is revoked, and nothing is said to be authentic', async () => {
    publish(world(), { [ASSERTION]: { replyStatus: 410 } });
    const report = await reportOn(assertion());
    expect(report).toMatchObject({ verdict: 'rejected', state: 'revoked' });
    expect(answerOf(report)).toBe('cannot_say');
  });

  test('with only the word that it is revoked left is the same', async () => {
    publish(world(), { [ASSERTION]: { type: 'Assertion', id: ASSERTION, revoked: true } });
    expect(await reportOn(assertion())).toMatchObject({ verdict: 'rejected', state: 'revoked' });
  });

  test('and still published whole is authentic, and valid no more', async () => {
    publishAll(world(), { revoked: true, revocationReason: 'Erreur' });
    const report = await reportOn(assertion());
    expect(report).toMatchObject({ verdict: 'rejected', state: 'revoked' });
    expect(answerOf(report)).toBe('authentic_no_longer_valid');
  });
});

describe('what others publish about it', () => {
  const PRAISE = 'https://friend.test/praise';
  const FRIEND = 'https://friend.test/profile';
  const endorsement = (change: JsonObject = {}): JsonObject => ({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Endorsement',
    id: PRAISE,
    issuer: FRIEND,
    claim: { id: BADGE, endorsementComment: 'Sérieux.' },
    issuedOn: '2024-04-01T10:00Z',
    verification: { type: 'HostedBadge' },
    ...change,
  });

  test('is told with who says it', async () => {
    publishAll(world(), { endorsement: PRAISE });
    publish(world(), { [PRAISE]: endorsement(), [FRIEND]: profile({ id: FRIEND, name: 'Amie' }) });
    const report = await reportOn(assertion({ endorsement: PRAISE }));
    expect(report).toMatchObject({
      verdict: 'verified',
      endorsements: [
        {
          verdict: 'verified',
          issuer: { domain: 'friend.test', claimedName: 'Amie' },
          about: BADGE,
          comment: 'Sérieux.',
        },
      ],
    });
  });

  test.each([
    ['is about something else', { claim: { id: `${SITE}/other` } }],
    ['is in the name of someone on another host', { issuer: ISSUER }],
    ['was taken back', { revoked: true }],
    ['is not there yet', { issuedOn: '2100-01-01T00:00:00Z' }],
  ])('counts against it when it %s', async (_, change) => {
    publishAll(world(), { endorsement: PRAISE });
    publish(world(), { [PRAISE]: endorsement(change), [FRIEND]: profile({ id: FRIEND }) });
    const finding = await world().verify(assertion({ endorsement: PRAISE }));
    expect(finding).toMatchObject({ verdict: 'rejected', codes: ['legacy_endorsement_unfit'] });
  });

  test('and cannot be read leaves it open', async () => {
    publishAll(world(), { endorsement: 'https://friend.test/none' });
    const finding = await world().verify(assertion({ endorsement: 'https://friend.test/none' }));
    expect(finding).toMatchObject({ verdict: 'undetermined', codes: ['remote_not_found'] });
  });
});

describe('who received it', () => {
  test.each(['sha256', 'md5'])('is found by the salted %s of an e-mail', async (alg) => {
    const hashed = recipient({ identity: `${alg}$${hashOf(alg, `${EMAIL}sel`).toUpperCase()}` });
    publishAll(world(), { recipient: hashed });
    const { credential } = await reportOn(assertion({ recipient: hashed }));
    const identities = identitiesOf(credential);
    expect(await matchingIdentity(identities, EMAIL, HASHES)).toBeDefined();
    expect(await matchingIdentity(identities, 'noe@example.test', HASHES)).toBeUndefined();
  });
});
