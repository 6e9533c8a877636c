import type { Json } from '../../../domain/loose-json.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { first, objects, said } from './loose-json.ts';

/** One thing that a credential says, beside what it is called. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const MAX_CLAIMS = 20;
const STATUSES = [
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
] as const;

/** How well it was done, where the issuer says so. @see https://www.imsglobal.org/spec/ob/v3p0/#result */
export function resultsOf(words: Words, subject: Json, achievement: Json): Fact[] {
  const described = objects(achievement['resultDescription']);
  return objects(subject['result']).map((result) => {
    const description = described.find(
      ({ id }) => id !== undefined && id === result['resultDescription'],
    );
    const levels = objects(description?.['rubricCriterionLevel']);
    const level = levels.find(({ id }) => id !== undefined && id === result['achievedLevel']);
    const status = STATUSES.find((one) => one === result['status']);
    const values = [
      said(words, level?.['name'], 200),
      plainText(result['value'], 200),
      status ? words.t(`verdict.result.${status}`) : '',
    ];
    return {
      label: said(words, description?.['name'], 200) || words.t('verdict.resultLabel'),
      value: values.filter(Boolean).join(', '),
    };
  });
}

/** What a credential of a kind that is not known here says of its subject, by its own words. */
export function claimsOf(words: Words, credential: Json): Fact[] {
  const types = [credential['type']]
    .flat()
    .map((type) => signedName(credential, plainText(type, 100)))
    .filter((type) => type !== '' && type !== 'VerifiableCredential');
  const claims = Object.entries(first(credential['credentialSubject'])).flatMap(([name, value]) =>
    name === 'type' || name === 'achievement' ? [] : claim(words, credential, name, value),
  );
  return [{ label: words.t('verdict.types'), value: types.slice(0, 5).join(', ') }, ...claims]
    .filter(({ value }) => value !== '')
    .slice(0, MAX_CLAIMS);
}

/** A text, a number, or the texts one step further in. */
function claim(words: Words, credential: Json, name: string, value: unknown): Fact[] {
  const label = name === 'id' ? words.t('verdict.subjectId') : signedName(credential, name);
  const text = plainly(words, value);
  if (text) return [{ label, value: text }];
  return Object.entries(first(value)).map(([inner, one]) => ({
    label: `${label} · ${signedName(credential, inner)}`,
    value: inner === 'type' ? '' : plainly(words, one),
  }));
}

function plainly(words: Words, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return said(words, value, 300);
}

/**
 * A word that the credential defines itself is signed as the address that it stands for, and anyone
 * may have put another in its place: the end of the address is shown.
 */
function signedName(credential: Json, name: string): string {
  const own = objects(credential['@context'])
    .map((context) => objects(context['@context'])[0] ?? context)
    .find((context) => Object.hasOwn(context, name));
  const definition = own?.[name];
  const address = first(definition)['@id'] ?? definition;
  return plainText(typeof address === 'string' ? address.split(/[/#:?]/).at(-1) : name, 100);
}
