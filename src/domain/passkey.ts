/** A passkey of a member: the public half alone. @see https://www.w3.org/TR/webauthn-3/ */
export interface Passkey {
  /** The credential id, base64url: unique in the world. */
  readonly id: string;
  readonly memberId: string;
  readonly profileId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
  /** What the member calls it: `Téléphone`. */
  readonly name: string;
  /** Signature counter at registration; most passkeys say 0 for ever. */
  readonly counter: number;
  readonly createdAt: string;
}
