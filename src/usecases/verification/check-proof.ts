import type { Check } from '../../domain/verification.ts';
import { boundIssuer } from './bound-issuer.ts';
import { isJson, listOf, outcome, outcomeOfProblem, textOf } from './outcomes.ts';
import type { Facts } from './policy.ts';
import type { Json, ReadJwt, Verification } from './tools.ts';

/** The two checks that every way of signing answers. */
interface ProofChecks {
  readonly issuer: Check;
  readonly proof: Check;
}

const MAX_PROOFS = 4;
/** Clocks may differ by this much. */
const SKEW_MS = 300_000;

/** Whether the issuer signed every property, with a key of its own. */
export async function checkProof(facts: Facts): Promise<readonly Check[]> {
  const { verification, credential, jwt, issuerId } = facts;
  const { issuer, proof } = await (issuerId === undefined
    ? withoutIssuer()
    : jwt
      ? checkJwtProof(verification, jwt, issuerId)
      : checkEmbeddedProofs(verification, credential, issuerId));
  return [issuer, proof];
}

function withoutIssuer(): ProofChecks {
  return {
    issuer: outcome('issuer', 'failed', 'issuer_missing', 'The credential names no issuer.'),
    proof: outcome('proof', 'unknown', 'key_unresolvable'),
  };
}

/**
 * The embedded proofs of a credential. One that holds and is the issuer's own is enough; proofs
 * of strangers count for nothing, and proofs that cannot be read leave it unknown.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof
 */
export async function checkEmbeddedProofs(
  verification: Verification,
  credential: Json,
  issuerId: string,
): Promise<ProofChecks> {
  const proofs = listOf(credential['proof']);
  if (proofs.length === 0) return both('failed', 'proof_missing', 'There is no proof.');
  if (proofs.length > MAX_PROOFS)
    return both('failed', 'too_many_proofs', `${proofs.length} proofs.`);
  const results: ProofChecks[] = [];
  for (const proof of proofs) {
    const result = isJson(proof)
      ? await checkOne(verification, credential, issuerId, proof)
      : both('failed', 'proof_malformed', 'A proof is not an object.');
    if (holds(result)) return result;
    results.push(result);
  }
  const failed = results.find(({ issuer, proof }) =>
    [issuer.outcome, proof.outcome].includes('failed'),
  );
  return failed ?? (results[0] as ProofChecks);
}

function holds({ issuer, proof }: ProofChecks): boolean {
  return issuer.outcome === 'passed' && proof.outcome === 'passed';
}

async function checkOne(
  verification: Verification,
  credential: Json,
  issuerId: string,
  proof: Json,
): Promise<ProofChecks> {
  const early = checkProofFields(proof, verification.now());
  if (early) return { issuer: outcome('issuer', 'unknown', 'issuer_not_reached'), proof: early };
  const bound = await boundIssuer(verification, issuerId, {
    kind: 'method',
    id: textOf(proof['verificationMethod']),
  });
  if (!bound.key) {
    return { issuer: bound.check, proof: outcome('proof', 'unknown', 'key_unresolvable') };
  }
  const hashed = await verification.tools.hashData(credential, proof);
  if ('problem' in hashed) {
    return { issuer: bound.check, proof: outcomeOfProblem('proof', hashed.problem) };
  }
  const signature = verification.tools.signatureOf(proof);
  const good =
    signature !== undefined &&
    bound.key.alg === 'Ed25519' &&
    (await verification.tools.verifySignature(bound.key, 'EdDSA', hashed.data, signature));
  return { issuer: bound.check, proof: signatureCheck(good) };
}

/** What can be told of a proof without its key; `undefined` when nothing speaks against it. */
function checkProofFields(proof: Json, now: Date): Check | undefined {
  if (proof['type'] !== 'DataIntegrityProof' || proof['cryptosuite'] !== 'eddsa-rdfc-2022') {
    const suite = (textOf(proof['cryptosuite']) || textOf(proof['type'])).slice(0, 60);
    return outcome('proof', 'unknown', 'cryptosuite_unsupported', suite, { suite });
  }
  if (typeof proof['verificationMethod'] !== 'string') {
    return outcome('proof', 'failed', 'proof_malformed', 'The proof names no key.');
  }
  if (proof['proofPurpose'] !== 'assertionMethod') {
    return outcome('proof', 'failed', 'proof_purpose_mismatch', 'Made for another purpose.');
  }
  const created = proof['created'] === undefined ? 0 : Date.parse(textOf(proof['created']));
  const expires =
    proof['expires'] === undefined
      ? Number.POSITIVE_INFINITY
      : Date.parse(textOf(proof['expires']));
  if (Number.isNaN(created) || Number.isNaN(expires)) {
    return outcome('proof', 'failed', 'proof_malformed', 'A date of the proof cannot be read.');
  }
  if (created > now.getTime() + SKEW_MS) {
    return outcome('proof', 'failed', 'proof_in_future', 'The proof says it was made later.');
  }
  if (expires < now.getTime() - SKEW_MS) {
    return outcome('proof', 'failed', 'proof_expired', 'The proof has ended.');
  }
  return undefined;
}

/** The signature of a VC-JWT, its header, and its claims against the credential inside. */
async function checkJwtProof(
  verification: Verification,
  jwt: ReadJwt,
  issuerId: string,
): Promise<ProofChecks> {
  const { problems, warnings } = verification.tools.jwtProblems(jwt);
  verification.warnings.push(...warnings);
  const [problem] = problems;
  if (problem) {
    const issuer = outcome('issuer', 'unknown', 'issuer_not_reached');
    return { issuer, proof: outcomeOfProblem('proof', problem) };
  }
  const { kid, jwk, alg } = jwt.header;
  const bound = await boundIssuer(verification, issuerId, {
    kind: 'jose',
    ...(typeof kid === 'string' ? { kid } : {}),
    ...(isJson(jwk) ? { jwk } : {}),
  });
  if (!bound.key) {
    return { issuer: bound.check, proof: outcome('proof', 'unknown', 'key_unresolvable') };
  }
  const good = await verification.tools.verifySignature(
    bound.key,
    textOf(alg),
    jwt.signingInput,
    jwt.signature,
  );
  return { issuer: bound.check, proof: signatureCheck(good) };
}

function signatureCheck(good: boolean): Check {
  return good
    ? outcome('proof', 'passed', 'signature_valid')
    : outcome('proof', 'failed', 'signature_invalid', 'The signature does not match.');
}

function both(result: 'failed' | 'unknown', code: string, detail: string): ProofChecks {
  return {
    issuer: outcome('issuer', 'unknown', 'issuer_not_reached'),
    proof: outcome('proof', result, code, detail),
  };
}
