import { beforeEach, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  at,
  badge,
  DID_JSON,
  didDocument,
  jwt,
  newKey,
  OTHER,
  signed,
  statusEntry,
  statusList,
  useWorld,
} from './other-issuer.ts';

// Checklist 3, step 6: every endorsement, wherever it stands, is a credential to be verified.

const world = useWorld();

const REGION = 'did:web:region.test';
const REGION_JSON = 'region.test/.well-known/did.json';
const KEY = newKey();
const METHOD = { verificationMethod: `${REGION}#${KEY.multibase}` };
const stranger = newKey();
const DAY = 86_400_000;
const ABOUT = String(badge()['id']);

beforeEach(() => {
  world().documents.set(REGION_JSON, didDocument({}, {}, KEY, REGION));
});

function endorsement(change: JsonObject = {}, subject: JsonObject = {}): JsonObject {
  return {
    '@context': badge()['@context'] ?? [],
    id: 'https://region.test/endorsements/1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Avis de la région',
    issuer: { id: REGION, type: ['Profile'], name: 'Région' },
    validFrom: '2026-11-01T10:00:00Z',
    credentialSubject: {
      id: ABOUT,
      type: ['EndorsementSubject'],
      endorsementComment: 'Un **vrai** savoir-faire.',
      ...subject,
    },
    ...change,
  };
}

const endorsed = (change: JsonObject = {}, subject: JsonObject = {}) =>
  signed(endorsement(change, subject), METHOD, KEY);

async function reportOn(given: JsonObject | string) {
  world().remote.asked.length = 0;
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const report = await world().service.verifyBytes(utf8(text));
  const { verdict, endorsements, warnings } = report;
  const code = report.checks.find(({ name }) => name === 'endorsements')?.code;
  return { verdict, code, endorsements, warnings, asked: [...world().remote.asked].sort() };
}

/** The report on a badge with these endorsements of it. */
async function withEndorsements(...given: JsonObject[]) {
  return reportOn(await signed(badge({ endorsement: given })));
}

describe('an endorsement that holds', () => {
  test('is told with who signed it, what it is about and what it says', async () => {
    expect(await withEndorsements(await endorsed())).toEqual({
      verdict: 'verified',
      code: 'endorsements_verified',
      endorsements: [
        {
          verdict: 'verified',
          issuer: {
            id: REGION,
            domain: 'region.test',
            claimedName: 'Région',
            recognised: false,
            mixedScript: false,
          },
          about: ABOUT,
          issuersOwn: true,
          comment: 'Un **vrai** savoir-faire.',
        },
      ],
      warnings: [],
      asked: [DID_JSON, REGION_JSON],
    });
  });

  test('is found on the achievement, its creator, the issuer and the source', async () => {
    const base = badge();
    const subject = base['credentialSubject'] as JsonObject;
    const achievement = subject['achievement'] as JsonObject;
    const about = async (id: unknown) => [await endorsed({}, { id: String(id) })];
    const creator = {
      id: 'https://creator.test/',
      type: ['Profile'],
      endorsement: await about('https://creator.test/'),
    };
    const source = {
      id: 'https://source.test/',
      type: ['Profile'],
      endorsement: await about('https://source.test/'),
    };
    const issuer = {
      ...(base['issuer'] as JsonObject),
      endorsement: await about(OTHER),
    };
    const endorsement = await about(achievement['id']);
    const credentialSubject = {
      ...subject,
      source,
      achievement: { ...achievement, creator, endorsement },
    };
    const found = await reportOn(await signed(badge({ issuer, credentialSubject })));
    expect(found).toMatchObject({ verdict: 'verified', code: 'endorsements_verified' });
    expect(found.endorsements.map(({ about: id }) => id).sort()).toEqual(
      ['https://creator.test/', 'https://source.test/', OTHER, achievement['id']].sort(),
    );
  });

  test.each([OTHER, 'the achievement'])('on the badge itself may be about %s', async (about) => {
    const { achievement } = badge()['credentialSubject'] as { achievement: JsonObject };
    const id = about === OTHER ? OTHER : String(achievement['id']);
    expect(await withEndorsements(await endorsed({}, { id }))).toMatchObject({
      verdict: 'verified',
      endorsements: [{ about: id }],
    });
  });

  // Anyone may name somebody else's achievement in a badge of their own (T15).
  test.each([
    ['an achievement of another host', 'https://good.test/a/1'],
    ['a name without a host', 'urn:uuid:3f2b6c1e-0000-4000-8000-000000000001'],
    ['a stranger’s did:web', 'did:web:good.test'],
  ])('about %s is not shown as one of the issuer', async (_, id) => {
    const subject = badge()['credentialSubject'] as JsonObject;
    const achievement = { ...(subject['achievement'] as JsonObject), id };
    const credentialSubject = { ...subject, achievement };
    const endorsement = [await endorsed({}, { id })];
    expect(await reportOn(await signed(badge({ credentialSubject, endorsement })))).toMatchObject({
      verdict: 'verified',
      endorsements: [{ verdict: 'verified', about: id, issuersOwn: false }],
      warnings: ['endorsement_of_a_strangers_thing'],
    });
  });

  test('about an address is nothing of a badge that a bare key signed', async () => {
    const did = `did:key:${KEY.multibase}`;
    const issuer = { id: did, type: ['Profile'], name: 'Ministère' };
    const mine = badge({ issuer, endorsement: [await endorsed()] });
    const verificationMethod = `${did}#${KEY.multibase}`;
    expect(await reportOn(await signed(mine, { verificationMethod }, KEY))).toMatchObject({
      verdict: 'verified',
      endorsements: [{ verdict: 'verified', about: ABOUT, issuersOwn: false }],
      warnings: expect.arrayContaining(['endorsement_of_a_strangers_thing']),
    });
  });

  test('comes as a JWT', async () => {
    const token = jwt(endorsement(), { key: KEY, header: { kid: METHOD.verificationMethod } });
    const found = await reportOn(await signed(badge({ endorsementJwt: [token] })));
    expect(found).toMatchObject({ verdict: 'verified', endorsements: [{ verdict: 'verified' }] });
  });

  test('stands alone: it is verified as what it is', async () => {
    expect(await reportOn(await endorsed())).toMatchObject({
      verdict: 'verified',
      code: 'endorsements_absent',
      endorsements: [],
    });
    const report = await world().service.verifyBytes(utf8(JSON.stringify(await endorsed())));
    expect(report.kind).toBe('endorsement');
  });
});

describe('an endorsement that is over says nothing against the badge, and is shown as over', () => {
  test('ended', async () => {
    const found = await withEndorsements(await endorsed({ validUntil: at(-DAY) }));
    expect(found).toMatchObject({ verdict: 'verified', code: 'endorsement_ended' });
    expect(found.endorsements.map(({ verdict }) => verdict)).toEqual(['rejected']);
  });

  test('revoked', async () => {
    const url = 'https://region.test/lists/1';
    const list = await statusList([7], { id: url, issuer: REGION });
    world().documents.set('region.test/lists/1', await signed(list, METHOD, KEY));
    const credentialStatus = statusEntry({ id: `${url}#7`, statusListCredential: url });
    expect(await withEndorsements(await endorsed({ credentialStatus }))).toMatchObject({
      verdict: 'verified',
      code: 'endorsement_ended',
    });
  });
});

describe('an endorsement that does not hold rejects the badge that carries it', () => {
  test.each<[string, string, () => Promise<JsonObject>]>([
    ['without a proof', 'endorsement_invalid', async () => endorsement()],
    ['changed', 'endorsement_invalid', async () => ({ ...(await endorsed()), name: 'Autre' })],
    [
      'signed by a stranger in its issuer’s name',
      'endorsement_invalid',
      () => signed(endorsement(), METHOD, stranger),
    ],
    [
      'signed with the key of the badge’s issuer',
      'endorsement_invalid',
      () => signed(endorsement()),
    ],
    ['of its issuer by itself', 'endorsement_of_another', () => endorsed({}, { id: REGION })],
    ['of another badge', 'endorsement_of_another', () => endorsed({}, { id: 'urn:uuid:other' })],
    [
      'without a name',
      'endorsement_invalid',
      async () => {
        const { name: _, ...nameless } = endorsement();
        return signed(nameless, METHOD, KEY);
      },
    ],
    [
      'with contexts that are not pinned',
      'endorsement_invalid',
      async () => ({
        ...(await endorsed()),
        '@context': [...(badge()['@context'] as string[]), 'https://evil.test/c.json'],
      }),
    ],
  ])('%s: %s', async (_, code, make) => {
    const given = await make();
    // Where the badge’s own form cannot be made with it, its issuer could not have signed either.
    const carrier = await signed(badge({ endorsement: [given] })).catch(() => undefined);
    if (carrier === undefined) return expect(JSON.stringify(given)).toContain('evil.test');
    const found = await reportOn(carrier);
    expect(found).toMatchObject({ verdict: 'rejected', code });
    expect(found.endorsements.map(({ verdict }) => verdict)).toEqual(['rejected']);
  });

  test.each(['x', 'a.b.c', jwt(badge())])('a token that is none: %.20s', async (token) => {
    expect(await reportOn(await signed(badge({ endorsementJwt: [token] })))).toMatchObject({
      verdict: 'rejected',
      code: 'endorsement_invalid',
      endorsements: [],
    });
  });

  test('one bad among good ones', async () => {
    const found = await withEndorsements(await endorsed(), endorsement({ id: 'urn:uuid:2' }));
    expect(found.code).toBe('endorsement_invalid');
    expect(found.endorsements.map(({ verdict }) => verdict)).toEqual(['verified', 'rejected']);
  });
});

describe('what could not be told stays open', () => {
  test('an issuer that does not answer', async () => {
    const key = newKey();
    const did = 'did:web:silent.test';
    const method = { verificationMethod: `${did}#${key.multibase}` };
    const given = await signed(
      endorsement({ issuer: { id: did, type: ['Profile'] } }),
      method,
      key,
    );
    expect(await withEndorsements(given)).toMatchObject({
      verdict: 'undetermined',
      code: 'endorsements_not_checked',
      endorsements: [{ verdict: 'undetermined' }],
    });
  });

  test('endorsements of an endorser are not followed: that would never end', async () => {
    const issuer = {
      id: REGION,
      type: ['Profile'],
      endorsement: [await endorsed({ id: 'https://region.test/2' }, { id: REGION })],
    };
    expect(await withEndorsements(await endorsed({ issuer }))).toMatchObject({
      verdict: 'undetermined',
      endorsements: [{ verdict: 'undetermined' }],
    });
  });

  test('more than eight', async () => {
    const many = await Promise.all(
      Array.from({ length: 9 }, (_, n) => endorsed({ id: `https://region.test/${n}` })),
    );
    expect(await withEndorsements(...many)).toMatchObject({
      verdict: 'undetermined',
      code: 'too_many_endorsements',
      endorsements: [],
    });
  });

  test('T01: nobody is asked on the word of a badge that does not hold', async () => {
    const given = await signed(badge({ endorsement: [await endorsed()] }), {}, stranger);
    expect(await reportOn(given)).toMatchObject({
      verdict: 'rejected',
      code: 'endorsements_not_reached',
      asked: [DID_JSON],
    });
  });
});

describe('an endorsement is no place to hide what is signed elsewhere (T11)', () => {
  test.each<[string, JsonObject]>([
    ['the end date of the badge', { validUntil: at(-DAY) }],
    ['its status', { credentialStatus: statusEntry() }],
    ['its evidence', { evidence: [{ type: ['Evidence'], name: 'Rien' }] }],
  ])('%s', async (_, moved) => {
    const given = await endorsed();
    const carrier = await signed(badge({ endorsement: [given], ...moved }));
    const [name = ''] = Object.keys(moved);
    const { [name]: taken = '', ...bare } = carrier;
    const credentialSubject = {
      ...(given['credentialSubject'] as JsonObject),
      [name]: taken,
    };
    // The same statements in another spelling: the signature over them holds.
    const found = await reportOn({ ...bare, endorsement: [{ ...given, credentialSubject }] });
    expect(found.verdict).not.toBe('verified');
    expect(found.endorsements).toEqual([]);
  });
});

test('checklist C6: an endorsementJwt that the contexts do not cover is not signed, so not believed', async () => {
  const [base = ''] = badge()['@context'] as string[];
  const older = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json';
  const { awardedDate: _, ...plain } = badge({ '@context': [base, older] });
  const subject = plain['credentialSubject'] as JsonObject;
  const { inLanguage: __, ...achievement } = subject['achievement'] as JsonObject;
  const given = await signed({ ...plain, credentialSubject: { ...subject, achievement } });
  expect(await reportOn(given)).toMatchObject({ verdict: 'verified' });
  const token = jwt(endorsement(), { key: KEY, header: { kid: METHOD.verificationMethod } });
  expect(await reportOn({ ...given, endorsementJwt: [token] })).toMatchObject({
    verdict: 'rejected',
    code: 'endorsements_not_reached',
    endorsements: [],
  });
});
