export interface Who {
  readonly profileId: string;
  readonly learnerId: string;
}

export type Counts = Record<string, number>;

/** Erases one family of rows; what is found by another row goes before it. */
export type Step = (who: Who) => Promise<Counts>;
