/** A badge that its learner handed back or deleted: gone for good after seven days unless they take it up again. */
export interface Removal {
  readonly awardId: string;
  readonly learnerId: string;
  readonly profileId: string;
  /** What opened the session in which it was asked: see `LearnerActor.via`. */
  readonly via?: string;
  readonly askedAt: string;
  readonly dueAt: string;
}

export const REMOVAL_DAYS = 7;

/** Whether it can no longer be taken up again. */
export function isOver({ dueAt }: Pick<Removal, 'dueAt'>, now: Date): boolean {
  return Date.parse(dueAt) <= now.getTime();
}
