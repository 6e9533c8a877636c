import { describe, expect, test } from '@jest/globals';
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
  useWorld,
} from './other-issuer.ts';

const world = useWorld();

const URL_ASKED = 'https://other.test/refresh/1';
const PLACE = 'other.test/refresh/1';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const refreshService = { id: URL_ASKED, type: '1EdTechCredentialRefresh' };
const DAY = 86_400_000;
const stranger = newKey();

const refreshable = (change: JsonObject = {}) => {
  const base = badge({ refreshService, ...change });
  return { ...base, '@context': [...(base['@context'] as string[]), EXTENSIONS] };
};

/** The report on a badge whose refresh service gives this. */
async function refreshedBy(news: JsonObject | undefined, given?: JsonObject) {
  if (news) world().documents.set(PLACE, news);
  world().remote.asked.length = 0;
  const text = JSON.stringify(given ?? (await signed(refreshable({ validUntil: at(-DAY) }))));
  const report = await world().service.verifyBytes(utf8(text));
  const { verdict, state, warnings, credential } = report;
  return { verdict, state, warnings, name: credential['name'], asked: [...world().remote.asked] };
}

describe('the newer credential takes the place of the old one', () => {
  test('when it is sound: the report is about it', async () => {
    const news = await signed(badge({ name: 'Nouveau', validUntil: at(DAY) }));
    expect(await refreshedBy(news)).toEqual({
      verdict: 'verified',
      state: 'active',
      warnings: ['refreshed'],
      name: 'Nouveau',
      asked: [DID_JSON, PLACE],
    });
  });

  test('as a JWT too', async () => {
    const exp = Date.parse(at(DAY)) / 1000;
    const news = {
      replyText: jwt(badge({ name: 'Jeton', validUntil: at(DAY) }), { claims: { exp } }),
    };
    expect(await refreshedBy(news)).toMatchObject({ name: 'Jeton', warnings: ['refreshed'] });
  });

  test('when its issuer took it back: then it is revoked', async () => {
    const ended = await signed(badge({ name: 'Fini', validUntil: at(-1000) }));
    expect(await refreshedBy(ended)).toMatchObject({
      verdict: 'rejected',
      state: 'expired',
      warnings: ['refreshed'],
    });
  });

  test('under another id, when it is the same achievement of the same subject', async () => {
    const news = await signed(badge({ id: 'https://other.test/badges/2', name: 'Nouveau' }));
    expect(await refreshedBy(news)).toMatchObject({ verdict: 'verified', name: 'Nouveau' });
  });

  test('row 80: once: the service that it names in turn is not asked', async () => {
    const next = { ...refreshService, id: 'https://other.test/refresh/2' };
    const news = await signed(refreshable({ name: 'Nouveau', refreshService: next }));
    expect(await refreshedBy(news)).toMatchObject({
      verdict: 'verified',
      name: 'Nouveau',
      asked: [DID_JSON, PLACE],
    });
  });

  test('nothing new is no news', async () => {
    const same = await signed(refreshable());
    expect(await refreshedBy(same, same)).toMatchObject({ verdict: 'verified', warnings: [] });
  });
});

describe('row 80: what is not accepted leaves the verdict as it was', () => {
  const subject = badge()['credentialSubject'] as JsonObject;
  const achievement = subject['achievement'] as JsonObject;

  test.each<[string, JsonObject]>([
    ['of another subject', { credentialSubject: { ...subject, id: 'urn:uuid:someone-else' } }],
    [
      'of another achievement under another id',
      {
        id: 'https://other.test/badges/2',
        credentialSubject: {
          ...subject,
          achievement: { ...achievement, id: 'https://other.test/achievements/2' },
        },
      },
    ],
    ['older', { validFrom: '2020-01-01T00:00:00Z' }],
    ['of the wrong shape', { credentialSubject: { ...subject, achievement: { id: 'x:y' } } }],
    ['of another kind', { type: ['VerifiableCredential'] }],
  ])('%s', async (_, change) => {
    expect(await refreshedBy(await signed(badge({ name: 'Nouveau', ...change })))).toMatchObject({
      verdict: 'rejected',
      state: 'expired',
      warnings: ['refresh_rejected'],
    });
  });

  test('of another issuer, properly signed by it', async () => {
    const did = 'did:web:stranger.test';
    world().documents.set('stranger.test/.well-known/did.json', didDocument({}, {}, stranger, did));
    const method = { verificationMethod: `${did}#${stranger.multibase}` };
    const news = await signed(badge({ issuer: { id: did, type: ['Profile'] } }), method, stranger);
    const found = await refreshedBy(news);
    expect(found).toMatchObject({ state: 'expired', warnings: ['refresh_rejected'] });
    expect(found.asked).toEqual([DID_JSON, PLACE]);
  });

  test.each([
    ['with a broken signature', async () => signed(badge(), {}, stranger)],
    ['without one', async () => badge()],
  ])('%s', async (_, make) => {
    expect(await refreshedBy(await make())).toMatchObject({
      state: 'expired',
      warnings: ['refresh_rejected'],
    });
  });

  test('that is no credential at all', async () => {
    expect(await refreshedBy({ replyText: '[]' })).toMatchObject({
      warnings: ['refresh_rejected'],
    });
    expect(await refreshedBy({ hello: 'world' })).toMatchObject({ warnings: ['refresh_rejected'] });
  });

  test('that cannot be had: the good badge stays good', async () => {
    const gone = { ...refreshService, id: 'https://other.test/refresh/gone' };
    const given = await signed(refreshable({ refreshService: gone }));
    expect(await refreshedBy(undefined, given)).toMatchObject({
      verdict: 'verified',
      warnings: ['refresh_unreachable'],
    });
  });
});

describe('T26: nobody is asked on the word of a badge that does not hold', () => {
  test.each<[string, () => Promise<JsonObject>]>([
    ['forged', async () => ({ ...(await signed(refreshable())), name: 'Faux' })],
    ['signed by a stranger', async () => signed(refreshable(), {}, stranger)],
    ['of another shape', async () => signed(refreshable({ credentialSubject: { id: 'x:y' } }))],
  ])('%s', async (_, make) => {
    const news = await signed(badge({ name: 'Nouveau' }));
    const found = await refreshedBy(news, await make());
    expect(found).toMatchObject({ verdict: 'rejected', warnings: [] });
    expect(found.asked).not.toContain(PLACE);
  });

  test('nor inside this network (T01)', async () => {
    const inside = { ...refreshService, id: 'https://169.254.169.254/latest/' };
    const found = await refreshedBy(
      undefined,
      await signed(refreshable({ refreshService: inside })),
    );
    expect(found).toMatchObject({ verdict: 'verified', warnings: ['refresh_unreachable'] });
    expect(found.asked).toEqual([DID_JSON]);
  });

  test('nor where the service is of a kind that is not known', async () => {
    const other = { ...refreshService, type: 'ManualRefreshService2018' };
    const base = badge({ refreshService: other });
    const { asked } = await world().verify(await signed(base).catch(() => base));
    expect(asked).not.toContain(PLACE);
  });

  test('a refused one leaves no trace of what it says', async () => {
    const credentialStatus = statusEntry({ statusListCredential: 'https://other.test/lists/x' });
    const news = await signed(badge({ issuer: OTHER, credentialStatus }), {}, stranger);
    const found = await refreshedBy(news);
    expect(found.warnings).toEqual(['refresh_rejected']);
    expect(found.asked).not.toContain('other.test/lists/x');
  });
});
