import type { ListTable } from './attendance.ts';
import type { ErrorCode } from './errors.ts';

/** A list that a worker has given and not confirmed yet, or that is being awarded. */
export interface Batch {
  readonly id: string;
  readonly profileId: string;
  readonly achievementId: string;
  readonly workshop?: {
    readonly title: string;
    readonly date: string;
    readonly place?: string;
    readonly hours?: number;
  };
  readonly sentence?: string;
  readonly list: ListTable;
  /** Things understood from the list that its reader should see: `encoding_guessed`, `names_guessed`. */
  readonly warnings: readonly string[];
  /** See `actorName`. */
  readonly createdBy: string;
  readonly createdAt: string;
}

/** What became of one line. Names are those of the learner, read when shown. */
export interface BatchLine {
  readonly line: number;
  readonly outcome:
    | 'awarded'
    | 'already_awarded'
    | 'ambiguous'
    | 'waiting'
    | 'refused'
    | 'left_out';
  readonly code?:
    | ErrorCode
    | 'absent'
    | 'duplicate'
    | 'homonym'
    | 'name_missing'
    | 'presence_unclear';
  readonly learnerId?: string;
  readonly awardId?: string;
  /** Whether the learner has just been made. */
  readonly fresh: boolean;
}

/** Kept once per run of a batch; a later run of the same batch has a higher number. */
export interface BatchReport {
  readonly batchId: string;
  readonly run: number;
  readonly lines: readonly BatchLine[];
  readonly finishedAt: string;
}

/** Seconds after the report in which the whole batch is taken back in one tap. */
export const UNDO_SECONDS = 60;
/** Hours that a list with names is kept for; the awards stay. */
export const BATCH_HOURS = 24;
