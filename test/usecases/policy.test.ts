import { describe, expect, test } from '@jest/globals';
import { issuerIdOf } from '../../src/domain/credential.ts';
import { CHECK_NAMES, stateOf, verdictOf } from '../../src/domain/verification.ts';
import { checkEndorsements } from '../../src/usecases/verification/check-endorsements.ts';
import { checkOwnSchemas } from '../../src/usecases/verification/check-own-schemas.ts';
import { answerSteps, type Step } from '../../src/usecases/verification/facts.ts';
import { POLICY } from '../../src/usecases/verification/policy.ts';
import { startVerification } from '../../src/usecases/verification/start-verification.ts';
import { badge, signed, statusEntry, statusList, useWorld } from './other-issuer.ts';

// SECURITY section 5, I-06: a proof was verified and its result left out of the verdict. The verdict
// is AND over a closed list, so a question that nobody asks can never end in "verified".

const world = useWorld();

async function answersWith(policy: typeof POLICY) {
  const url = 'https://other.test/lists/policy';
  const list = await statusList([], { id: url });
  world().documents.set('other.test/lists/policy', await signed(list));
  const credentialStatus = statusEntry({ id: `${url}#7`, statusListCredential: url });
  const credential = await signed(badge({ credentialStatus }));
  const verification = startVerification(world().service.verifier, []);
  const issuerId = issuerIdOf(credential);
  return answerSteps({ verification, credential, kind: 'open-badge', issuerId }, policy);
}

describe('the policy', () => {
  test('answers every question of the closed list, and a good badge is verified', async () => {
    const checks = await answersWith(POLICY);
    expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(CHECK_NAMES));
    expect(verdictOf(checks)).toBe('verified');
  });

  // What is not about its form or its time says nothing of where it stands in time.
  const LEFT_ACTIVE: readonly Step[] = [checkOwnSchemas, checkEndorsements];

  test.each(POLICY.map((step) => [step.name, step] as const))(
    'without %s the verdict is undetermined',
    async (_name, left) => {
      const checks = await answersWith(POLICY.filter((step) => step !== left));
      expect(verdictOf(checks)).toBe('undetermined');
      expect(stateOf(checks)).toBe(LEFT_ACTIVE.includes(left) ? 'active' : 'unknown');
    },
  );

  test.each(CHECK_NAMES)(
    'with the answer to %s taken out, it is undetermined too',
    async (name) => {
      const checks = await answersWith(POLICY);
      expect(verdictOf(checks.filter((check) => check.name !== name))).toBe('undetermined');
    },
  );
});
