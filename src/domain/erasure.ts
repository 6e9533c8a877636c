/** Somebody's wish to be erased: carried out after seven days unless it is called off. */
export interface Erasure {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  /** See `actorName`. */
  readonly askedBy: string;
  /** Of one that the learner asked for: what opened the session in which it was. */
  readonly via?: string;
  readonly askedAt: string;
  readonly dueAt: string;
  /** Called off, or carried out: the first of the two counts. */
  readonly end?: ErasureEnd;
}

export interface ErasureEnd {
  readonly how: 'called-off' | 'done';
  readonly at: string;
  /** Of one that was carried out: how many rows of each kind went. The proof, and it names nobody. */
  readonly erased?: Readonly<Record<string, number>>;
}

/** Whether its time came: from then on nobody calls it off. */
export function isDue({ dueAt }: Pick<Erasure, 'dueAt'>, now: Date): boolean {
  return Date.parse(dueAt) <= now.getTime();
}

export const ERASURE_DAYS = 7;
/** Years in which the link of an erasure shows what became of it. */
export const ERASURE_LINK_YEARS = 3;
