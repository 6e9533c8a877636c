import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { CredentialIntent } from '../domain/award.ts';
import { BadgeError } from '../domain/errors.ts';
import type { KeyKind, SigningKey } from '../domain/signing-key.ts';
import { toBase58 } from '../formats/base58.ts';
import { concat, fromBase64Url } from '../formats/bytes.ts';
import type { Seams, Store, Vault } from '../usecases/ports.ts';
import { seal, unseal } from './seal.ts';

/** What a signature has to cover, and what to do with it: one way per form of credential. */
export type Secure = (
  intent: CredentialIntent,
) => Promise<{ data: Uint8Array; finish: (signature: Uint8Array) => string }>;

export interface VaultDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'intents' | 'keys'>;
  readonly masterKey: Uint8Array;
  readonly secure: Secure;
}

const generate = promisify(generateKeyPair);

/**
 * The only place where private keys are open. It signs intents that are in the store and nothing
 * else: no caller can hand it bytes. Opened keys stay in memory for the life of the process.
 */
export function createVault(deps: VaultDeps): Vault {
  const opened = new Map<string, KeyObject>();

  async function open(keyId: string): Promise<KeyObject> {
    const known = opened.get(keyId);
    if (known) return known;
    const key = await deps.store.keys.get(keyId);
    const text = key && unseal(deps.masterKey, purposeOf(keyId), key.sealed);
    if (!text) throw new BadgeError('key_unknown', 'The signing key cannot be opened.');
    const privateKey = createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
    opened.set(keyId, privateKey);
    return privateKey;
  }

  return {
    async sign(intentId) {
      const intent = await deps.store.intents.get(intentId);
      if (!intent) throw new Error('The vault signs stored intents only.');
      const privateKey = await open(intent.keyId);
      const { data, finish } = await deps.secure(intent);
      const digest = intent.form === 'vc-jwt' ? 'sha256' : undefined;
      return finish(signBytes(digest, data, privateKey));
    },

    async newKey({ profileId, kind }) {
      const { privateJwk, publicJwk } = await makePair(kind);
      const id = deps.newId();
      return {
        id,
        profileId,
        kind,
        kid: kind === 'Ed25519' ? multikeyOf(publicJwk) : thumbprintOf(publicJwk),
        publicJwk,
        sealed: seal(deps.masterKey, purposeOf(id), JSON.stringify(privateJwk)),
        createdAt: deps.now().toISOString(),
      } satisfies SigningKey;
    },
  };
}

function purposeOf(keyId: string): string {
  return `signing-key:${keyId}`;
}

async function makePair(kind: KeyKind) {
  const { privateKey, publicKey } =
    kind === 'Ed25519'
      ? await generate('ed25519')
      : await generate('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
  return {
    privateJwk: privateKey.export({ format: 'jwk' }),
    publicJwk: { ...publicKey.export({ format: 'jwk' }) },
  };
}

/** @see https://www.w3.org/TR/cid-1.0/#Multikey */
function multikeyOf({ x }: JsonWebKey): string {
  const raw = fromBase64Url(x ?? '');
  if (raw?.length !== 32) throw new Error('Not an Ed25519 key.');
  return `z${toBase58(concat(Uint8Array.of(0xed, 0x01), raw))}`;
}

/** @see https://www.rfc-editor.org/rfc/rfc7638 */
function thumbprintOf({ e, kty, n }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
