import { issuerIdOf } from '../../domain/credential.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { answerSteps, type Facts } from './facts.ts';
import { kindOf } from './kinds.ts';
import { POLICY } from './policy.ts';
import { type Carried, readCarried } from './read-carried.ts';
import type { Json, Verification } from './tools.ts';

/** A credential with the answers about it. */
export interface Answers {
  readonly facts: Facts;
  readonly checks: readonly Check[];
}

const SERVICE = '1EdTechCredentialRefresh';

/** What must hold of a credential before its issuer is asked for news, and of the news. */
const SOUND = ['contexts', 'schema', 'issuer', 'proof'] as const;

/**
 * The answers about a credential, or about the one that its issuer gives in its place. Its refresh
 * service is asked once, without a word about who asks, and only when the credential is its issuer's
 * own. What comes takes its place when it is a sound credential of the same issuer about the same
 * thing, and no older; where that one would be refreshed in turn, nobody asks. Whatever else comes
 * changes nothing but for a warning.
 *
 * Warnings: `refreshed`, `refresh_rejected`, `refresh_unreachable`.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export async function answerRefreshed(facts: Facts): Promise<Answers> {
  const checks = await answerSteps(facts, POLICY);
  const url = refreshUrl(facts.credential);
  if (url === undefined || !isSound(checks)) return { facts, checks };
  const { warnings, endorsements } = facts.verification;
  const news = await readNews(facts.verification, url);
  if (!news || isSame(news.credential, facts.credential)) return { facts, checks };
  // Apart, so that what a refused one brings leaves no trace.
  const verification = { ...facts.verification, warnings: [], endorsements: [] };
  const later = succeeding(facts, news, verification);
  const laterChecks = later ? await answerSteps(later, POLICY) : [];
  if (!later || !isSound(laterChecks)) {
    warnings.push('refresh_rejected');
    return { facts, checks };
  }
  endorsements.splice(0, endorsements.length, ...verification.endorsements);
  warnings.push('refreshed');
  warnings.push(...verification.warnings);
  return { facts: later, checks: laterChecks };
}

function refreshUrl({ refreshService }: Json): string | undefined {
  const service = listOf(refreshService)
    .filter(isJson)
    .find((one) => typesOf(one).includes(SERVICE));
  return service && textOf(service['id']);
}

function isSound(checks: readonly Check[]): boolean {
  return SOUND.every((name) => {
    const answers = checks.filter((check) => check.name === name);
    return answers.length > 0 && answers.every(({ outcome }) => outcome === 'passed');
  });
}

/** What the service gives; `undefined`, with its warning, when that is no credential. */
async function readNews(verification: Verification, url: string): Promise<Carried | undefined> {
  const bytes = await onlyRefused(() => verification.fetchBytes(url, 'refresh'));
  if (bytes === undefined) {
    verification.warnings.push('refresh_unreachable');
    return undefined;
  }
  const news = await onlyRefused(async () => readCarried(verification, bytes));
  if (news === undefined) verification.warnings.push('refresh_rejected');
  return news;
}

/** A refusal becomes `undefined`; a fault is thrown on. */
async function onlyRefused<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadgeError) return undefined;
    throw error;
  }
}

/** The facts of the newer credential when it speaks of the same thing; `undefined` otherwise. */
function succeeding(
  { credential, kind, issuerId }: Facts,
  news: Carried,
  verification: Verification,
): Facts | undefined {
  const later = news.credential;
  const isSuccessor =
    kindOf(later) === kind &&
    issuerIdOf(later) === issuerId &&
    isOfSameSubject(later, credential) &&
    beginOf(later) >= beginOf(credential);
  if (!isSuccessor) return undefined;
  return { verification, kind, issuerId, ...news };
}

/**
 * The same credential about the same subject; under another id, it must be about the same
 * achievement too, as the same person may have many.
 */
function isOfSameSubject(later: Json, credential: Json): boolean {
  const [one, other] = [later, credential].map(({ credentialSubject }) =>
    isJson(credentialSubject) ? credentialSubject : {},
  ) as [Json, Json];
  if (one['id'] !== other['id']) return false;
  if (later['id'] === credential['id']) {
    return one['id'] !== undefined || isSame(one['identifier'], other['identifier']);
  }
  return one['id'] !== undefined && achievementOf(one) === achievementOf(other);
}

function achievementOf({ achievement }: Json): string {
  return isJson(achievement) ? textOf(achievement['id']) : '';
}

function beginOf(credential: Json): number {
  return Date.parse(textOf(credential['validFrom'] ?? credential['issuanceDate'])) || 0;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
