import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { didOf } from '../../src/domain/profile.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { NOW, openCentre, openService } from '../harness.ts';
import { at, badge, DID_JSON, didDocument, newKey, OTHER, signed } from './other-issuer.ts';
import { json, openSmallWeb, type SmallWeb } from './small-web.ts';

const HOUR = 3_600_000;
const LIST = 'federation.test/issuers.json';
const SOURCE = `https://${LIST} by ${OTHER}`;
const STRANGER = 'did:web:stranger.test';
const REFUSED = 'trust_list_refused';

const folder = mkdtempSync(join(tmpdir(), 'ecusson-trust-'));
let web: SmallWeb | undefined;
afterEach(async () => {
  await web?.stop();
  web = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

/** The unsigned list of a federation. */
function listOf(ids: readonly string[], change: JsonObject = {}): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: OTHER,
    validFrom: '2026-11-20T15:00:00Z',
    credentialSubject: ids.map((id) => ({ id, name: 'Un centre' })),
    ...change,
  };
}

async function open(source: string, list?: JsonObject): Promise<SmallWeb> {
  const opened = await openSmallWeb({ OPERATOR_TRUST_LIST: source });
  opened.pages.set(DID_JSON, json(didDocument()));
  if (list) opened.pages.set(LIST, json(list));
  web = opened;
  return opened;
}

const idsOf = async ({ service }: SmallWeb) =>
  (await service.recognisedIssuers()).map(({ id }) => id);

describe('a list written by hand', () => {
  test('is recognised, with the profiles of this service and nobody else', async () => {
    const listed = file('hand.json', [STRANGER, { id: OTHER, name: 'Autre centre' }]);
    const opened = await open(listed);
    const { profile } = await openCentre(opened.service);
    expect(await opened.service.recognisedIssuers()).toEqual([
      { id: didOf(profile), name: 'Centre social de la Gare' },
      { id: OTHER, name: 'Autre centre' },
      { id: STRANGER, name: '' },
    ]);
    const report = await opened.service.verifyBytes(utf8(JSON.stringify(await signed(badge()))));
    expect(report.issuer).toMatchObject({ id: OTHER, recognised: true });
  });

  // SECURITY T24: what claims to come from a known issuer is not thereby from it.
  test('recognises no forgery', async () => {
    const opened = await open(file('known.json', [OTHER]));
    const forged = { ...(await signed(badge())), name: 'Médecine' };
    const report = await opened.service.verifyBytes(utf8(JSON.stringify(forged)));
    expect(report).toMatchObject({ verdict: 'rejected', issuer: { recognised: false } });
  });

  test.each([
    ['is not there', join(folder, 'absent.json')],
    ['is no JSON', file('broken.json', '[')],
    ['is an object', file('object.json', { issuers: [] })],
    ['names no identifiers', file('names.json', ['Centre social'])],
    ['has other members', file('members.json', [{ id: OTHER, url: 'https://other.test' }])],
    ['is signed, and nobody says by whom', file('signed.json', { issuer: OTHER })],
  ])('that %s is refused at the start, by the name of the variable', async (_, path) => {
    const opening = openService({ env: { OPERATOR_TRUST_LIST: path } });
    await expect(opening).rejects.toMatchObject({
      code: 'configuration_refused',
      message: expect.stringContaining('OPERATOR_TRUST_LIST: "'),
    });
  });
});

describe('a signed list', () => {
  test('at an address is used when its signer is the one who was named', async () => {
    const opened = await open(SOURCE, await signed(listOf([STRANGER])));
    expect(await opened.service.recognisedIssuers()).toEqual([{ id: STRANGER, name: 'Un centre' }]);
  });

  test('in a file is used too', async () => {
    const path = file('federation.json', await signed(listOf([STRANGER])));
    expect(await idsOf(await open(`${path} by ${OTHER}`))).toEqual([STRANGER]);
  });

  test('in a file that is taken away or made a folder serves on, and ends nothing', async () => {
    const path = file('moved.json', await signed(listOf([STRANGER])));
    const opened = await open(`${path} by ${OTHER}`);
    expect(await idsOf(opened)).toEqual([STRANGER]);
    rmSync(path);
    for (const hours of [2, 4]) {
      const before = opened.logged.filter((one) => one === REFUSED).length;
      opened.clock.now = new Date(NOW.getTime() + hours * HOUR);
      expect(await idsOf(opened)).toEqual([STRANGER]);
      await until(() => opened.logged.filter((one) => one === REFUSED).length > before);
      expect(await idsOf(opened)).toEqual([STRANGER]);
      if (hours === 2) mkdirSync(path);
    }
  });

  test('in a file that is not there yet holds up no verification', async () => {
    const path = file('later.json', await signed(listOf([STRANGER])));
    const opened = await open(`${path} by ${OTHER}`);
    rmSync(path);
    const report = await opened.service.verifyBytes(utf8(JSON.stringify(await signed(badge()))));
    expect(report).toMatchObject({ verdict: 'verified', issuer: { recognised: false } });
  });

  test('adds to what was written by hand', async () => {
    const byHand = file('more.json', ['https://issuer.example/profile']);
    const opened = await open(`${byHand}, ${SOURCE}`, await signed(listOf([STRANGER])));
    expect(await idsOf(opened)).toEqual([STRANGER, 'https://issuer.example/profile']);
  });

  // SECURITY T24: a list counts for whom it is signed by, never for where it stands.
  test('is not used when it is changed, unsigned, or signed by someone else', async () => {
    const good = await signed(listOf([STRANGER]));
    const bad: JsonObject[] = [
      { ...good, credentialSubject: [{ id: 'did:web:evil.test' }] },
      listOf([STRANGER]),
      await signed(listOf([STRANGER]), {}, newKey()),
      await signed(listOf([STRANGER], { validUntil: '2026-11-20T15:01:00Z' })),
    ];
    for (const list of bad) {
      const opened = await open(SOURCE, list);
      expect(await idsOf(opened)).toEqual([]);
      await opened.stop();
    }
    const other = await open(`https://${LIST} by did:web:federation.test`, good);
    expect(await idsOf(other)).toEqual([]);
  });

  test('that cannot be reached holds up nothing, and is tried again', async () => {
    const opened = await open(SOURCE);
    expect(await idsOf(opened)).toEqual([]);
    opened.pages.set(LIST, json(await signed(listOf([STRANGER]))));
    opened.clock.now = new Date(NOW.getTime() + 301_000);
    await until(async () => (await idsOf(opened)).includes(STRANGER));
    expect(await idsOf(opened)).toEqual([STRANGER]);
  });

  test('is read again each hour; the last good one serves until it ends', async () => {
    const first = listOf([STRANGER], { validUntil: at(3 * HOUR) });
    const opened = await open(SOURCE, await signed(first));
    expect(await idsOf(opened)).toEqual([STRANGER]);
    expect(opened.remote.asked.filter((one) => one === LIST)).toHaveLength(1);

    opened.pages.set(LIST, json(listOf(['did:web:evil.test'])));
    opened.clock.now = new Date(NOW.getTime() + 2 * HOUR);
    await idsOf(opened);
    await until(() => opened.logged.includes(REFUSED));
    expect(opened.remote.asked.filter((one) => one === LIST)).toHaveLength(2);
    expect(await idsOf(opened)).toEqual([STRANGER]);

    opened.clock.now = new Date(NOW.getTime() + 3 * HOUR + 1000);
    expect(await idsOf(opened)).toEqual([]);
  });

  test('that is older than the one held takes nothing back', async () => {
    const newer = listOf(['did:web:new.test'], { validFrom: '2026-11-20T15:02:00Z' });
    const opened = await open(SOURCE, await signed(newer));
    expect(await idsOf(opened)).toEqual(['did:web:new.test']);
    opened.pages.set(LIST, json(await signed(listOf([STRANGER]))));
    opened.clock.now = new Date(NOW.getTime() + 2 * HOUR);
    await idsOf(opened);
    await until(() => opened.logged.includes(REFUSED));
    expect(await idsOf(opened)).toEqual(['did:web:new.test']);
  });
});

/** Lists are read again aside: waits until it shows. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setImmediate(done));
}
