import { sha256HexOfText } from './one-pass-sha256.ts';

/** A node without id is a number here until it has its label; everything else is written out. */
export type Reference = number | string;

interface Link {
  readonly subject: Reference;
  readonly predicate: string;
  readonly object: Reference;
}

/** The statements of a document, as they are found. */
export interface Lines {
  /** Between nodes with ids and values: final. */
  readonly ground: string[];
  /** With a node without id on one side or on both. */
  readonly links: Link[];
  nodesWithoutId: number;
}

const END = ' .\n';
const OTHER_NODE = '_:z';
const OTHER_NODE_END = `${OTHER_NODE}${END}`;

export function newLines(): Lines {
  return { ground: [], links: [], nodesWithoutId: 0 };
}

export function addLine(
  { ground, links }: Lines,
  subject: Reference,
  predicate: string,
  object: Reference,
): void {
  if (typeof subject === 'string' && typeof object === 'string') {
    ground.push(`${subject}${predicate}${object}${END}`);
  } else {
    links.push({ subject, predicate, object });
  }
}

/**
 * The canonical N-Quads of the statements; `undefined` when nodes without id can only be told apart by
 * what surrounds them, or when it takes jsonld to say whether two values are one.
 *
 * @see https://www.w3.org/TR/rdf-canon/#canon-algorithm
 */
export function canonicalText(lines: Lines): string | undefined {
  const labels = labelsOf(lines);
  if (labels === undefined) return undefined;
  const all = lines.ground;
  for (const { subject, predicate, object } of lines.links) {
    const from = typeof subject === 'number' ? labels[subject] : subject;
    const to = typeof object === 'number' ? labels[object] : object;
    all.push(`${from}${predicate}${to}${END}`);
  }
  return sortedOnce(all)?.join('');
}

/** The canonical labels of the nodes without id, handed out in the order of their hashes. */
function labelsOf(lines: Lines): string[] | undefined {
  if (lines.nodesWithoutId < 2) return ['_:c14n0'];
  const hashes: string[] = [];
  for (const own of linesOfEach(lines)) {
    const sorted = sortedOnce(own);
    if (sorted === undefined) return undefined;
    hashes.push(sha256HexOfText(sorted.join('')));
  }
  const order = new Map([...hashes].sort().map((hash, rank) => [hash, `_:c14n${rank}`]));
  if (order.size < hashes.length) return undefined;
  return hashes.map((hash) => order.get(hash) as string);
}

/**
 * For each node without id its statements, itself as `a` and any other such node as `z`.
 *
 * @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads
 */
function linesOfEach({ links, nodesWithoutId }: Lines): string[][] {
  const each: string[][] = Array.from({ length: nodesWithoutId }, () => []);
  for (const { subject, predicate, object } of links) {
    if (typeof subject === 'number') {
      const to = typeof object === 'number' ? OTHER_NODE : object;
      each[subject]?.push(`_:a${predicate}${to}${END}`);
    }
    if (typeof object === 'number') {
      const from = typeof subject === 'number' ? OTHER_NODE : subject;
      each[object]?.push(`${from}${predicate}_:a${END}`);
    }
  }
  return each;
}

/** As a number, `true` or `false` is written, and also a text that its term gives a datatype. */
const LOOKS_NATIVE = /"(?:true|false|-?\d+)"\^\^\S+ \.\n$/;

/**
 * In order and each once: a node that is described twice says the same things twice. Only a native
 * value and a text may look the same without being one to jsonld.
 */
function sortedOnce(lines: string[]): string[] | undefined {
  lines.sort();
  // Any node without id is `z`: links to several of them only look the same.
  const isTwice = (line: string, at: number) =>
    line === lines[at + 1] && !line.endsWith(OTHER_NODE_END);
  const twice = lines.filter(isTwice);
  if (twice.length === 0) return lines;
  if (twice.some((line) => LOOKS_NATIVE.test(line))) return undefined;
  return lines.filter((line, at) => !isTwice(line, at));
}
