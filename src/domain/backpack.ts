import type { Alignment } from './achievement.ts';

/** What a learner made of a badge in their backpack; an award or an import, by its id. */
export interface EntryNote {
  readonly entryId: string;
  readonly learnerId: string;
  /** *Dis-le avec tes mots*: theirs, never signed. Empty when they said nothing. */
  readonly ownWords: string;
  /** Kept, and shown on no page but the one of what is put away. */
  readonly hidden: boolean;
  readonly savedAt: string;
}

/** Badges under one title: `Pour mon stage`. */
export interface Collection {
  readonly id: string;
  readonly learnerId: string;
  readonly profileId: string;
  readonly title: string;
  readonly entryIds: readonly string[];
  readonly createdAt: string;
}

/** What a check may say of a badge of elsewhere; `unknown-signer`: well signed, by nobody who is known. */
export const IMPORT_OUTCOMES = [
  'verified',
  'unknown-signer',
  'no-longer-valid',
  'undetermined',
  'rejected',
] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** What was found when a badge of elsewhere was last looked at. */
export interface ImportCheck {
  readonly outcome: ImportOutcome;
  readonly at: string;
}

/** What a list shows of a badge of elsewhere. */
export interface ImportOutline {
  readonly id: string;
  readonly learnerId: string;
  readonly profileId: string;
  /** SHA-256 of the credential: one backpack has it once. */
  readonly digest: string;
  readonly name: string;
  readonly description: string;
  readonly issuerName: string;
  /** Whose keys or documents were asked for: what nothing of the badge can choose. */
  readonly issuerDomain: string;
  /** `pictures` has it under this hash, made anew from what came; absent when none could be had. */
  readonly pictureHash?: string;
  readonly alignments: readonly Alignment[];
  readonly importedAt: string;
  readonly via?: string;
  /** The last one; absent of what came in before it was kept. */
  readonly checked?: ImportCheck;
}

/** What there is of an `ImportOutline`, as the stores ask for it. */
export const OUTLINE_FIELDS = [
  'id',
  'learnerId',
  'profileId',
  'digest',
  'name',
  'description',
  'issuerName',
  'issuerDomain',
  'pictureHash',
  'alignments',
  'importedAt',
  'via',
  'checked',
] as const satisfies readonly (keyof ImportOutline)[];

/** A badge of elsewhere, as it came; what is said of it is checked anew whenever it is shown. */
export interface ImportedBadge extends ImportOutline {
  /** JSON text, or a compact JWS. */
  readonly text: string;
}

/** A picture of what was made, for the learner alone: never signed, never shared. */
export interface Photo {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  readonly awardId: string;
  /** Whether somebody may be told by it: then it needs consent. */
  readonly recognisable: boolean;
  readonly pictureHash: string;
  readonly createdBy: string;
  readonly createdAt: string;
}
