/** A dated session; what is signed as evidence of an award. */
export interface Workshop {
  readonly id: string;
  readonly profileId: string;
  readonly title: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly hours?: number;
  /** For the centre's own memory: never signed, since a place may say too much of a person. */
  readonly place?: string;
  readonly createdAt: string;
}

export type AwardState = 'intended' | 'issued' | 'voided';

/** The decision that a learner earned an achievement; it exists before the signed credential. */
export interface Award {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  readonly achievementId: string;
  readonly workshopId?: string;
  /** Who decided: see `actorName`. */
  readonly awardedBy: string;
  /** One award per (profile, learner, achievement, occasion); awarding again names an occasion. */
  readonly occasion: string;
  /** One sentence about the whole workshop, never about one person. */
  readonly sentence?: string;
  /** Whole seconds, UTC. */
  readonly awardedDate: string;
  readonly batchId?: string;
  readonly state: AwardState;
}

/**
 * A badge said anew: same award, same credential id, same `awardedDate`; its row is the newest of
 * the award. Number 1 is the first correction.
 */
export interface Correction {
  readonly awardId: string;
  readonly number: number;
  readonly achievementId: string;
  readonly workshop?: Pick<Workshop, 'title' | 'date' | 'hours'>;
  readonly sentence?: string;
  /** Whether what was signed before is wrong: then its bit is set. A typo leaves it good. */
  readonly wasWrong: boolean;
  readonly by: string;
  readonly at: string;
}

/** The learner's answer. Nothing of an award can be shared before it is accepted. */
export type Answer = 'accepted' | 'declined';

export type CredentialKind =
  /** The badge itself: names nobody. */
  | 'badge'
  /** The copy of one share, with the learner's name inside: it ends with the share. */
  | 'named'
  /** The copy that other backpacks import by a salted e-mail hash. */
  | 'email'
  /** A thirty-day sample whose issuer is a did:key, for trying other verifiers from a laptop. */
  | 'sample'
  /** What a program had signed through the VC-API: no badge of ours, and no award behind it. */
  | 'generic';

/** `vc-jwt` is the token of Open Badges, `vc-jose` the one of VC-JOSE-COSE. */
export type CredentialForm = 'data-integrity' | 'vc-jwt' | 'vc-jose';

/** Everything a signature will cover, fixed before the key is touched. */
export interface CredentialIntent {
  readonly id: string;
  readonly profileId: string;
  /** Absent for a status list, an archive, and for what a program had signed. */
  readonly awardId?: string;
  readonly kind: CredentialKind | 'status-list' | 'archive';
  readonly form: CredentialForm;
  /** `SigningKey.id`. */
  readonly keyId: string;
  /** The verification method, or the `kid` of a JWT, that the signature will name. */
  readonly methodId: string;
  /** `proof.created`, whole seconds. */
  readonly created: string;
  /** The exact unsigned credential, as JSON text. */
  readonly text: string;
  readonly statusListId?: string;
  readonly statusIndex?: number;
}

/** A signed credential: its bytes never change. */
export interface SignedCredential {
  /** The id of its intent. */
  readonly id: string;
  readonly profileId: string;
  /** Of what has no award: its own id. */
  readonly awardId: string;
  /** The `id` property inside; the same in every form, and not a key. */
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly form: CredentialForm;
  /** JSON text, or a compact JWS. */
  readonly text: string;
  readonly statusListId?: string;
  readonly statusIndex?: number;
  readonly issuedAt: string;
}

/** The row from which the signed status list is derived. */
export interface Revocation {
  /** Unique: a credential is revoked once, for ever. */
  readonly credentialRowId: string;
  readonly profileId: string;
  readonly statusListId: string;
  readonly statusIndex: number;
  readonly revokedBy: string;
  /** Never public. */
  readonly reason?: string;
  readonly at: string;
}

/** Every form a credential is handed out in, and the end of its file's name. */
export const FILE_FORMATS = ['json', 'jwt', 'png', 'svg'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
