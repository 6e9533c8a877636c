import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import { type Check, isUnknownVocabulary } from '../../domain/verification.ts';
import { boundIssuer, strangerToIssuer } from './bound-issuer.ts';
import { checkSignature, tooCostly } from './check-signature.ts';
import type { Facts } from './facts.ts';
import { unbound } from './issuer-keys.ts';
import { outcome, outcomeOfProblem } from './outcomes.ts';
import type { Json, PublicKey, ReadJwt, RequiredSignature, Verification } from './tools.ts';

/** The two checks that every way of signing answers. */
interface ProofChecks {
  readonly issuer: Check;
  readonly proof: Check;
}

const MAX_PROOFS = 4;
/** Clocks may differ by this much. */
const SKEW_MS = 300_000;

/** Whether the issuer signed every property, with a key of its own. */
export async function checkProof(
  facts: Facts,
  found: readonly Check[] = [],
): Promise<readonly Check[]> {
  const { verification, credential, jwt, issuerId } = facts;
  const { issuer, proof } = await (issuerId === undefined
    ? withoutIssuer()
    : jwt
      ? checkJwtProof(verification, jwt, issuerId)
      : checkEmbeddedProofs(verification, credential, issuerId));
  // Words that are not known here cannot be read, and a signature over them not be checked.
  const isUnread = proof.code === 'context_not_allowed' && found.some(isUnknownVocabulary);
  return [issuer, isUnread ? { ...proof, outcome: 'unknown' } : proof];
}

function withoutIssuer(): ProofChecks {
  return {
    issuer: outcome('issuer', 'failed', 'issuer_missing', 'The credential names no issuer.'),
    proof: outcome('proof', 'unknown', 'key_unresolvable'),
  };
}

/**
 * The embedded proofs of a document. One that holds and is the signer's own is enough; proofs of
 * strangers count for nothing, and proofs that cannot be read leave it unknown. `purpose` is what
 * the proof must have been made for.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
 */
export async function checkEmbeddedProofs(
  verification: Verification,
  document: Json,
  signerId: string,
  purpose = 'assertionMethod',
): Promise<ProofChecks> {
  const proofs = listOf(document['proof']);
  if (proofs.length === 0) return both('failed', 'proof_missing', 'There is no proof.');
  if (proofs.length > MAX_PROOFS) {
    return both('failed', 'too_many_proofs', `${proofs.length} proofs.`);
  }
  const results: ProofChecks[] = [];
  const strangers: ProofChecks[] = [];
  for (const proof of proofs) {
    const result = isJson(proof)
      ? await checkOne(verification, document, signerId, { proof, purpose })
      : both('failed', 'proof_malformed', 'A proof is not an object.');
    if (hasOutcome(result, 'passed', 'every')) return result;
    (isStrangers(proof, signerId) ? strangers : results).push(result);
  }
  return worstOf(results.length > 0 ? results : strangers);
}

/**
 * Of proofs none of which holds, the one that decides: a proof of the signer's own that fails shows a
 * change; else one that could not be read might hold; else all of them are strangers'.
 */
function worstOf(results: readonly ProofChecks[]): ProofChecks {
  const failures = results.filter((result) => hasOutcome(result, 'failed', 'some'));
  const isOwn = ({ issuer }: ProofChecks) => issuer.code !== 'issuer_key_unbound';
  const unread = results.find((result) => !failures.includes(result));
  return failures.find(isOwn) ?? unread ?? (results[0] as ProofChecks);
}

function isStrangers(proof: unknown, signerId: string): boolean {
  const method = isJson(proof) ? textOf(proof['verificationMethod']) : '';
  return method !== '' && strangerToIssuer(signerId, method) !== undefined;
}

function hasOutcome(
  { issuer, proof }: ProofChecks,
  result: Check['outcome'],
  how: 'some' | 'every',
): boolean {
  return [issuer, proof][how](({ outcome: one }) => one === result);
}

async function checkOne(
  verification: Verification,
  document: Json,
  signerId: string,
  { proof, purpose }: { readonly proof: Json; readonly purpose: string },
): Promise<ProofChecks> {
  const method = textOf(proof['verificationMethod']);
  const early = earlyProblem(verification, proof, purpose);
  const stranger = method && strangerToIssuer(signerId, method);
  // What is false in a stranger's proof says nothing about the signer's.
  if (stranger && early?.outcome !== 'unknown') {
    const { check } = unbound(stranger);
    return { issuer: check, proof: outcome('proof', 'unknown', 'key_unresolvable') };
  }
  if (early) return { issuer: outcome('issuer', 'unknown', 'issuer_not_reached'), proof: early };
  const { key, check: issuer } = await boundIssuer(verification, signerId, {
    kind: 'method',
    id: method,
    purpose,
    ...(typeof proof['created'] === 'string' && { made: Date.parse(proof['created']) }),
  });
  if (!key) return { issuer, proof: outcome('proof', 'unknown', 'key_unresolvable') };
  const { allowance } = verification;
  const isFirst = allowance.isUntouched();
  if (!allowance.takeForm(document)) return { issuer, proof: tooCostly() };
  if (!isFirst) await verification.turn();
  const read = await verification.tools.readProof(document, proof, { key, purpose });
  if ('problem' in read) return { issuer, proof: outcomeOfProblem('proof', read.problem) };
  const check = await checkSignatures(verification, read.signatures, key);
  if (check.outcome === 'passed') verification.warnings.push(...read.warnings);
  return { issuer, proof: check };
}

/** What can be told of a proof without its key; `undefined` when nothing speaks against it. */
function earlyProblem({ tools, now }: Verification, proof: Json, purpose: string) {
  const problem = tools.proofProblem(proof, purpose);
  if (problem?.code === 'cryptosuite_unsupported') {
    const suite = (textOf(proof['cryptosuite']) || textOf(proof['type'])).slice(0, 60);
    return outcome('proof', 'unknown', problem.code, problem.detail, { suite });
  }
  if (problem) return outcomeOfProblem('proof', problem);
  const time = now().getTime();
  if (Date.parse(textOf(proof['created'])) > time + SKEW_MS) {
    return outcome('proof', 'failed', 'proof_in_future', 'The proof says it was made later.');
  }
  if (Date.parse(textOf(proof['expires'])) < time - SKEW_MS) {
    return outcome('proof', 'failed', 'proof_expired', 'The proof has ended.');
  }
  return undefined;
}

/** One after the other, to stop at the first that fails. */
async function checkSignatures(
  verification: Verification,
  signatures: readonly RequiredSignature[],
  issuerKey: PublicKey,
): Promise<Check> {
  for (const { key, alg, data, signature } of signatures) {
    const signer = key === 'issuer' ? issuerKey : key;
    const check = await checkSignature(verification, signer, { alg, data, signature });
    if (check.outcome !== 'passed') return check;
  }
  return signatures.length > 0
    ? outcome('proof', 'passed', 'signature_valid')
    : outcome('proof', 'failed', 'signature_invalid', 'There is no signature.');
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
  const made = [jwt.claims['iat'], jwt.claims['nbf']].find((date) => typeof date === 'number');
  const bound = await boundIssuer(verification, issuerId, {
    kind: 'jose',
    ...(typeof kid === 'string' && { kid }),
    ...(isJson(jwk) && { jwk }),
    ...(made !== undefined && { made: made * 1000 }),
  });
  if (!bound.key) {
    return { issuer: bound.check, proof: outcome('proof', 'unknown', 'key_unresolvable') };
  }
  const { signingInput: data, signature } = jwt;
  const signed = { alg: textOf(alg), data, signature };
  const proof = await checkSignature(verification, bound.key, signed);
  return { issuer: bound.check, proof };
}

function both(result: 'failed' | 'unknown', code: string, detail: string): ProofChecks {
  return {
    issuer: outcome('issuer', 'unknown', 'issuer_not_reached'),
    proof: outcome('proof', result, code, detail),
  };
}
