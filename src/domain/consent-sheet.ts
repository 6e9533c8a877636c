/** The form on paper: words alone, already said in the reader's language, and blank but for a nickname and a centre. */
export interface ConsentSheet {
  readonly language: 'fr' | 'en';
  /** With the name of the person; `blank.title` stands there when no font has its letters. */
  readonly title: string;
  readonly name: string;
  /** What stands in place of a name that is to be written by hand. */
  readonly blank: {
    readonly title: string;
    /** Below the line to write on. */
    readonly hint: string;
    /** By what the team knows whose sheet it is. */
    readonly card: string;
    readonly who: string;
  };
  readonly centre: string;
  readonly intro: readonly string[];
  readonly yes: string;
  readonly no: string;
  readonly purposes: ReadonlyArray<{
    readonly title: string;
    readonly text: string;
    /** Who answers, each with two boxes; empty for the person themselves. */
    readonly parties: readonly string[];
  }>;
  /** Who signs, named as above, each with the boxes of what they are; none for the young person. */
  readonly signers: ReadonlyArray<{ readonly who: string; readonly capacities: readonly string[] }>;
  readonly capacity: string;
  readonly date: string;
  readonly signature: string;
  /** How to take an answer back. */
  readonly withdraw: readonly string[];
  /** Ways to answer online: an address in a code, and whom it is for. */
  readonly links: ReadonlyArray<{ readonly text: string; readonly caption: string }>;
  /** The last line. */
  readonly foot: string;
}
