import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { concat, toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import {
  badge,
  DID_JSON,
  didDocument,
  LIST_URL,
  newKey,
  signed,
  statusEntry,
  statusList,
} from '../usecases/other-issuer.ts';
import { type Case, type Expectation, rejected, undetermined, verified } from './case.ts';

const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const encoded = (bytes: Uint8Array) => `u${toBase64Url(bytes)}`;

/** Rows 67 to 80: status lists, as hostile or careless issuers publish them. */
export async function statusCases(): Promise<Case[]> {
  return [
    ...(await entryCases()),
    ...(await listCases()),
    ...(await encodingCases()),
    ...(await manyCases()),
  ];
}

/** A list as its issuer publishes it; signed as it should be unless it says otherwise. */
interface ListRecipe {
  readonly bits?: readonly number[];
  readonly change?: JsonObject;
  readonly subject?: JsonObject;
  readonly secure?: (list: JsonObject) => JsonObject | Promise<JsonObject>;
}

let lists = 0;

/** Each list has an address of its own: a list once fetched is kept for a while. */
async function oneCase(
  row: string,
  what: string,
  expect: Expectation,
  { entry = {}, list }: { entry?: JsonObject; list: ListRecipe | undefined },
): Promise<Case> {
  lists += 1;
  const place = `other.test/lists/${lists}`;
  const url = `https://${place}`;
  const pointed = statusEntry({ id: `${url}#7`, statusListCredential: url, ...entry });
  const body = await signed(badge({ credentialStatus: pointed }));
  return {
    row,
    what,
    body: JSON.stringify(body),
    internet: {
      [DID_JSON]: { json: didDocument() },
      ...(list ? { [place]: { json: await publish(url, list) } } : {}),
    },
    expect,
  };
}

async function publish(
  url: string,
  { bits = [7], change = {}, subject = {}, secure = signed }: ListRecipe,
): Promise<JsonObject> {
  return secure(await statusList(bits, { id: url, ...change }, subject));
}

async function entryCases(): Promise<Case[]> {
  const clear: ListRecipe = { bits: [8] };
  const broken: [what: string, entry: JsonObject][] = [
    ['index at the length', { statusListIndex: '131072' }],
    ['index -1', { statusListIndex: '-1' }],
    ['index 1.5', { statusListIndex: '1.5' }],
    ['index 0x10', { statusListIndex: '0x10' }],
    ['index 01', { statusListIndex: '01' }],
    ['index 2^53', { statusListIndex: '9007199254740992' }],
  ];
  return Promise.all([
    oneCase('67', 'the bit is not set', verified(), { list: clear }),
    oneCase('67', 'the bit is set', rejected('revoked'), { list: {} }),
    oneCase('68', 'suspended', rejected('suspended'), {
      entry: { statusPurpose: 'suspension' },
      list: { subject: { statusPurpose: 'suspension' } },
    }),
    ...broken.map(([what, entry]) =>
      oneCase('73', what, undetermined('status_index_invalid'), { entry, list: clear }),
    ),
    oneCase('70', 'the list is not there', undetermined('status_unreachable'), {
      list: undefined,
    }),
  ]);
}

async function listCases(): Promise<Case[]> {
  const stranger = newKey();
  const day = { validFrom: '2026-11-19T15:00:00Z' };
  const lists: [row: string, what: string, code: string, list: ListRecipe][] = [
    ['70', 'a list without proof', 'status_unverified', { secure: (list) => list }],
    [
      '70',
      'a list with a broken proof',
      'status_unverified',
      { secure: async (list) => ({ ...(await signed(list)), ...day }) },
    ],
    [
      '70',
      'a list signed by another key',
      'status_unverified',
      { secure: (list) => signed(list, {}, stranger) },
    ],
    [
      '71',
      'a list for another purpose',
      'status_purpose_mismatch',
      { subject: { statusPurpose: 'suspension' } },
    ],
    [
      '72',
      'a list with another id, where the bit is not set',
      'status_id_mismatch',
      { bits: [8], change: { id: 'https://other.test/status/2' } },
    ],
    ['77', 'a list that ended', 'status_stale', { change: { validUntil: '2026-11-20T15:00:00Z' } }],
    ['77', 'a list of tomorrow', 'status_stale', { change: { validFrom: '2026-11-21T15:00:00Z' } }],
  ];
  return Promise.all([
    ...lists.map(([row, what, code, list]) => oneCase(row, what, undetermined(code), { list })),
    // Row 72 would leave it open. It is the issuer's own word against the badge: it fails closed.
    oneCase('72', 'a list with another id, where the bit is set', rejected('revoked'), {
      list: { change: { id: 'https://other.test/status/2' } },
    }),
  ]);
}

/** What unpacks to so many MB of zeros, and has no end: whoever reads that far has read too much. */
function bomb(megabytes: number): Uint8Array {
  const options = { finishFlush: constants.Z_FULL_FLUSH };
  const block = new Uint8Array(deflateRawSync(new Uint8Array(1024 * 1024), options));
  const header = gzip(new Uint8Array()).slice(0, 10);
  return concat(header, ...Array<Uint8Array>(megabytes).fill(block));
}

async function encodingCases(): Promise<Case[]> {
  const bits = new Uint8Array(16_384);
  const broken: [row: string, what: string, encodedList: string][] = [
    ['75', '200 MB in a list', encoded(bomb(200))],
    ['75', 'two gzip members', encoded(concat(gzip(bits), gzip(bits)))],
    ['75', 'bytes after the end', encoded(concat(gzip(bits), utf8('x')))],
    ['75', 'cut', encoded(gzip(bits).slice(0, -9))],
    ['75', 'not gzip', encoded(bits)],
    ['76', 'base64 with padding', `u${Buffer.from(gzip(bits)).toString('base64')}=`],
  ];
  return Promise.all([
    ...broken.map(([row, what, encodedList]) =>
      oneCase(row, what, undetermined('status_encoding'), { list: { subject: { encodedList } } }),
    ),
    // DESIGN section 6: a short list is read, with a warning.
    oneCase('74', 'a list of 8 bits', verified('status_length'), {
      list: { subject: { encodedList: encoded(gzip(Uint8Array.of(0))) } },
    }),
  ]);
}

async function manyCases(): Promise<Case[]> {
  const entries = Array.from({ length: 20 }, (_, index) =>
    statusEntry({ id: `${LIST_URL}#${index}`, statusListIndex: String(index) }),
  );
  const many = await signed(badge({ credentialStatus: entries }));
  const loop = await signed(
    badge({
      credentialStatus: statusEntry({ statusListCredential: 'https://other.test/badges/1' }),
    }),
  );
  return [
    {
      row: '79b',
      what: '20 entries',
      body: JSON.stringify(many),
      internet: { [DID_JSON]: { json: didDocument() } },
      expect: rejected('schema_mismatch'),
    },
    {
      row: '79',
      what: 'the badge is its own list',
      body: JSON.stringify(loop),
      internet: { [DID_JSON]: { json: didDocument() }, 'other.test/badges/1': { json: loop } },
      expect: { status: 200, verdict: 'undetermined' },
    },
  ];
}
