import type { Check } from '../../domain/verification.ts';
import { outcome } from './outcomes.ts';
import type { PublicKey, Verification } from './tools.ts';

/** A signature as it came, and what it is said to be over. */
interface Signature {
  /** JOSE name. */
  readonly alg: string;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** Whether a proof holds was not found out: finding out would cost too much. */
export const tooCostly = () =>
  outcome('proof', 'unknown', 'proofs_too_costly', 'The verification has done too much work.');

/** Two names of one algorithm: RFC 9864 gave the curve its own. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([['Ed25519', 'EdDSA']]);

/**
 * Whether a signature holds. A key that its owner keeps for one algorithm verifies no other, whatever
 * its type could do.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-4.4
 */
export async function checkSignature(
  { tools, allowance }: Pick<Verification, 'tools' | 'allowance'>,
  key: PublicKey,
  { alg, data, signature }: Signature,
): Promise<Check> {
  const { onlyFor = alg } = key;
  if (plainName(onlyFor) !== plainName(alg)) {
    const detail = `The key is for ${onlyFor.slice(0, 20)}, the signature is by ${alg.slice(0, 20)}.`;
    return outcome('proof', 'failed', 'alg_not_allowed', detail);
  }
  if (!allowance.takeSignature()) return tooCostly();
  return (await tools.verifySignature(key, alg, data, signature))
    ? outcome('proof', 'passed', 'signature_valid')
    : outcome('proof', 'failed', 'signature_invalid', 'The signature does not match.');
}

function plainName(alg: string): string {
  return SYNONYMS.get(alg) ?? alg;
}
