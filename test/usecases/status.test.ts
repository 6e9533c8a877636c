import { beforeEach, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  at,
  badge,
  DID_JSON,
  didDocument,
  statusEntry as entryOf,
  jwt,
  statusList as listOf,
  newKey,
  OTHER,
  signed,
  useWorld,
} from './other-issuer.ts';

const DAY = 86_400_000;
const HOUR = DAY / 24;

const stranger = newKey();
const STRANGER = 'did:web:stranger.test';

const world = useWorld();

/** Of each test its own, as a list that was read is kept. */
let url = '';
let place = '';
let tests = 0;
beforeEach(() => {
  tests += 1;
  place = `other.test/lists/${tests}`;
  url = `https://${place}`;
});

const statusEntry = (change: JsonObject = {}) =>
  entryOf({ id: `${url}#7`, statusListCredential: url, ...change });
const statusList = (revoked: number[], change: JsonObject = {}, subject: JsonObject = {}) =>
  listOf(revoked, { id: url, ...change }, subject);

/** Verifies a badge whose status is in a list: the list is served as it is given. */
async function verifyWith(list: JsonObject | undefined, entry: JsonObject = {}) {
  if (list) world().documents.set(place, list);
  return world().verify(await signed(badge({ credentialStatus: statusEntry(entry) })));
}

describe('the bit decides', () => {
  test('not set: verified; the DID document and the list are asked for once each', async () => {
    const finding = await verifyWith(await signed(await statusList([6, 8])));
    expect(finding).toMatchObject({ verdict: 'verified', codes: [] });
    expect(finding.asked.sort()).toEqual([DID_JSON, place]);
  });

  test('row 67: set: revoked', async () => {
    expect(await verifyWith(await signed(await statusList([7])))).toMatchObject({
      verdict: 'rejected',
      codes: ['revoked'],
    });
  });

  test('row 67: of two entries, the worse counts', async () => {
    world().documents.set(place, await signed(await statusList([7])));
    const other = statusEntry({ id: `${url}#8`, statusListIndex: '8' });
    const credentialStatus = [other, statusEntry()];
    expect(await world().verify(await signed(badge({ credentialStatus })))).toMatchObject({
      verdict: 'rejected',
      codes: expect.arrayContaining(['revoked']),
    });
  });

  test('row 68: set for suspension: suspended', async () => {
    const list = await statusList([7], {}, { statusPurpose: 'suspension' });
    expect(await verifyWith(await signed(list), { statusPurpose: 'suspension' })).toMatchObject({
      verdict: 'rejected',
      codes: ['suspended'],
    });
  });

  test('set to say that there is a newer version: still valid, with a warning', async () => {
    const list = await statusList([7], {}, { statusPurpose: ['refresh', 'revocation'] });
    expect(await verifyWith(await signed(list), { statusPurpose: 'refresh' })).toMatchObject({
      verdict: 'verified',
      warnings: ['status_refresh'],
    });
  });

  test('row 78: of two bits for a message: its text is told', async () => {
    const message = { statusPurpose: 'message' };
    world().documents.set(place, await signed(await statusList([15], {}, message)));
    const credentialStatus = statusEntry({
      ...message,
      statusSize: 2,
      statusMessage: ['en attente', 'reconnu par la\u202e région'].map((text, status) => ({
        status: `0x${status}`,
        message: text,
      })),
    });
    const text = JSON.stringify(await signed(badge({ credentialStatus })));
    const report = await world().service.verifyBytes(utf8(text));
    expect(report.checks.find(({ name }) => name === 'status')).toMatchObject({
      outcome: 'passed',
      code: 'status_message',
      params: { message: 'reconnu par la  région' },
    });
    expect(report.verdict).toBe('verified');
  });

  test.each([0, 65])('row 78: of %d bits: not read', async (statusSize) => {
    await expectUnknown(await signed(await statusList([])), 'status_size', { statusSize });
  });

  test('of a list that came as a JWT, bare or as a JSON text', async () => {
    const subject = { id: `${url}#list`, ttl: 300_000 };
    const list = await statusList([7], { issuer: { id: OTHER } }, subject);
    for (const token of [jwt(list), JSON.stringify(jwt(list)), `${jwt(list)}\n`]) {
      expect(await verifyWith({ replyText: token })).toMatchObject({ codes: ['revoked'] });
      world().clock.now = new Date(world().clock.now.getTime() + HOUR);
    }
    const forged = jwt(list, { key: stranger });
    expect(await verifyWith({ replyText: forged })).toMatchObject({ codes: ['status_unverified'] });
  });
});

/** Anything that goes wrong on the way to the bit: neither good nor bad. */
async function expectUnknown(
  list: JsonObject | undefined,
  code: string,
  entry: JsonObject = {},
): Promise<void> {
  expect(await verifyWith(list, entry)).toMatchObject({ verdict: 'undetermined', codes: [code] });
}

describe('a list with another id than its address (row 72)', () => {
  const elsewhere = { id: 'https://other.test/status/2' };

  test('that its issuer signed revokes all the same: it fails closed', async () => {
    expect(await verifyWith(await signed(await statusList([7], elsewhere)))).toMatchObject({
      verdict: 'rejected',
      codes: ['revoked'],
      warnings: ['status_list_other_id'],
    });
  });

  test('that somebody else signed revokes nothing', async () => {
    await expectUnknown(
      await signed(await statusList([7], elsewhere), {}, stranger),
      'status_unverified',
    );
  });
});

describe('a list that cannot be relied on leaves it open', () => {
  test('row 69: signed by another issuer, properly', async () => {
    world().documents.set(
      'stranger.test/.well-known/did.json',
      didDocument({}, {}, stranger, STRANGER),
    );
    const list = await statusList([], { issuer: STRANGER });
    const method = { verificationMethod: `${STRANGER}#${stranger.multibase}` };
    await expectUnknown(await signed(list, method, stranger), 'status_issuer_mismatch');
  });

  test('row 69: nor is another issuer’s revocation believed', async () => {
    world().documents.set(
      'stranger.test/.well-known/did.json',
      didDocument({}, {}, stranger, STRANGER),
    );
    const list = await statusList([7], { issuer: STRANGER });
    const method = { verificationMethod: `${STRANGER}#${stranger.multibase}` };
    await expectUnknown(await signed(list, method, stranger), 'status_issuer_mismatch');
  });

  test('row 69: nor is that other issuer asked for anything (T01: whom a badge may make us contact)', async () => {
    const list = await signed(await statusList([7], { issuer: STRANGER }), {}, stranger);
    const finding = await verifyWith(list);
    expect(finding).toMatchObject({ codes: ['status_issuer_mismatch'] });
    expect(finding.asked.sort()).toEqual([DID_JSON, place]);
  });

  test('row 70: without a proof', async () => {
    await expectUnknown(await statusList([]), 'status_unverified');
  });

  test('row 70: with a broken proof', async () => {
    const { proof } = await signed(await statusList([7]));
    await expectUnknown({ ...(await statusList([])), proof: proof ?? [] }, 'status_unverified');
  });

  test('row 70: signed with a key that is not its issuer’s', async () => {
    await expectUnknown(await signed(await statusList([]), {}, stranger), 'status_unverified');
  });

  test('row 71: for another purpose', async () => {
    const list = await statusList([], {}, { statusPurpose: 'suspension' });
    await expectUnknown(await signed(list), 'status_purpose_mismatch');
  });

  test('row 72: with another id than its address, when it says nothing against the badge', async () => {
    const list = await statusList([6, 8], { id: 'https://other.test/status/2' });
    await expectUnknown(await signed(list), 'status_id_mismatch');
  });

  test.each(['131072', '-1', '1.5', '0x10', '01', '9007199254740992', '', ' 7', '7 '])(
    'row 73: at index "%s"',
    async (statusListIndex) => {
      const list = await signed(await statusList([]));
      await expectUnknown(list, 'status_index_invalid', { statusListIndex });
    },
  );

  test.each([
    ['row 77: that ended', { validUntil: at(-DAY) }],
    ['row 77: that begins tomorrow', { validFrom: at(DAY) }],
  ])('%s', async (_, change) => {
    await expectUnknown(await signed(await statusList([], change)), 'status_stale');
  });

  test('row 79: which is the badge itself', async () => {
    const credential = badge({
      id: url,
      credentialStatus: statusEntry(),
    });
    const text = await signed(credential);
    world().documents.set(place, text);
    const finding = await world().verify(text);
    expect(finding).toMatchObject({ verdict: 'undetermined', codes: ['status_loop'] });
    expect(finding.asked).toEqual([DID_JSON]);
  });

  test('row 79: which has a status of its own: it is not followed', async () => {
    const list = await statusList([], { credentialStatus: statusEntry() });
    await expectUnknown(await signed(list), 'status_loop');
  });

  test('that is not there', async () => {
    await expectUnknown(undefined, 'status_unreachable');
  });

  test('that brings contexts of its own', async () => {
    const list = await statusList([]);
    const contexts = [...(list['@context'] as string[]), 'https://evil.test/context.json'];
    const proof = (await signed(list))['proof'] ?? [];
    await expectUnknown({ ...list, '@context': contexts, proof }, 'status_unverified');
  });

  test('inside this network', async () => {
    const statusListCredential = 'https://127.0.0.1/status/1';
    const finding = await verifyWith(undefined, { statusListCredential });
    expect(finding).toMatchObject({ verdict: 'undetermined', codes: ['status_unreachable'] });
    expect(finding.asked).toEqual([DID_JSON]);
  });

  test('of which there are too many', async () => {
    const credentialStatus = Array.from({ length: 5 }, () => statusEntry());
    const finding = await world().verify(await signed(badge({ credentialStatus })));
    expect(finding.codes).toContain('too_many_status');
  });
});
