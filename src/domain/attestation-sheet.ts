import type { Outcome } from './verification.ts';

/** What is printed about one verification: words alone, already said in the visitor's language. */
export interface AttestationSheet {
  readonly language: 'fr' | 'en';
  readonly title: string;
  /** Which service made the check, and when. */
  readonly made: readonly string[];
  readonly tone: 'good' | 'late' | 'bad' | 'unsure';
  readonly headline: string;
  readonly why: string;
  readonly contentTitle: string;
  readonly name: string;
  readonly description: string;
  /** Those without a label say it themselves. */
  readonly facts: ReadonlyArray<{ readonly label: string; readonly value: string }>;
  /** What to take from it and what not, side by side above the checks. */
  readonly points: ReadonlyArray<{ readonly title: string; readonly lines: readonly string[] }>;
  readonly checksTitle: string;
  readonly checks: ReadonlyArray<{
    readonly name: string;
    readonly outcome: Outcome;
    readonly outcomeWord: string;
    readonly sentence: string;
  }>;
  /** Short paragraphs below: the first ones, as far as there is room. */
  readonly notes: ReadonlyArray<{ readonly title: string; readonly text: string }>;
  readonly qr: { readonly text: string; readonly caption: string };
  /** The last line. */
  readonly foot: string;
}
