import { issuerIdOf } from '../../domain/credential.ts';
import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { boundIssuer } from './bound-issuer.ts';
import { checkEmbeddedProofs } from './check-proof.ts';
import { checkSignature } from './check-signature.ts';
import { numericDate, outcome, outcomeOfProblem } from './outcomes.ts';
import type { Json, ReadJwt, Verification } from './tools.ts';

/** What the one who asked for a presentation expects to find in its proof. */
export interface Expected {
  readonly challenge?: string;
  readonly domain?: string;
}

const PURPOSE = 'authentication';
/** Clocks may differ by this much. */
const SKEW_SECONDS = 300;

/**
 * Whether whoever holds the credentials made this presentation, for this occasion: with a key that the
 * holder lists for authentication, over the challenge and the domain that were asked for.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof
 */
export async function checkPresentationProof(
  verification: Verification,
  presentation: Json,
  expected: Expected,
): Promise<readonly Check[]> {
  const proofs = listOf(presentation['proof']);
  const fresh = proofs.filter(
    (proof) =>
      isJson(proof) && mismatchOf(proof['challenge'], proof['domain'], expected) === undefined,
  );
  const [first] = proofs.filter(isJson);
  if (first && fresh.length === 0) {
    const code = mismatchOf(first['challenge'], first['domain'], expected) ?? 'proof_malformed';
    return unreached(outcome('proof', 'failed', code, 'Made for another occasion.'));
  }
  const signerId = holderOf(presentation) ?? ownerOf(fresh.find(isJson)?.['verificationMethod']);
  // Only what answers this occasion: a proof that was made for another one may well hold.
  const document = fresh.length > 0 ? { ...presentation, proof: fresh } : presentation;
  const { issuer, proof } = await checkEmbeddedProofs(verification, document, signerId, PURPOSE);
  return [asHolder(issuer), proof];
}

/**
 * The same for a presentation that came as a token.
 *
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-with-jose
 */
export async function checkPresentationToken(
  verification: Verification,
  { jwt, presentation }: { readonly jwt: ReadJwt; readonly presentation: Json },
  expected: Expected,
): Promise<readonly Check[]> {
  const { header, claims } = jwt;
  const [problem] = verification.tools.presentationHeaderProblems(header);
  if (problem) return unreached(outcomeOfProblem('proof', problem));
  const early = claimProblem(verification, jwt, presentation, expected);
  if (early) return unreached(early);
  const { kid, jwk, alg } = header;
  const signerId = holderOf(presentation) ?? (textOf(claims['iss']) || ownerOf(kid));
  const bound = await boundIssuer(verification, signerId, {
    kind: 'jose',
    purpose: PURPOSE,
    ...(typeof kid === 'string' && { kid }),
    ...(isJson(jwk) && { jwk }),
  });
  const holder = asHolder(bound.check);
  if (!bound.key) return [holder, outcome('proof', 'unknown', 'key_unresolvable')];
  const { signingInput: data, signature } = jwt;
  const signed = { alg: textOf(alg), data, signature };
  return [holder, await checkSignature(verification, bound.key, signed)];
}

/** What the claims of a token say against it, before its key is looked for. */
function claimProblem(
  { now }: Verification,
  { claims, credential: payload }: ReadJwt,
  presentation: Json,
  expected: Expected,
): Check | undefined {
  const { iss, aud, exp, nbf } = claims;
  const holder = holderOf(presentation);
  if (iss !== undefined && holder !== undefined && iss !== holder) {
    return outcome('proof', 'failed', 'jwt_claim_mismatch', 'iss is not the holder.');
  }
  const mismatch = mismatchOf(payload['nonce'], aud, expected);
  if (mismatch) return outcome('proof', 'failed', mismatch, 'Made for another occasion.');
  const seconds = now().getTime() / 1000;
  if (exp !== undefined && !(numericDate(exp) > seconds - SKEW_SECONDS)) {
    return outcome('proof', 'failed', 'proof_expired', 'The token has ended.');
  }
  if (nbf !== undefined && !(numericDate(nbf) < seconds + SKEW_SECONDS)) {
    return outcome('proof', 'failed', 'proof_in_future', 'The token begins later.');
  }
  return undefined;
}

/** Which of the things that were asked for is not in a proof; `undefined` when all of them are. */
export function mismatchOf(
  challenge: unknown,
  domain: unknown,
  expected: Expected,
): 'challenge_mismatch' | 'domain_mismatch' | undefined {
  if (expected.challenge !== undefined && challenge !== expected.challenge) {
    return 'challenge_mismatch';
  }
  if (expected.domain !== undefined && !listOf(domain).includes(expected.domain)) {
    return 'domain_mismatch';
  }
  return undefined;
}

/** Who shows the credentials, when the presentation says it. */
export function holderOf({ holder }: Json): string | undefined {
  return issuerIdOf({ issuer: holder });
}

/** Whose key a proof names: without a holder, the one who signed stands for themselves. */
function ownerOf(methodId: unknown): string {
  return textOf(methodId).split('#')[0] ?? '';
}

/** The sentence of a stranger's key speaks of an issuer; here there is a holder. */
function asHolder(check: Check): Check {
  return check.code === 'issuer_key_unbound' ? { ...check, code: 'holder_mismatch' } : check;
}

function unreached(proof: Check): readonly Check[] {
  return [outcome('issuer', 'unknown', 'issuer_not_reached'), proof];
}
