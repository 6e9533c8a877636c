import { ACHIEVEMENT_TYPES } from '../../../domain/achievement.ts';
import { issuerIdOf } from '../../../domain/credential.ts';
import type { Json } from '../../../domain/loose-json.ts';
import type { CredentialKind } from '../../../domain/verification.ts';
import { plainText, safeHref } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { type AlignmentView, alignmentView } from '../alignments.ts';
import { claimsOf, type Fact, resultsOf } from './claims.ts';
import { first, objects, said } from './loose-json.ts';

/** What a credential says, as plain strings: whoever made it, of whatever version. */
export interface CredentialContent {
  /** The language it is written in, as a tag; empty when it does not say. */
  readonly inLanguage: string;
  readonly name: string;
  readonly description: string;
  readonly criteria: SafeHtml | undefined;
  readonly criteriaHref: string;
  /** What the issuer, or whoever endorses, says in their own words. */
  readonly narrative: SafeHtml | undefined;
  readonly evidence: readonly EvidenceView[];
  readonly alignments: readonly AlignmentView[];
  readonly dates: ReadonlyArray<{ readonly label: string; readonly day: string }>;
  /** Its kind, its creator, who assessed, results, and whatever an unknown credential claims. */
  readonly facts: readonly Fact[];
}

interface EvidenceView {
  readonly name: string;
  readonly text: string;
  readonly href: string;
}

/** Reads what was verified, and nothing else; whatever has another shape is left out. */
export function credentialContent(
  words: Words,
  credential: Json,
  kind: CredentialKind = 'open-badge',
): CredentialContent {
  const subject = first(credential['credentialSubject']);
  const achievement = first(subject['achievement'] ?? credential['badge']);
  const criteria = first(achievement['criteria']);
  return {
    inLanguage: languageTag(achievement['inLanguage']),
    name:
      said(words, achievement['name'], 300) ||
      said(words, credential['name'], 300) ||
      words.t('verdict.noName'),
    description:
      said(words, achievement['description']) || said(words, credential['description'], 2000),
    criteria: prose(words, criteria['narrative']),
    criteriaHref: safeHref(criteria['id'] ?? achievement['criteria']),
    narrative: prose(words, subject['endorsementComment'] ?? subject['narrative']),
    evidence: objects(credential['evidence'])
      .map((one) => evidenceView(words, one))
      .filter(saysSomething),
    alignments: objects(achievement['alignment'])
      .map((one) =>
        alignmentView({
          name: said(words, one['targetName']),
          framework: said(words, one['targetFramework']),
          code: plainText(one['targetCode']),
          url: safeHref(one['targetUrl']),
        }),
      )
      .filter(({ name }) => name !== ''),
    dates: datesOf(words, credential),
    facts: [
      ...achievementFacts(words, credential, subject, achievement),
      ...(kind === 'credential' ? claimsOf(words, credential) : []),
    ],
  };
}

function languageTag(value: unknown): string {
  const tag = plainText(value, 35);
  return /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(tag) ? tag : '';
}

function prose(words: Words, value: unknown): SafeHtml | undefined {
  const text = said(words, value);
  return text ? markdownToHtml(text) : undefined;
}

function achievementFacts(
  words: Words,
  credential: Json,
  subject: Json,
  achievement: Json,
): Fact[] {
  const issuerId = issuerIdOf(credential);
  const party = (value: unknown) => {
    const profile = first(value);
    return profile['id'] === issuerId ? '' : said(words, profile['name'], 200);
  };
  return [
    { label: words.t('verdict.type'), value: typeName(words, achievement['achievementType']) },
    { label: words.t('verdict.creator'), value: party(achievement['creator']) },
    { label: words.t('verdict.source'), value: party(subject['source']) },
    ...resultsOf(words, subject, achievement),
  ].filter(({ value }) => value !== '');
}

/** `Badge` says nothing that the page does not say. */
function typeName(words: Words, value: unknown): string {
  const known = ACHIEVEMENT_TYPES.find((type) => type === value);
  if (known === 'Badge') return '';
  return known ? words.t(`badgeType.${known}`) : plainText(value, 100).replace(/^ext:/, '');
}

function evidenceView(words: Words, evidence: Json): EvidenceView {
  const texts = [
    said(words, evidence['description'], 2000),
    said(words, evidence['narrative'], 2000),
  ];
  return {
    name: said(words, evidence['name'], 300),
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
