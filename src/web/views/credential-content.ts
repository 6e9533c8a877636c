import { plainText, safeHref } from '../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../safe-html.ts';
import type { Words } from '../words.ts';
import { type AlignmentView, alignmentView } from './alignments.ts';

/** What a credential says, as plain strings: whoever made it, of whatever version. */
export interface CredentialContent {
  readonly name: string;
  readonly description: string;
  readonly criteria: SafeHtml | undefined;
  readonly criteriaHref: string;
  readonly evidence: readonly EvidenceView[];
  readonly alignments: readonly AlignmentView[];
  readonly dates: ReadonlyArray<{ readonly label: string; readonly day: string }>;
}

interface EvidenceView {
  readonly name: string;
  readonly text: string;
  readonly href: string;
}

type Json = Readonly<Record<string, unknown>>;

const MOST_SHOWN = 30;

/** Reads what was verified, and nothing else; whatever has another shape is left out. */
export function credentialContent(words: Words, credential: Json): CredentialContent {
  const subject = firstObject(credential['credentialSubject']);
  const achievement = firstObject(subject['achievement'] ?? credential['badge']);
  const criteria = firstObject(achievement['criteria']);
  const narrative = plainText(criteria['narrative']);
  return {
    name:
      plainText(achievement['name'], 300) ||
      plainText(credential['name'], 300) ||
      words.t('verdict.noName'),
    description: plainText(achievement['description']),
    criteria: narrative ? markdownToHtml(narrative) : undefined,
    criteriaHref: safeHref(criteria['id'] ?? achievement['criteria']),
    evidence: objects(credential['evidence']).map(evidenceView).filter(saysSomething),
    alignments: objects(achievement['alignment'])
      .map((one) =>
        alignmentView({
          name: plainText(one['targetName']),
          framework: plainText(one['targetFramework']),
          code: plainText(one['targetCode']),
          url: safeHref(one['targetUrl']),
        }),
      )
      .filter(({ name }) => name !== ''),
    dates: datesOf(words, credential),
  };
}

function evidenceView(evidence: Json): EvidenceView {
  const texts = [plainText(evidence['description'], 2000), plainText(evidence['narrative'], 2000)];
  return {
    name: plainText(evidence['name'], 300),
    text: texts.filter(Boolean).join(' '),
    href: safeHref(evidence['id']),
  };
}

function saysSomething({ name, text, href }: EvidenceView): boolean {
  return name !== '' || text !== '' || href !== '';
}

function datesOf(words: Words, credential: Json): { label: string; day: string }[] {
  const awarded = dayOf(words, credential['awardedDate'] ?? credential['issuedOn']);
  const from = dayOf(words, credential['validFrom'] ?? credential['issuanceDate']);
  const until = dayOf(
    words,
    credential['validUntil'] ?? credential['expirationDate'] ?? credential['expires'],
  );
  return [
    { label: words.t('verdict.awarded'), day: awarded },
    // The day it was awarded says the same, and is what people ask for.
    { label: words.t('verdict.from'), day: awarded && awarded === from ? '' : from },
    { label: words.t('verdict.until'), day: until },
  ].filter(({ day }) => day !== '');
}

function dayOf(words: Words, value: unknown): string {
  return typeof value === 'string' ? words.day(value.slice(0, 40)) : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): Json[] {
  return [value].flat().filter(isObject).slice(0, MOST_SHOWN);
}

function firstObject(value: unknown): Json {
  return objects(value)[0] ?? {};
}
