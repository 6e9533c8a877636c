/** A label and what it is said of. */
interface Line {
  readonly label: string;
  readonly value: string;
}

/** What a code on paper holds, and what is said of it to those who cannot see it. */
interface Code {
  readonly text: string;
  readonly caption: string;
}

/** What every sheet of paper has. All of it are words alone, already said in the reader's language. */
interface Sheet {
  readonly language: 'fr' | 'en';
  readonly title: string;
  /** Who signed what is on it. */
  readonly author: string;
}

/** One badge on A4 that is the badge itself: the code holds all that was signed. */
export interface PaperSheet extends Sheet {
  /** PNG. */
  readonly picture: Uint8Array;
  readonly eyebrow: string;
  readonly name: string;
  readonly description: string;
  readonly facts: readonly Line[];
  readonly criteria: { readonly title: string; readonly lines: readonly string[] };
  /** What to take from it and what not. */
  readonly points: ReadonlyArray<{ readonly title: string; readonly lines: readonly string[] }>;
  /** Absent when the badge is too long for any code: then the steps say so. */
  readonly qr: Code | undefined;
  readonly steps: { readonly title: string; readonly lines: readonly string[] };
  readonly foot: string;
}

/** One page of A4 across for each badge, to hang on a wall. */
export interface CertificateSheet extends Sheet {
  readonly pages: readonly CertificatePage[];
}

export interface CertificatePage {
  /** PNG. */
  readonly picture: Uint8Array;
  readonly eyebrow: string;
  readonly name: string;
  readonly givenTo: string;
  /** As it was signed; empty for a line to write it on. */
  readonly person: string;
  /** What the line is for. */
  readonly personHint: string;
  readonly description: string;
  readonly facts: readonly string[];
  readonly issuer: string;
  readonly issuedBy: string;
  readonly qr: Code | undefined;
  /** The control key in its groups; empty where there is none. */
  readonly key: Line | undefined;
  readonly foot: string;
}

/** A sheet to take to an interview, in black on white, with lines to write on. */
export interface InterviewSheet extends Sheet {
  readonly lead: string;
  readonly person: string;
  readonly qr: Code;
  readonly key: Line;
  readonly until: string;
  /** Three at most. */
  readonly badges: readonly InterviewBadge[];
  /** What to write about: a situation, what was done, what came of it. */
  readonly prompts: readonly string[];
  readonly foot: string;
}

export interface InterviewBadge {
  readonly name: string;
  readonly facts: string;
  readonly done: readonly string[];
  /** The learner's own; empty when they said nothing. */
  readonly ownWords: string;
}

/** Badges on one interview sheet. */
export const MOST_ON_SHEET = 3;
