import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cli, DEMO, openCli, type Ran } from './run-cli.ts';

const LIST =
  'Prénom;Courriel;Âge\nLéa;lea@exemple.test;16\nYanis;yanis@exemple.test;12\nInès;;16\n';

let cli: Cli;
let issued: Ran;
const ISSUE = ['issue', 'list.csv', '--achievement', 'Robot qui roule', '--yes'] as const;

const file = (ending: string, at = 0) => {
  const names = readdirSync(cli.path('out'))
    .filter((name) => name.endsWith(ending))
    .sort();
  return cli.path(`out/${names[at]}`);
};

const issue = (...more: string[]) => {
  const [command, , ...rest] = ISSUE;
  return cli.run(command, cli.path('list.csv'), ...rest, ...more);
};

beforeAll(async () => {
  cli = await openCli();
  writeFileSync(cli.path('list.csv'), LIST);
  await cli.run('import', 'achievements', `${DEMO}badges.json`);
  issued = await issue(
    '--out',
    cli.path('out'),
    '--format',
    'json,jwt,png,svg',
    '--recipient-email',
    '--did-key',
    '--links',
  );
}, 60_000);
afterAll(() => cli.remove());

describe('issue, with all that goes with it', () => {
  test('ends well', () => {
    expect({ code: issued.code, stderr: issued.stderr }).toMatchObject({ code: 0 });
  });

  test('makes e-mail copies from fifteen on, for those with an address, and says why else', () => {
    const copies = readdirSync(cli.path('out')).filter((name) => name.endsWith('-email.json'));
    expect(copies).toHaveLength(1);
    expect(issued.stderr).toContain('Ligne 3\u00a0: moins de 15 ans');
    expect(issued.stderr).toContain('Ligne 4\u00a0: pas d');
    expect(readFileSync(file('-email.json'), 'utf8')).not.toContain('lea@');
  });

  test('makes samples by did:key in every format but JWT, whose keys a did:key has not', () => {
    const samples = readdirSync(cli.path('out')).filter((name) => name.includes('-sample.'));
    expect(samples.map((name) => name.split('.').at(-1)).sort()).toEqual([
      'json',
      'json',
      'json',
      'png',
      'png',
      'png',
      'svg',
      'svg',
      'svg',
    ]);
  });

  test('makes a card for each: its link, and the code to type', () => {
    const links = issued.results.flatMap(({ backpack }) => (backpack ? [String(backpack)] : []));
    expect(new Set(links).size).toBe(3);
    for (const link of links) expect(link).toMatch(/^https:\/\/issuer\.test\/card#[\w-]{22}$/);
    const codes = issued.results.flatMap(({ code }) => (code ? [String(code)] : []));
    expect(codes).toHaveLength(3);
    for (const code of codes) expect(code).toMatch(/^\w{4}-\w{4}-\w{5}$/);
  });
});

describe('verify', () => {
  test('all that was written: 0, one report a line', async () => {
    const names = readdirSync(cli.path('out')).map((name) => cli.path(`out/${name}`));
    const ran = await cli.run('verify', ...names);
    expect(ran.code).toBe(0);
    expect(ran.results.map((result) => result['file'])).toEqual(names);
  });

  test('a tampered one among good ones: 1, and says which', async () => {
    const bad = cli.path('tampered.json');
    writeFileSync(bad, readFileSync(file('.json'), 'utf8').replace('Robot qui roule', 'Médecine'));
    const ran = await cli.run('verify', file('.json'), bad, file('.png'));
    expect(ran.code).toBe(1);
    expect(ran.results.map(({ verdict }) => verdict)).toEqual(['verified', 'rejected', 'verified']);
    expect(ran.stderr).toContain(`${bad}: non authentique`);
  });

  test.each([
    ['a file that is not there', '/no/such/file.json', 'file_unreadable'],
    ['what is no credential', `${DEMO}badges.json`, 'not_a_credential'],
    ['a list', `${DEMO}atelier-robotique.csv`, 'unsupported_media'],
  ])('%s: 1, with its code, and no stack', async (_, path, error) => {
    const ran = await cli.run('verify', path);
    expect({ code: ran.code, results: ran.results }).toMatchObject({
      code: 1,
      results: [{ error }],
    });
    expect(ran.stderr).not.toContain('    at ');
  });
});

describe('revoke', () => {
  test('by file: the badge is authentic and no longer good; again changes nothing', async () => {
    const badge = file('-0004.json');
    const revoked = await cli.run('revoke', badge, '--reason', 'Erreur de liste');
    expect({ code: revoked.code, results: revoked.results }).toMatchObject({
      code: 0,
      results: [{ revoked: 1 }],
    });
    const verified = await cli.run('verify', badge, file('-0004.jwt'), file('-0002.json'));
    expect(verified.code).toBe(1);
    expect(verified.results.map(({ state }) => state)).toEqual(['revoked', 'revoked', 'active']);
    expect(verified.stderr).toContain('authentique mais plus valable');
    expect(verified.stdout).not.toContain('Erreur de liste');
    const again = await cli.run('revoke', badge);
    expect({ code: again.code, results: again.results }).toMatchObject({
      code: 0,
      results: [{ revoked: 0 }],
    });
  });

  test('the same list again: no copy of the revoked badge, and the others are handed out', async () => {
    const ran = await issue('--did-key');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('(award_revoked)');
    expect(ran.results.filter(({ kind }) => kind === 'sample')).toHaveLength(2);
  });

  test('by a file that only carries the id of ours: 1, and ours stays good (T19)', async () => {
    const stranger = cli.path('stranger.json');
    const ours = readFileSync(file('-0002.json'), 'utf8');
    writeFileSync(stranger, ours.replace('"validFrom"', '"description":"Faux","validFrom"'));
    expect((await cli.run('revoke', stranger)).code).toBe(1);
    expect((await cli.run('verify', file('-0002.json'))).code).toBe(0);
  });

  test('what is not there: 1', async () => {
    expect((await cli.run('revoke', 'urn:uuid:none')).code).toBe(1);
  });
});

describe('keys', () => {
  test('rotate gives two new keys, and old files go on verifying (T72)', async () => {
    const before = await cli.run('keys', 'list');
    const after = await cli.run('keys', 'rotate');
    expect([before.results.length, after.results.length]).toEqual([2, 4]);
    expect(after.results.filter(({ retiredAt }) => retiredAt === undefined)).toHaveLength(2);
    expect(after.stdout).not.toMatch(/"d"|sealed/);
    expect((await cli.run('verify', file('.json'), file('.jwt'))).code).toBe(0);
  });
});

describe('bake and unbake', () => {
  test.each(['png', 'svg'])('a credential goes into a %s and comes out as it was', async (kind) => {
    const out = cli.path(`baked.${kind}`);
    const credential = file('-0002.json');
    const baked = await cli.run('bake', file(`-0003.${kind}`), credential, out);
    expect(baked).toMatchObject({ code: 0, results: [{ file: out }] });
    const ran = await cli.run('unbake', out);
    expect(ran.stdout.trim()).toBe(readFileSync(credential, 'utf8').trim());
  });
});

describe('how it ends', () => {
  test.each([
    [[], 2],
    [['dance'], 2],
    [['__proto__'], 2],
    [['help'], 0],
    [['verify'], 2],
    [['keys', 'burn'], 2],
    [['profile', 'show'], 0],
    [['profile', 'set', '--profile', 'nobody', '--name', 'Centre'], 1],
  ])('%j: %i', async (args, code) => {
    expect((await cli.run(...args)).code).toBe(code);
  });

  test('a wrong configuration is refused with the names of its variables', async () => {
    const ran = await cli.runWith({ PORT: 'x', BASE_URL: 'http://badges.example' }, 'keys', 'list');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('PORT:');
    expect(ran.stderr).toContain('BASE_URL:');
  });

  test('a missing master key is refused, and how to mend it is said (T70)', async () => {
    const ran = await cli.runWith({ KEYS_DIR: cli.path('elsewhere') }, 'keys', 'list');
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('(master_key_missing)');
  });

  test('another origin is refused: badges name theirs for ever', async () => {
    const ran = await cli.runWith({ BASE_URL: 'https://moved.test' }, 'keys', 'list');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('(origin_changed)');
  });

  test('speaks English to those who do', async () => {
    const ran = await cli.runWith({ LANG: 'en_GB.UTF-8' }, 'verify', file('-0002.json'));
    expect(ran.stderr).toContain('authentic and valid');
  });
});
