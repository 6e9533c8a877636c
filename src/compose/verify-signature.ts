import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey } from '../usecases/verification/tools.ts';

const PKCS1 = { padding: constants.RSA_PKCS1_PADDING };
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const P1363 = { dsaEncoding: 'ieee-p1363' as const };

/** For each JOSE algorithm: the key it takes, its digest, and Node's options. */
const ALGORITHMS: Readonly<
  Record<string, { key: PublicKey['alg']; digest?: string; options: object }>
> = {
  EdDSA: { key: 'Ed25519', options: {} },
  /** The name by which newer tokens call it (RFC 9864). */
  Ed25519: { key: 'Ed25519', options: {} },
  ES256: { key: 'ES256', digest: 'sha256', options: P1363 },
  ES384: { key: 'ES384', digest: 'sha384', options: P1363 },
  RS256: { key: 'RSA', digest: 'sha256', options: PKCS1 },
  PS256: { key: 'RSA', digest: 'sha256', options: PSS },
};

const MAX_KEPT = 500;
const kept = new Map<string, KeyObject>();

/** Whether a signature over `data` holds; `false` also when key and algorithm do not go together. */
export function verifySignature(
  key: PublicKey,
  alg: string,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const algorithm = ALGORITHMS[alg];
  if (algorithm?.key !== key.alg) return false;
  return verify(algorithm.digest, data, { key: keyObject(key), ...algorithm.options }, signature);
}

/** Importing a key costs as much as a signature: keys are kept, the oldest leave first. */
function keyObject({ jwk, thumbprint }: PublicKey): KeyObject {
  const known = kept.get(thumbprint);
  if (known) return known;
  const made = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(thumbprint, made);
  return made;
}
