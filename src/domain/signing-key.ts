import { didOf, type Profile, profileUrl } from './profile.ts';

export type KeyKind = 'Ed25519' | 'RSA';

/** The public half of a profile's key, with its private half sealed by the vault. */
export interface SigningKey {
  /** Random row id: what an intent names. */
  readonly id: string;
  readonly profileId: string;
  readonly kind: KeyKind;
  /** Ed25519: its multikey `z6Mk…`. RSA: its RFC 7638 thumbprint. Last segment of the key's URL. */
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** Opaque text that only the vault opens. */
  readonly sealed: string;
  readonly createdAt: string;
  /** A retired key signs nothing new; what it signed verifies for ever. */
  readonly retiredAt?: string;
}

type Owner = Pick<Profile, 'origin' | 'handle'>;

/** `<did>#<kid>`, the verification method of embedded proofs. */
export function methodId(owner: Owner, key: Pick<SigningKey, 'kid'>): string {
  return `${didOf(owner)}#${key.kid}`;
}

/** The https URL that answers with the bare JWK: the `kid` of a VC-JWT. */
export function keyUrl(owner: Owner, key: Pick<SigningKey, 'kid'>): string {
  return `${profileUrl(owner)}/keys/${key.kid}`;
}
