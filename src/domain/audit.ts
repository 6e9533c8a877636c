/** Who did or saw what of a learner. Kept twelve months; shown to the learner. */
export interface AuditEntry {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  /** See `actorName`: a pseudonym. */
  readonly by: string;
  readonly act: AuditAct;
  readonly at: string;
}

/** Each has its sentence `audit.ACT` in the locales. */
export const AUDIT_ACTS = [
  'person-opened',
  'card-made',
  'card-voided',
  'pin-reset',
  'consent-recorded',
  'guardian-link-made',
  'shares-closed',
  'exported',
  'erasure-asked',
  'erasure-called-off',
  'age-changed',
  'name-changed',
  'badge-corrected',
  'photo-added',
  'photo-removed',
  'backpack-linked',
  'backpack-unlinked',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

export const AUDIT_MONTHS = 12;
