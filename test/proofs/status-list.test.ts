import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gunzip, gzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads } from '../../src/proofs/canonize.ts';
import { readEntry, type StatusEntry } from '../../src/proofs/status-entry.ts';
import {
  bitsOf,
  encodeList,
  readStatus,
  statusListCredential,
} from '../../src/proofs/status-list.ts';
import { ISSUER } from './sample.ts';
import { readSharedJson } from './shared.ts';

const packer = { gzip: (bytes: Uint8Array) => promisify(gzip)(bytes) };
const unpacker = {
  gunzip: (bytes: Uint8Array, maxOutputLength: number) =>
    promisify(gunzip)(bytes, { maxOutputLength }),
};

const LIST = 'https://issuer.test/status/1';
const ENTRY = {
  id: `${LIST}#7`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: LIST,
};

function listWith(encodedList: string, changes: JsonObject = {}): JsonObject {
  const issuer = { id: ISSUER, name: 'Centre social' };
  const list = JSON.parse(
    statusListCredential({ id: LIST, issuer, validFrom: '2026-03-01T10:00:00Z', encodedList }),
  );
  Object.assign(list.credentialSubject, changes);
  return list;
}

const at = (index: number, size = 1): StatusEntry => ({
  listUrl: LIST,
  index,
  size,
  purpose: 'revocation',
  messages: new Map(),
});
const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('a list of ours', () => {
  test('tells exactly the revoked indexes', async () => {
    const indexes = fc.uniqueArray(fc.nat(131_071), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(indexes, fc.nat(131_071), async (revoked, other) => {
        const list = listWith(await encodeList(bitsOf(revoked), packer));
        for (const index of [...revoked, other]) {
          const set = revoked.includes(index);
          expect(await readStatus(list, at(index), unpacker)).toEqual({
            value: Number(set),
            warnings: [],
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  test('has 16 KiB, and index 0 is the highest bit of the first byte (checklist B4)', () => {
    const bits = bitsOf([0, 9]);
    expect(bits).toHaveLength(16_384);
    expect([...bits.subarray(0, 2)]).toEqual([0x80, 0x40]);
    expect(() => bitsOf([131_072])).toThrow(RangeError);
    expect(() => bitsOf([-1])).toThrow(RangeError);
  });

  test('is a credential whose every member is defined by its one context (checklist B8)', async () => {
    const list = listWith(await encodeList(bitsOf([1]), packer));
    expect(list).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: { id: ISSUER },
      credentialSubject: { id: `${LIST}#list`, type: 'BitstringStatusList', ttl: 300_000 },
    });
    expect(await canonicalNQuads(list)).toMatch(ISSUER);
  });

  test('writes no name when there is none', () => {
    const text = statusListCredential({
      id: LIST,
      issuer: { id: ISSUER },
      validFrom: '2026-03-01T10:00:00Z',
      encodedList: 'u',
    });
    expect(JSON.parse(text).issuer).toEqual({ id: ISSUER });
  });
});

describe('readEntry', () => {
  test.each(['7', 7])('reads the index %j (checklist B1)', (statusListIndex) => {
    expect(readEntry({ ...ENTRY, statusListIndex, statusSize: 1 })).toEqual(at(7));
  });

  test.each([
    -1,
    '-1',
    '1.5',
    1.5,
    '0x10',
    '01',
    '',
    ' 7',
    2 ** 53,
    '9007199254740992',
    true,
    null,
  ])('refuses the index %j (bad input 73)', (statusListIndex) => {
    const refused = { problem: { code: 'status_index_invalid' } };
    expect(readEntry({ ...ENTRY, statusListIndex })).toMatchObject(refused);
  });

  test('refuses a missing index (bad input 73)', () => {
    const { statusListIndex: _, ...entry } = ENTRY;
    expect(readEntry(entry)).toMatchObject({ problem: { code: 'status_index_invalid' } });
  });

  test.each([0, -1, 1.5, 33, 65, '1'])(
    'refuses statuses of %j bits (bad input 78)',
    (statusSize) => {
      expect(readEntry({ ...ENTRY, statusSize })).toMatchObject({
        problem: { code: 'status_size' },
      });
    },
  );

  test('reads what each status says, where the purpose is a message (bad input 78)', () => {
    const statusMessage = [
      { status: '0x0', message: 'en attente' },
      { status: '0xB', message: 'acceptée' },
      { status: '11', message: 'pas en hexadécimal' },
      'pas un objet',
    ];
    const entry = { ...ENTRY, statusPurpose: 'message', statusSize: 4, statusMessage };
    const messages = new Map([
      [0, 'en attente'],
      [11, 'acceptée'],
    ]);
    expect(readEntry(entry)).toEqual({ ...at(7, 4), purpose: 'message', messages });
  });

  test('refuses an entry whose id is that of its list (checklist B1)', () => {
    const refused = { problem: { code: 'status_entry_invalid' } };
    expect(readEntry({ ...ENTRY, id: LIST })).toMatchObject(refused);
  });

  test.each(['StatusList2021Entry', '1EdTechRevocationList', 7])('refuses the type %j', (type) => {
    const refused = { problem: { code: 'status_type_unsupported' } };
    expect(readEntry({ ...ENTRY, type })).toMatchObject(refused);
  });

  test.each([
    { statusPurpose: ['revocation'] },
    { statusListCredential: 'status/1' },
    { statusListCredential: { id: LIST } },
    { statusListCredential: `${LIST}?${'x'.repeat(2048)}` },
  ])('refuses an entry with %j', (change) => {
    const refused = { problem: { code: 'status_entry_invalid' } };
    expect(readEntry({ ...ENTRY, ...change })).toMatchObject(refused);
  });
});

describe('readStatus', () => {
  test.each([
    [4, 0, 0b1010],
    [4, 1, 0b0001],
    [3, 1, 0b000],
    [12, 0, 0b101000011111],
    [32, 0, 0xa1_f0_00_00],
  ])('of %d bits, highest first, at %d: %d', async (size, index, value) => {
    const bits = new Uint8Array(16_384 * 32);
    bits.set([0xa1, 0xf0]);
    const list = listWith(await encodeList(bits, { gzip: gzipSync }));
    expect(await readStatus(list, at(index, size), unpacker)).toEqual({ value, warnings: [] });
  });

  test('a status that the end cuts is outside of the list', async () => {
    const list = listWith(await encodeList(new Uint8Array(2), { gzip: gzipSync }));
    const refused = { problem: { code: 'status_index_invalid' } };
    expect(await readStatus(list, at(5, 3), unpacker)).toMatchObject(refused);
    expect(await readStatus(list, at(4, 3), unpacker)).toEqual({
      value: 0,
      warnings: ['status_length'],
    });
  });

  const whole = gzipSync(bitsOf([7]));
  const good = `u${base64Url(whole)}`;

  test.each([131_072, 999_999_999])(
    'refuses index %d of a shorter list (bad input 73)',
    async (n) => {
      const refused = { problem: { code: 'status_index_invalid' } };
      expect(await readStatus(listWith(good), at(n), unpacker)).toMatchObject(refused);
    },
  );

  test('reads a list of 8 bits with a warning (bad input 74 as amended by the design)', async () => {
    const list = listWith(`u${base64Url(gzipSync(Uint8Array.of(1)))}`);
    expect(await readStatus(list, at(7), unpacker)).toEqual({
      value: 1,
      warnings: ['status_length'],
    });
  });

  test.each([
    ['a bomb of 200 MB', gzipSync(Buffer.alloc(200_000_000))],
    ['two members', Buffer.concat([whole, whole])],
    ['trailing bytes', Buffer.concat([whole, Buffer.from('more')])],
    ['a truncated file', whole.subarray(0, -9)],
    ['a wrong checksum', Buffer.from(whole).fill(0, whole.length - 8, whole.length - 4)],
    ['raw zlib', deflateSync(bitsOf([7]))],
    ['brotli', brotliCompressSync(bitsOf([7]))],
    ['nothing', new Uint8Array()],
  ])('refuses %s (bad inputs 75, 76)', async (_what, bytes) => {
    const refused = { problem: { code: 'status_encoding' } };
    expect(await readStatus(listWith(`u${base64Url(bytes)}`), at(7), unpacker)).toMatchObject(
      refused,
    );
  });

  test.each([`${good}=`, `u${whole.toString('base64')}+/`, `z${good}`, 7, null])(
    'refuses the encoding %j (bad input 76)',
    async (encodedList) => {
      const refused = { problem: { code: 'status_encoding' } };
      const list = listWith('', { encodedList });
      expect(await readStatus(list, at(7), unpacker)).toMatchObject(refused);
    },
  );

  test('reads a list without multibase prefix with a warning (bad input 76)', async () => {
    const bit = await readStatus(listWith(good.slice(1)), at(7), unpacker);
    expect(bit).toEqual({ value: 1, warnings: ['status_multibase_missing'] });
  });

  test('does not answer for another purpose (bad input 71)', async () => {
    const refused = { problem: { code: 'status_purpose_mismatch' } };
    const list = listWith(good, { statusPurpose: 'suspension' });
    expect(await readStatus(list, at(7), unpacker)).toMatchObject(refused);
  });

  test('answers for a list of several purposes', async () => {
    const list = listWith(good, { statusPurpose: ['suspension', 'revocation'] });
    expect(await readStatus(list, at(7), unpacker)).toEqual({ value: 1, warnings: [] });
  });

  test.each([
    { type: ['VerifiableCredential'] },
    { credentialSubject: [] },
    { credentialSubject: { type: 'StatusList2021' } },
  ])('refuses what is no list: %j', async (change) => {
    const refused = { problem: { code: 'status_type_mismatch' } };
    expect(await readStatus({ ...listWith(good), ...change }, at(7), unpacker)).toMatchObject(
      refused,
    );
  });

  test('reads the list and the badges that 1EdTech publishes', async () => {
    const folder = 'vectors/1edtech-validator/ob30/bit-string-list/';
    const list = readSharedJson(`${folder}testlist.json`);
    const status = readSharedJson(`${folder}credential-status-revoked.json`)?.['credentialStatus'];
    if (!list || !isJsonObject(status)) return;
    const entry = readEntry(status);
    if ('problem' in entry) throw new Error(entry.problem.detail);
    expect(await readStatus(list, entry, unpacker)).toEqual({ value: 1, warnings: [] });
    expect(await readStatus(list, { ...entry, index: 24 }, unpacker)).toMatchObject({ value: 0 });
  });
});
