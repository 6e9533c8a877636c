/** A passkey of a member or of a learner: the public half alone. @see https://www.w3.org/TR/webauthn-3/ */
export interface Passkey {
  /** The credential id, base64url: unique in the world. */
  readonly id: string;
  /** Whose it is: a member, or a learner. */
  readonly memberId: string;
  readonly profileId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
  /** What its owner calls it: `Téléphone`. */
  readonly name: string;
  /** Signature counter at registration; most passkeys say 0 for ever. */
  readonly counter: number;
  /** Of a learner: what opened the session that added it, see `LearnerActor.via`. */
  readonly via?: string;
  readonly createdAt: string;
}
