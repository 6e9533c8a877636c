import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { badgePlaces } from '../../src/cli/badge-places.ts';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { toBase58 } from '../../src/formats/base58.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { badge, KEY, newKey, proofOf } from '../usecases/other-issuer.ts';
import { type Cli, openCli } from './run-cli.ts';

// By did:key: nobody has to be asked, so it is verified with no service and no network.
let cli: Cli;
let good: string;
let bad: string;

async function ownKeyBadge(): Promise<string> {
  const did = `did:key:${KEY.multibase}`;
  const unsigned = badge({ issuer: { id: did, type: ['Profile'], name: 'Une personne' } });
  const proof = await proofOf(unsigned, { verificationMethod: `${did}#${KEY.multibase}` });
  return JSON.stringify({ ...unsigned, proof: [proof] });
}

beforeAll(async () => {
  cli = await openCli();
  good = await ownKeyBadge();
  bad = good.replace('Robotique', 'Médecine');
  mkdirSync(cli.path('badges/older'), { recursive: true });
  writeFileSync(cli.path('badges/a.json'), good);
  writeFileSync(cli.path('badges/older/b.JSON'), good);
  writeFileSync(cli.path('badges/read me.pdf'), '%PDF');
  writeFileSync(cli.path('bad.json'), bad);
  mkdirSync(cli.path('empty'));
  const grey = sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } });
  symlinkSync(cli.path('loop'), cli.path('loop'));
  writeFileSync(cli.path('grey.png'), await grey.png().toBuffer());
});
afterAll(() => cli.remove());

/** What the command line itself made; a verification writes nothing. */
const written = () => readdirSync(cli.folder).filter((name) => /ecusson|keys/.test(name));

describe('ecusson verify, where there is no service', () => {
  test('a file: one line, 0, and neither a database nor keys are made', async () => {
    const path = cli.path('badges/a.json');
    const ran = await cli.run('verify', path);
    expect(ran).toMatchObject({
      code: 0,
      results: [{ file: path, version: 1, verdict: 'verified', contacted: [] }],
    });
    expect(ran.stderr).toBe(`${path}: authentique et valable, mais signataire anonyme\n`);
    expect(written()).toEqual([]);
  });

  test('folders: every file below that may be a badge, by name; the others are told', async () => {
    const ran = await cli.run('verify', cli.path('badges'));
    expect(ran.code).toBe(0);
    expect(ran.results.map(({ file, verdict, skipped }) => [file, verdict ?? skipped])).toEqual([
      [cli.path('badges/a.json'), 'verified'],
      [cli.path('badges/older/b.JSON'), 'verified'],
      [cli.path('badges/read me.pdf'), true],
    ]);
    expect(ran.stderr).toContain('read me.pdf: laissé de côté');
  });

  test('standard input', async () => {
    const ran = await cli.runFed(good, 'verify', '-');
    expect(ran).toMatchObject({ code: 0, results: [{ file: '-', verdict: 'verified' }] });
  });

  test('--quiet: results alone', async () => {
    const ran = await cli.run('verify', '--quiet', cli.path('bad.json'), cli.path('badges'));
    expect(ran.stderr).toBe('');
    expect(ran).toMatchObject({ code: 1, results: [{ verdict: 'rejected' }, {}, {}, {}] });
  });

  test('in English, where the machine speaks it', async () => {
    const ran = await cli.runWith({ LANG: 'en_GB.UTF-8' }, 'verify', cli.path('bad.json'));
    expect(ran.stderr).toBe(`${cli.path('bad.json')}: not authentic\n`);
  });

  test('what could not be checked: with the reason', async () => {
    const given = JSON.parse(good);
    writeFileSync(
      cli.path('new.json'),
      JSON.stringify({ ...given, '@context': [...given['@context'], 'https://new.test/v1'] }),
    );
    const ran = await cli.run('verify', cli.path('new.json'));
    expect(ran).toMatchObject({ code: 1, results: [{ verdict: 'rejected' }] });
    expect(ran.stderr).toMatch(/: impossible à dire\. Ce badge emploie un vocabulaire/);
  });

  // SECURITY T01: an address on the command line has no more reach than one in a badge.
  test.each([
    ['http://badges.example/1', 'url_scheme'],
    ['https://127.0.0.1/1', 'egress_blocked'],
    ['https://localhost:3000/1', 'egress_blocked'],
  ])('%s: 1, with its code', async (url, error) => {
    const ran = await cli.run('verify', url);
    expect(ran).toMatchObject({ code: 1, results: [{ file: url, error }] });
  });

  test.each([
    ['a file that is not there', 'absent.json', 'file_unreadable'],
    ['a link that leads to itself', 'loop', 'file_unreadable'],
    ['a place below a file', 'bad.json/inside', 'file_unreadable'],
    ['a folder with nothing in it', 'empty', 'folder_without_badges'],
    ['a picture with nothing in it', 'grey.png', 'no_credential_in_image'],
  ])('%s: 1, and the rest is verified all the same', async (_, name, error) => {
    const ran = await cli.run('verify', cli.path(name), cli.path('badges/a.json'));
    expect(ran).toMatchObject({ code: 1, results: [{ error }, { verdict: 'verified' }] });
    expect(ran.stderr).not.toContain('    at ');
  });

  test('a folder below that cannot be entered: told, and the next one is looked into', () => {
    for (const name of ['a', 'b', 'c']) {
      mkdirSync(cli.path(`closing/${name}`), { recursive: true });
      writeFileSync(cli.path(`closing/${name}/badge.json`), good);
    }
    const found: string[] = [];
    for (const { kind, place } of badgePlaces([cli.path('closing')])) {
      if (found.length === 0) rmSync(cli.path('closing/b'), { recursive: true });
      found.push(`${kind} ${place}`);
    }
    expect(found).toEqual([
      `file ${cli.path('closing/a/badge.json')}`,
      `closed ${cli.path('closing/b')}`,
      `file ${cli.path('closing/c/badge.json')}`,
    ]);
  });

  test('nothing asked, or an option that is none: 2', async () => {
    expect((await cli.run('verify')).code).toBe(2);
    expect((await cli.run('verify', '--loud', cli.path('bad.json'))).code).toBe(2);
  });

  test('settings that are wrong: 1, by the name of the variable, before anything', async () => {
    const env = { OPERATOR_TRUST_LIST: cli.path('absent.json') };
    const ran = await cli.runWith(env, 'verify', cli.path('badges/a.json'));
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('OPERATOR_TRUST_LIST');
  });

  test('a trust list is believed here too', async () => {
    const { issuer } = JSON.parse(good);
    writeFileSync(cli.path('trust.json'), JSON.stringify([issuer.id]));
    const env = { OPERATOR_TRUST_LIST: cli.path('trust.json') };
    const ran = await cli.runWith(env, 'verify', cli.path('badges/a.json'));
    expect(ran.results).toMatchObject([{ issuer: { recognised: true } }]);
  });
});

describe('ecusson unbake', () => {
  test('gives the credential back byte for byte, on the screen or in a file', async () => {
    const [picture, out] = [cli.path('baked.png'), cli.path('out.json')];
    await cli.run('bake', cli.path('grey.png'), cli.path('badges/a.json'), picture);
    expect(await cli.run('unbake', picture)).toMatchObject({ code: 0, stdout: `${good}\n` });
    const ran = await cli.run('unbake', picture, '--out', out);
    expect(ran).toMatchObject({ code: 0, results: [{ file: out }] });
    expect(await cli.run('verify', out)).toMatchObject({ code: 0 });
    expect(written()).toEqual([]);
  });

  test('reads the QR code of a picture with nothing inside', async () => {
    const carried = await writeQrText(utf8(good), { deflateRaw: deflateRawWell });
    const link = `https://badges.example/q#${carried}`;
    const code = await qrcode.toBuffer(link, { errorCorrectionLevel: 'L', scale: 4 });
    writeFileSync(cli.path('printed.png'), code);
    const ran = await cli.run('unbake', cli.path('printed.png'));
    expect(ran).toMatchObject({ code: 0, stdout: `${good}\n` });
  });

  test('a picture without either: 1', async () => {
    expect((await cli.run('unbake', cli.path('grey.png'))).code).toBe(1);
  });
});

test('a badge of one key that says it is of another is not authentic', async () => {
  const other = newKey();
  const did = `did:key:${other.multibase}`;
  const forged = JSON.parse(good);
  forged.issuer.id = did;
  forged.proof[0].proofValue = `z${toBase58(new Uint8Array(64))}`;
  writeFileSync(cli.path('forged.json'), JSON.stringify(forged));
  const ran = await cli.run('verify', cli.path('forged.json'));
  expect(ran).toMatchObject({ code: 1, results: [{ verdict: 'rejected' }] });
});
