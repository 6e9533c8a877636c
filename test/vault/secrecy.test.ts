import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jwtOf } from '../../src/usecases/awarding/copies.ts';
import { didDocumentOf, jwksOf } from '../../src/usecases/operations/published-documents.ts';
import { unseal } from '../../src/vault/seal.ts';
import { refusalOf } from '../formats/refusal.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { expectSound } from '../usecases/soundness.ts';

/** Private members of a JWK, RSA's factors among them. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

let t: TestService;
let masterKey: Uint8Array;
let secrets: string[];

beforeAll(async () => {
  t = await openService();
  const { profile, achievement } = await openCentre(t.service);
  await awardCsv(t.service, profile, achievement, 'Prénom\nLéa\nYanis\n');
  const badges = await expectSound(t.service, profile, 2);
  for (const { id } of badges) await jwtOf(t.service, id);
  masterKey = Buffer.from(
    readFileSync(join(t.folder, 'keys/master.key'), 'utf8').trim(),
    'base64url',
  );
  secrets = [];
  for (const { id, sealed } of await t.service.store.keys.listAll()) {
    const jwk = JSON.parse(unseal(masterKey, `signing-key:${id}`, sealed) ?? '{}');
    secrets.push(...PRIVATE.flatMap((name) => jwk[name] ?? []));
  }
});
afterAll(() => t.stop());

describe('a private key, after issuing (T70)', () => {
  test('is there to be looked for: one of Ed25519, six numbers of RSA', () => {
    expect(secrets.filter((secret) => secret.length >= 40)).toHaveLength(7);
  });

  test('is in no file beside the master key, in text or in bytes', () => {
    const files = readdirSync(t.folder).filter((name) => name.includes('.db'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = readFileSync(join(t.folder, file));
      for (const secret of [...secrets, Buffer.from(masterKey).toString('base64url')]) {
        const raw = Buffer.from(secret, 'base64url');
        const forms = [secret, raw.toString('base64'), raw.toString('hex'), raw];
        expect(forms.map((form) => bytes.includes(form))).toEqual([false, false, false, false]);
      }
    }
  });

  test('is not shown by inspecting the vault or the service', () => {
    for (const value of [t.service.vault, t.service]) {
      const shown = inspect(value, { depth: 12, showHidden: true, maxStringLength: null });
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }
  });

  test('is not among what is published', async () => {
    const [profile] = await t.service.store.profiles.list();
    if (!profile) throw new Error('There is no profile.');
    const published = [await didDocumentOf(t.service, profile), await jwksOf(t.service)];
    for (const secret of secrets) expect(JSON.stringify(published)).not.toContain(secret);
    expect(JSON.stringify(published)).not.toContain('"d"');
  });
});

test('a key that was sealed for another row does not open (T70)', async () => {
  const [one, two] = await t.service.store.keys.listAll();
  expect(unseal(masterKey, `signing-key:${two?.id}`, one?.sealed ?? '')).toBeUndefined();
});

test('a service whose master key is gone refuses to start, and says how to mend it', async () => {
  const folder = `${t.folder}/elsewhere`;
  const env = { KEYS_DIR: folder };
  expect(await refusalOf(() => openService({ folder: t.folder, env }))).toMatchObject({
    code: 'master_key_missing',
  });
});
