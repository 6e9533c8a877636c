import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gunzip, gzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { canonicalNQuads } from '../../src/proofs/canonize.ts';
import {
  bitsOf,
  encodeList,
  readBit,
  readEntry,
  type StatusEntry,
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

const at = (index: number): StatusEntry => ({ listUrl: LIST, index, purpose: 'revocation' });
const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('a list of ours', () => {
  test('tells exactly the revoked indexes', async () => {
    const indexes = fc.uniqueArray(fc.nat(131_071), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(indexes, fc.nat(131_071), async (revoked, other) => {
        const list = listWith(await encodeList(bitsOf(revoked), packer));
        for (const index of [...revoked, other]) {
          const set = revoked.includes(index);
          expect(await readBit(list, at(index), unpacker)).toEqual({ set, warnings: [] });
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

  test.each([0, 2, 65, '1'])('refuses statuses of %j bits (bad input 78)', (statusSize) => {
    expect(readEntry({ ...ENTRY, statusSize })).toMatchObject({ problem: { code: 'status_size' } });
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

describe('readBit', () => {
  const whole = gzipSync(bitsOf([7]));
  const good = `u${base64Url(whole)}`;

  test.each([131_072, 999_999_999])(
    'refuses index %d of a shorter list (bad input 73)',
    async (n) => {
      const refused = { problem: { code: 'status_index_invalid' } };
      expect(await readBit(listWith(good), at(n), unpacker)).toMatchObject(refused);
    },
  );

  test('reads a list of 8 bits with a warning (bad input 74 as amended by the design)', async () => {
    const list = listWith(`u${base64Url(gzipSync(Uint8Array.of(1)))}`);
    expect(await readBit(list, at(7), unpacker)).toEqual({
      set: true,
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
    expect(await readBit(listWith(`u${base64Url(bytes)}`), at(7), unpacker)).toMatchObject(refused);
  });

  test.each([`${good}=`, `u${whole.toString('base64')}+/`, `z${good}`, 7, null])(
    'refuses the encoding %j (bad input 76)',
    async (encodedList) => {
      const refused = { problem: { code: 'status_encoding' } };
      const list = listWith('', { encodedList });
      expect(await readBit(list, at(7), unpacker)).toMatchObject(refused);
    },
  );

  test('reads a list without multibase prefix with a warning (bad input 76)', async () => {
    const bit = await readBit(listWith(good.slice(1)), at(7), unpacker);
    expect(bit).toEqual({ set: true, warnings: ['status_multibase_missing'] });
  });

  test('does not answer for another purpose (bad input 71)', async () => {
    const refused = { problem: { code: 'status_purpose_mismatch' } };
    const list = listWith(good, { statusPurpose: 'suspension' });
    expect(await readBit(list, at(7), unpacker)).toMatchObject(refused);
  });

  test('answers for a list of several purposes', async () => {
    const list = listWith(good, { statusPurpose: ['suspension', 'revocation'] });
    expect(await readBit(list, at(7), unpacker)).toEqual({ set: true, warnings: [] });
  });

  test.each([
    { type: ['VerifiableCredential'] },
    { credentialSubject: [] },
    { credentialSubject: { type: 'StatusList2021' } },
  ])('refuses what is no list: %j', async (change) => {
    const refused = { problem: { code: 'status_type_mismatch' } };
    expect(await readBit({ ...listWith(good), ...change }, at(7), unpacker)).toMatchObject(refused);
  });

  test('reads the list and the badges that 1EdTech publishes', async () => {
    const folder = 'vectors/1edtech-validator/ob30/bit-string-list/';
    const list = readSharedJson(`${folder}testlist.json`);
    const status = readSharedJson(`${folder}credential-status-revoked.json`)?.['credentialStatus'];
    if (!list || !isJsonObject(status)) return;
    const entry = readEntry(status);
    if ('problem' in entry) throw new Error(entry.problem.detail);
    expect(await readBit(list, entry, unpacker)).toEqual({ set: true, warnings: [] });
    expect(await readBit(list, { ...entry, index: 24 }, unpacker)).toMatchObject({ set: false });
  });
});
