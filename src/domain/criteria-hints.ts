import type { DraftLanguage, DraftWording } from './draft.ts';
import { plainWord } from './learner.ts';
import { opensWithVerb } from './opening-verb.ts';

/** Advice about what someone writes. It never keeps anybody from saving or publishing. */
export const HINT_CODES = [
  'verb',
  'observable',
  'tooShort',
  'tooLong',
  'list',
  'pictureText',
  'personalData',
  'sensitive',
] as const;
export type HintCode = (typeof HINT_CODES)[number];

/** What advice is given about. */
type Words = Omit<DraftWording, 'tags'>;

export interface Hint {
  readonly field: keyof Words;
  readonly code: HintCode;
  /** The word or the beginning that the hint is about; empty when it is about the whole. */
  readonly word: string;
}

/** Characters of criteria between which nothing is said. */
const SHORT = 40;
const LONG = 1200;
/** A paragraph of more sentences than this is easier to read as a list. */
const MANY_SENTENCES = 3;
/** So many lines are looked at: one hint of a kind is enough. */
const MAX_LINES = 60;

/**
 * What could be clearer, or wiser, in the words of an achievement in one language. A field that is
 * empty gets no hint, but for the text of the picture once the rest is there. At most one hint of a
 * kind for each field.
 */
export function hintsFor(wording: Words, language: DraftLanguage): Hint[] {
  return [
    ...criteriaHints(wording.criteria, language),
    ...(wording.name.trim() && !wording.imageAlt.trim()
      ? [{ field: 'imageAlt', code: 'pictureText', word: '' } as const]
      : []),
    ...(['name', 'description', 'criteria', 'imageAlt'] as const).flatMap((field) =>
      cautions(field, wording[field]),
    ),
  ];
}

function criteriaHints(criteria: string, language: DraftLanguage): Hint[] {
  const text = criteria.trim();
  if (text === '') return [];
  const hint = (code: HintCode, word = ''): Hint => ({ field: 'criteria', code, word });
  const { lines, isList } = statementsOf(text);
  const verbless = lines.find((line) => !opensWithVerb(line, language));
  const unseen = unseenVerb(text);
  return [
    ...(text.length < SHORT ? [hint('tooShort')] : []),
    ...(text.length > LONG ? [hint('tooLong')] : []),
    ...(verbless === undefined ? [] : [hint('verb', opening(verbless))]),
    ...(unseen === undefined ? [] : [hint('observable', unseen)]),
    ...(!isList && sentencesIn(text) > MANY_SENTENCES ? [hint('list')] : []),
  ];
}

const BULLET = /^\s{0,12}(?:[-*+•–]|\d{1,2}[.)])\s+/;

/** What has to be done, one thing each: the items of the list, or the paragraphs without one. */
function statementsOf(text: string): { lines: string[]; isList: boolean } {
  const all = text.split('\n').slice(0, MAX_LINES);
  const items = all.filter((line) => BULLET.test(line));
  const isList = items.length > 0;
  const lines = (isList ? items : all)
    .map((line) =>
      line
        .replace(BULLET, '')
        .replace(/^[*_>#\s]+/, '')
        .trim(),
    )
    .filter((line) => line !== '' && (isList || !/[:：]$/.test(line)));
  return { lines, isList };
}

function sentencesIn(text: string): number {
  return text.split(/[.!?;](?:\s|$)/).filter((part) => part.trim().length > 3).length;
}

/** The first words, enough to find the line again. */
function opening(line: string): string {
  const words = line.split(/\s+/).slice(0, 3).join(' ');
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}

/** What happens inside a head: nobody can say that they saw it. */
const UNSEEN = new Set(
  `comprendre comprend comprends connaitre connait connais connaissance
   connaissances maitrise maitriser sensibilise sensibilisee apprehender apprehende assimiler
   understand understands understood know knows knew aware awareness appreciate appreciates
   familiar`
    .split(/\s+/)
    .filter(Boolean),
);
const KNOWING = /^(?:sait|savoir|su)$/;
const INFINITIVE = /(?:er|ir|re)$/;

/** `A bien compris`, but neither `y compris` nor `transports compris`: folded words of one clause. */
const UNDERSTOOD =
  /(?:^|(?:^| )(?:j ai|ai|as|a|avez|avons|ont|avoir|ayant|est|sont|ete|etre)(?: \p{L}+)? )compris[es]{0,2}$/u;
const CLAUSE_ENDS = /[\n.,;:!?()]+/;

/** The first word that nobody can observe, as it is written; "savoir expliquer" can be. */
function unseenVerb(text: string): string | undefined {
  for (const clause of text.split(CLAUSE_ENDS)) {
    const words = wordsOf(clause).filter((word) => /\p{L}/u.test(word));
    const plain = words.map(plainWord);
    const at = plain.findIndex((word, place) => isUnseen(word, place, plain));
    if (at >= 0) return words[at];
  }
  return undefined;
}

function isUnseen(word: string, at: number, clause: readonly string[]): boolean {
  if (KNOWING.test(word)) return !INFINITIVE.test(clause[at + 1] ?? '');
  return UNSEEN.has(word) || UNDERSTOOD.test(clause.slice(Math.max(0, at - 3), at + 1).join(' '));
}

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/;
const PHONE = /(?<![\w.])(?:\+|00)?\d(?:[ .\-/\u00a0\u202f]?\d){8,13}(?!\w)/;

/** Words that say more of people than that they learned something: folded, `-` for the rest of a word. */
const SENSITIVE =
  `addict- alcool- toxicoman- drogue- sevrage refugie- asile migrant- exile- sans-papiers
   clandestin- handicap- invalid- autis- dyslex- depress- psychiatr- psycholog- seropositi- maladie-
   cancer- rsa surendett- precarit- pauvre- sdf delinquan- prison- deten- judiciaire- probation
   maltrait- inceste- viol violences parentalit- adoption orphelin- homosexu- lesbienne- lgbt-
   transgenre- grossesse- avortement- musulman- catholi- juif- juive- islam- syndica-
   refugee- asylum migrants addiction- alcoholi- disabilit- disabled autistic depression hiv
   homeless- poverty offender- prisoner- detention abused parenting pregnan- abortion muslim-
   jewish christian- gay`
    .split(/\s+/)
    .filter(Boolean);
const SENSITIVE_WORDS = new Set(SENSITIVE.filter((word) => !word.endsWith('-')));
const SENSITIVE_BEGINNINGS = SENSITIVE.filter((word) => word.endsWith('-')).map((word) =>
  word.slice(0, -1),
);

/** What cannot be taken back once it is signed. */
function cautions(field: Hint['field'], text: string): Hint[] {
  const personal = EMAIL.exec(text)?.[0] ?? PHONE.exec(text)?.[0];
  const sensitive = wordsOf(text).find((word) => {
    const plain = plainWord(word);
    return (
      SENSITIVE_WORDS.has(plain) ||
      SENSITIVE_BEGINNINGS.some((beginning) => plain.startsWith(beginning))
    );
  });
  return [
    ...(personal === undefined ? [] : [{ field, code: 'personalData', word: personal } as const]),
    ...(sensitive === undefined ? [] : [{ field, code: 'sensitive', word: sensitive } as const]),
  ];
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}-]+/u).filter(Boolean);
}
