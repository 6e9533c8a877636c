import { fromBase64Url } from '../../formats/bytes.ts';
import type { PublicKey } from '../../usecases/verification/tools.ts';

interface Algorithm {
  readonly key: PublicKey['alg'];
  /** WebCrypto's name and options, to take the key in and to verify with it. */
  readonly params: { readonly name: string; readonly [option: string]: unknown };
}

const ED25519: Algorithm = { key: 'Ed25519', params: { name: 'Ed25519' } };
const sha = (bits: number) => ({ name: `SHA-${bits}` });

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  EdDSA: ED25519,
  Ed25519: ED25519,
  ES256: { key: 'ES256', params: { name: 'ECDSA', namedCurve: 'P-256', hash: sha(256) } },
  ES384: { key: 'ES384', params: { name: 'ECDSA', namedCurve: 'P-384', hash: sha(384) } },
  RS256: { key: 'RSA', params: { name: 'RSASSA-PKCS1-v1_5', hash: sha(256) } },
  PS256: { key: 'RSA', params: { name: 'RSA-PSS', hash: sha(256), saltLength: 32 } },
};

/**
 * Whether a signature over `data` holds; `false`, never a throw, also when key and algorithm do not go
 * together or the key is none.
 */
export async function verifySignature(
  key: PublicKey,
  alg: string,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const algorithm = ALGORITHMS[alg];
  if (algorithm?.key !== key.alg) return false;
  if (key.alg === 'Ed25519' && !(await hasEd25519())) {
    return verifyInScript(key, data, signature);
  }
  const { params } = algorithm;
  const { kty, crv, x, y, n, e } = key.jwk;
  const jwk = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e }));
  try {
    const imported = await crypto.subtle.importKey('jwk', jwk, params, false, ['verify']);
    const [bytes, text] = [new Uint8Array(signature), new Uint8Array(data)];
    return await crypto.subtle.verify(params, imported, bytes, text);
  } catch {
    // Not every browser says alike that a key is none.
    return false;
  }
}

let ed25519: Promise<boolean> | undefined;

/** Browsers before 2025 do not all know the curve: they are asked with a key, since only that tells. */
function hasEd25519(): Promise<boolean> {
  ed25519 ??= crypto.subtle
    .importKey('raw', new Uint8Array(32).fill(1, 0, 1), 'Ed25519', false, ['verify'])
    .then(
      () => true,
      (error) => error instanceof DOMException && error.name === 'DataError',
    );
  return ed25519;
}

/** The same strictness as the browser's own: RFC 8032, not the looser rule of ZIP 215. */
async function verifyInScript(
  { jwk }: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519');
  const raw = fromBase64Url(String(jwk['x']));
  if (raw === undefined) return false;
  return verifyAsync(signature, data, raw, { zip215: false }).catch(() => false);
}
