import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  at,
  badge,
  DID_JSON,
  didDocument,
  LIST_URL,
  newKey,
  signed,
  statusEntry,
  statusList,
  useWorld,
} from './other-issuer.ts';

const LIST = 'other.test/status/1';
const DAY = 86_400_000;

const stranger = newKey();
const STRANGER = 'did:web:stranger.test';

const world = useWorld();

/** Verifies a badge whose status is in a list: the list is served as it is given. */
async function verifyWith(list: JsonObject | undefined, entry: JsonObject = {}) {
  if (list) world().documents.set(LIST, list);
  return world().verify(await signed(badge({ credentialStatus: statusEntry(entry) })));
}

describe('the bit decides', () => {
  test('not set: verified; the DID document and the list are asked for once each', async () => {
    const finding = await verifyWith(await signed(await statusList([6, 8])));
    expect(finding).toMatchObject({ verdict: 'verified', codes: [] });
    expect(finding.asked.sort()).toEqual([DID_JSON, LIST]);
  });

  test('row 67: set: revoked', async () => {
    expect(await verifyWith(await signed(await statusList([7])))).toMatchObject({
      verdict: 'rejected',
      codes: ['revoked'],
    });
  });

  test('row 67: of two entries, the worse counts', async () => {
    world().documents.set(LIST, await signed(await statusList([7])));
    const other = statusEntry({ id: `${LIST_URL}#8`, statusListIndex: '8' });
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

  test('a list that changed is read anew, not remembered', async () => {
    await verifyWith(await signed(await statusList([])));
    expect(await verifyWith(await signed(await statusList([7])))).toMatchObject({
      codes: ['revoked'],
    });
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

  test('row 72: with another id than its address', async () => {
    const list = await statusList([], { id: 'https://other.test/status/2' });
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
      id: LIST_URL,
      credentialStatus: statusEntry(),
    });
    const text = await signed(credential);
    world().documents.set(LIST, text);
    const finding = await world().verify(text);
    expect(finding).toMatchObject({ verdict: 'undetermined', codes: ['status_type_mismatch'] });
    expect(finding.asked.sort()).toEqual([DID_JSON, LIST]);
  });

  test('row 79: which has a status of its own: it is not followed', async () => {
    const list = await statusList([], { credentialStatus: statusEntry() });
    await expectUnknown(await signed(list), 'status_unverified');
  });

  test('that is not there', async () => {
    const statusListCredential = 'https://other.test/status/gone';
    await expectUnknown(undefined, 'status_unreachable', { statusListCredential });
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
