import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { MACHINE } from '../../src/compose/proof-tools.ts';
import { createValidateSchema } from '../../src/compose/validate-schema.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import type { PublicKey } from '../../src/proofs/keys.ts';
import { createAllowance } from '../../src/usecases/verification/allowance.ts';
import type { Allowance } from '../../src/usecases/verification/tools.ts';
import { verifyGiven } from '../../src/usecases/verification/verify-given.ts';
import { verifyPresentation } from '../../src/usecases/verification/verify-presentation.ts';
import { badge, signed, useWorld } from './other-issuer.ts';

// SECURITY T12, V: the work that one anonymous request makes has an end, whatever it brings. What was
// not looked at is neither good nor bad.

const world = useWorld();

const ALL: Allowance = {
  takeForm: () => true,
  isUntouched: () => true,
  takeSignature: () => true,
  takeSchema: () => true,
};

async function verify(given: JsonObject, allowance: Partial<Allowance>) {
  const deps = { ...world().service.verifier, allowance: { ...ALL, ...allowance } };
  const { report } = await verifyGiven(deps, given, { proofOnly: false });
  const open = report.checks.filter(({ outcome }) => outcome === 'unknown');
  return { verdict: report.verdict, open: open.map(({ name, code }) => `${name} ${code}`) };
}

const shown = async (credentials: JsonObject[]) => {
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    verifiableCredential: credentials,
  };
  const options = { proofOnly: false, mayLackProof: true };
  const found = await verifyPresentation(world().service.verifier, presentation, options);
  return found.credentials.map(({ report }) => report);
};

describe('what a verification may cost', () => {
  test('credentials that are hard to put in order share one allowance', async () => {
    const evidence = Array.from({ length: 300 }, () => ({ type: ['Evidence'], name: 'n' }));
    const hard = await signed(badge({ evidence }));
    // Objects of their own, as each is read from a text of its own.
    const reports = await shown(Array.from({ length: 8 }, () => structuredClone(hard)));
    const verdicts = reports.map(({ verdict }) => verdict);
    expect(verdicts.slice(0, 2)).toEqual(['verified', 'verified']);
    expect(verdicts.slice(-4)).toEqual(Array(4).fill('undetermined'));
    expect(reports.at(-1)?.checks).toContainEqual(
      expect.objectContaining({ name: 'proof', outcome: 'unknown', code: 'proofs_too_costly' }),
    );
  });

  test('eight honest badges come nowhere near it', async () => {
    const given = await signed(badge());
    const reports = await shown(Array.from({ length: 8 }, () => structuredClone(given)));
    expect(reports.map(({ verdict }) => verdict)).toEqual(Array(8).fill('verified'));
  });

  test.each<[string, Partial<Allowance>]>([
    ['forms', { takeForm: () => false }],
    ['signatures', { takeSignature: () => false }],
  ])('without %s left, the proof is unknown, and nobody is asked on its word', async (_, less) => {
    expect(await verify(await signed(badge()), less)).toEqual({
      verdict: 'undetermined',
      open: ['proof proofs_too_costly'],
    });
  });

  test('objects without an id cost more than values, and more values more', () => {
    const count = (document: JsonObject) => {
      const allowance = createAllowance();
      let forms = 0;
      while (allowance.takeForm(document)) forms += 1;
      return forms;
    };
    const named = Array.from({ length: 400 }, (_, n) => ({ id: `urn:x:${n}` }));
    const nameless = Array.from({ length: 400 }, () => ({ type: 'x' }));
    expect(count({ id: 'urn:x', nameless })).toBeLessThan(4);
    expect(count({ id: 'urn:x', named })).toBeGreaterThan(10);
    expect(count({})).toBeGreaterThan(100);
    expect(count({})).toBeLessThan(1000);
  });

  test('signatures and schemas are counted', () => {
    const allowance = createAllowance();
    const take = (times: number, one: () => boolean) => Array.from({ length: times }, one);
    expect(new Set(take(1500, allowance.takeSignature))).toEqual(new Set([true]));
    expect(allowance.takeSignature()).toBe(false);
    expect(new Set(take(8, allowance.takeSchema))).toEqual(new Set([true]));
    expect(allowance.takeSchema()).toBe(false);
  });
});

describe('schemas that a credential names (T46)', () => {
  const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
  const naming = async (count: number) => {
    const ids = Array.from({ length: count }, (_, n) => `other.test/allowance/${n}`);
    for (const id of ids) world().documents.set(id, { type: 'object' });
    const credentialSchema = ids.map((id) => ({ id: `https://${id}`, type: 'JsonSchema' }));
    const base = badge({ credentialSchema });
    return signed({ ...base, '@context': [...(base['@context'] as string[]), EXTENSIONS] });
  };

  test('beyond what one verification may cost, the answer is open', async () => {
    expect(await verify(await naming(1), { takeSchema: () => false })).toEqual({
      verdict: 'undetermined',
      open: ['credential_schema credential_schema_too_costly'],
    });
  });

  test('one after the other: four of one badge take one place, not four', async () => {
    const { verifier } = world().service;
    let [now, most] = [0, 0];
    const tools: typeof verifier.tools = {
      ...verifier.tools,
      async validateSchema(...args) {
        now += 1;
        most = Math.max(most, now);
        return verifier.tools.validateSchema(...args).finally(() => {
          now -= 1;
        });
      },
    };
    const given = await naming(4);
    const { report } = await verifyGiven({ ...verifier, tools }, given, { proofOnly: false });
    const checks = report.checks.filter(({ name }) => name === 'credential_schema');
    expect(checks.map(({ code }) => code)).toEqual(Array(4).fill('credential_schema_matched'));
    expect(most).toBe(1);
  });

  test('a schema too deep for the thread is no fault either', async () => {
    let deep: JsonObject = {};
    for (let n = 0; n < 20_000; n += 1) deep = { not: deep };
    expect(await MACHINE.validateSchema(deep, {}, '2020-12')).toEqual({ outcome: 'too-costly' });
  });

  test('a thread that cannot start is no fault: no input gives a 5xx', async () => {
    const validateSchema = createValidateSchema('/nowhere/schema-child.js');
    const answers = Array.from({ length: 3 }, () => validateSchema({}, {}, '2020-12'));
    expect(await Promise.all(answers)).toEqual(Array(3).fill({ outcome: 'too-costly' }));
  });
});

test('many signatures do not hold up whoever else waits for the machine', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key: PublicKey = {
    alg: 'Ed25519',
    jwk: publicKey.export({ format: 'jwk' }) as JsonObject,
    thumbprint: 'of-this-test',
  };
  const data = utf8('x');
  const signature = new Uint8Array(sign(null, data, privateKey));
  let others = 0;
  let waiting: NodeJS.Immediate;
  const other = () => {
    others += 1;
    waiting = setImmediate(other);
  };
  waiting = setImmediate(other);
  for (let n = 0; n < 320; n += 1) {
    expect(await MACHINE.verifySignature(key, 'EdDSA', data, signature)).toBe(true);
  }
  clearImmediate(waiting);
  expect(others).toBeGreaterThan(5);
});
