import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'ecusson-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Names of the variables that a refusal tells; none when it is accepted. */
function refused(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return [...(error as Error).message.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '');
  }
}

test('nothing given: one machine, this one', () => {
  expect(readConfig({})).toEqual({
    origin: 'http://localhost:3000',
    port: 3000,
    database: { kind: 'sqlite', path: 'data/ecusson.db' },
    keys: { folder: 'keys' },
    logLevel: 'info',
    trustProxy: 0,
    trustLists: [],
    vcApi: false,
    signUp: false,
  });
});

test('the origin follows the port; empty variables count as absent', () => {
  const config = readConfig({ PORT: '8080', BASE_URL: '', DATABASE_URL: '', KEYS_PASSPHRASE: '' });
  expect(config).toMatchObject({ origin: 'http://localhost:8080', keys: { folder: 'keys' } });
});

test('several wrong variables are told together, by name', () => {
  const env = {
    PORT: 'http',
    BASE_URL: 'http://badges.example',
    DATABASE_URL: 'postgres://x',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: 'true',
    SMTP_URL: 'https://mail',
    KEYS_PASSPHRASE: 'short',
    KEYS_PASSPHRASE_FILE: join(folder, 'absent'),
  };
  expect(refused(env).sort()).toEqual(Object.keys(env).sort());
});

test('a refusal repeats no value: it may be a secret', () => {
  expect(() => readConfig({ KEYS_PASSPHRASE: 'secret', DATABASE_URL: 'x://u:secret@h' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  );
});

describe('OPERATOR_TRUST_LIST', () => {
  test('names files and signed lists, on lines or between commas', () => {
    const url = 'https://federation.example/issuers.json';
    const signed = `${url} by did:web:federation.example`;
    const text = `lists/by hand.json, ${signed}\n/etc/signed.json  by  https://other.example/\n`;
    expect(readConfig({ OPERATOR_TRUST_LIST: text }).trustLists).toEqual([
      { place: 'lists/by hand.json' },
      { place: url, signer: 'did:web:federation.example' },
      { place: '/etc/signed.json', signer: 'https://other.example/' },
    ]);
  });

  // SECURITY T24: an address that anyone may come to own is believed of its signer alone.
  test.each([
    'https://federation.example/issuers.json',
    'http://federation.example/issuers.json by did:web:federation.example',
    'file:///etc/issuers.json',
    'https:// by did:web:federation.example',
    'list.json by the federation',
    'list.json by did:web:a.example by did:web:b.example',
  ])('refuses %s', (text) => {
    expect(refused({ OPERATOR_TRUST_LIST: text })).toEqual(['OPERATOR_TRUST_LIST']);
  });
});

describe('BASE_URL', () => {
  test.each([
    ['https://badges.example', 'https://badges.example'],
    ['https://badges.example/', 'https://badges.example'],
    ['https://badges.example:8443', 'https://badges.example:8443'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost', 'http://localhost'],
  ])('%s is %s', (given, origin) => {
    expect(readConfig({ BASE_URL: given }).origin).toBe(origin);
  });

  test.each([
    'http://badges.example',
    'http://localhost.badges.example',
    'https://badges.example/ecusson',
    'https://badges.example?x',
    'https://badges.example/#x',
    'https://user@badges.example',
    'https://:secret@badges.example',
    'ftp://badges.example',
    'badges.example',
  ])('%s is refused: an https origin and no more', (given) => {
    expect(refused({ BASE_URL: given })).toEqual(['BASE_URL']);
  });
});

describe('the passphrase', () => {
  test('is the first line of its file, before the variable', () => {
    const name = file('passphrase', 'correct horse battery\nsecond line\n');
    const { keys } = readConfig({ KEYS_PASSPHRASE_FILE: name, KEYS_PASSPHRASE: 'another phrase' });
    expect(keys).toEqual({ folder: 'keys', passphrase: 'correct horse battery' });
  });

  test.each(['', '\n', 'too short'])(
    'a file that holds %j is refused, not passed over for a key file',
    (text) => {
      const name = file('bad', text);
      expect(refused({ KEYS_PASSPHRASE_FILE: name })).toEqual(['KEYS_PASSPHRASE_FILE']);
    },
  );
});

test.each(['sqlite:', 'mysql://x', 'file.db'])('DATABASE_URL %s is refused', (given) => {
  expect(refused({ DATABASE_URL: given })).toEqual(['DATABASE_URL']);
});

test.each([
  ['1', 1],
  ['loopback', 'loopback'],
  ['10.0.0.0/8, 127.0.0.1', '10.0.0.0/8, 127.0.0.1'],
])('TRUST_PROXY %s', (given, trustProxy) => {
  expect(readConfig({ TRUST_PROXY: given })).toMatchObject({ trustProxy });
});

test('a mail server comes with the address that letters are from', () => {
  const BASE_URL = 'https://badges.example';
  const SMTP_URL = 'smtps://user:secret@mail.example:465';
  expect(readConfig({ BASE_URL, SMTP_URL }).mail).toEqual({
    url: SMTP_URL,
    from: 'no-reply@badges.example',
  });
  const MAIL_FROM = 'badges@centre.example';
  expect(readConfig({ BASE_URL, SMTP_URL, MAIL_FROM }).mail?.from).toBe(MAIL_FROM);
  expect(refused({ SMTP_URL: 'https://mail.example', MAIL_FROM: 'nobody' })).toEqual([
    'SMTP_URL',
    'MAIL_FROM',
  ]);
});
