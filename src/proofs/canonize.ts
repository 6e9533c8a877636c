import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { isOpenContext, PINNED_CONTEXTS } from './contexts.ts';
import { loadPinnedContext, newContextResolver } from './fast-contexts.ts';
import { objectsIn } from './objects-in.ts';
import { onePassNQuads } from './one-pass.ts';
import { mayBringTerms, ownTermsProblem } from './own-terms.ts';
import { PROOF_PROBLEM_CODES, type ProofProblem, type ProofProblemCode } from './problem.ts';

type JsonLd = typeof import('jsonld')['default'];

/**
 * jsonld, loaded at the first use: a bundle runs the imports of packages before any code of ours,
 * and `fast-contexts.ts` must come first.
 */
let library: Promise<JsonLd> | undefined;

/** A badge has a handful; telling them apart is what canonicalisation costs. */
const MAX_NODES_WITHOUT_ID = 500;
/** A badge has about a hundred. jsonld compares the values of a property each with each. */
const MAX_VALUES = 1500;
/** A badge has two or three contexts, and one object with contexts for each endorsement. */
const MAX_CONTEXTS = 8;
const MAX_OBJECTS_WITH_CONTEXTS = 32;

/**
 * The canonical N-Quads of a JSON-LD document (RDFC-1.0). Every member of the document is in them, or
 * there is no answer: what no context defines is never dropped in silence. Only pinned contexts may
 * be named, at any depth. A credential that is no badge, shown by a presentation or not, and a
 * presentation may write out plain terms of their own. `digest` is what RDFC-1.0 tells blank nodes
 * apart with: SHA-384 for proofs of P-384 alone.
 *
 * @throws {Error & ProofProblem} `context_not_allowed`, `unmapped_term`, `canonicalization_limit`,
 *   `canonicalization_failed`
 * @see https://www.w3.org/TR/rdf-canon/
 */
export async function canonicalNQuads(
  document: object,
  digest: 'SHA-256' | 'SHA-384' = 'SHA-256',
): Promise<string> {
  refuseUnreadable(document);
  // The one pass hashes with SHA-256 alone.
  const quick = digest === 'SHA-256' ? onePassNQuads(document as JsonObject) : undefined;
  return quick ?? stockNQuads(document, digest);
}

/** As jsonld and rdf-canonize find them: what the one pass does not answer, and every refusal. */
async function stockNQuads(document: object, digest: 'SHA-256' | 'SHA-384'): Promise<string> {
  library ??= import('jsonld').then((module) => module.default);
  const jsonld = await library;
  try {
    return await jsonld.canonize(document, {
      // Only what stands in here reaches rdf-canonize.
      canonizeOptions: {
        algorithm: 'RDFC-1.0',
        messageDigestAlgorithm: digest,
        format: 'application/n-quads',
      },
      safe: true,
      base: null,
      rdfDirection: 'i18n-datatype',
      documentLoader: loadPinnedContext,
      // What jsonld keeps, it keeps by what strangers wrote: for this document only.
      contextResolver: newContextResolver(),
    });
  } catch (error) {
    throw explain(error);
  }
}

/** Whether `error` is what `canonicalNQuads` throws about a document, rather than a fault. */
export function isProofProblem(error: unknown): error is Error & ProofProblem {
  const { code, detail } = Object(error);
  return PROOF_PROBLEM_CODES.includes(code) && typeof detail === 'string';
}

function refuseUnreadable(document: object): void {
  if (!('@context' in document)) throw refusal('context_not_allowed', 'There is no @context.');
  const objects = objectsIn(document, refuseTooMany);
  const withContexts = objects.filter((object) => '@context' in object);
  const mayBring = [document as JsonObject, ...presentedIn(document as JsonObject)];
  for (const object of withContexts) {
    refuseUnlessPinned(object['@context'], mayBring.includes(object) && mayBringTerms(object));
  }
  if (withContexts.length > MAX_OBJECTS_WITH_CONTEXTS) {
    throw refusal('canonicalization_limit', 'Too many objects bring contexts.');
  }
  const withoutId = objects.filter((object) => !('id' in object || '@id' in object));
  if (withoutId.length > MAX_NODES_WITHOUT_ID) {
    throw refusal(
      'canonicalization_limit',
      `More than ${MAX_NODES_WITHOUT_ID} objects lack an id.`,
    );
  }
}

function refuseTooMany(values: number): void {
  if (values <= MAX_VALUES) return;
  throw refusal('canonicalization_limit', `There are more than ${MAX_VALUES} values.`);
}

/** What a presentation shows: each begins with contexts of its own. */
function presentedIn({ type = [], verifiableCredential = [] }: JsonObject): JsonObject[] {
  if (![type].flat().includes('VerifiablePresentation')) return [];
  return [verifiableCredential].flat().filter(isJsonObject);
}

function refuseUnlessPinned(context: JsonValue | undefined, mayBring: boolean): void {
  const contexts = [context].flat().filter((each) => each !== undefined);
  if (contexts.length > MAX_CONTEXTS) {
    throw refusal('context_not_allowed', `More than ${MAX_CONTEXTS} contexts.`);
  }
  const isKnown = (each: JsonValue) =>
    typeof each === 'string'
      ? PINNED_CONTEXTS.has(each) && (mayBring || !isOpenContext(each))
      : mayBring;
  if (!contexts.every(isKnown)) {
    throw refusal('context_not_allowed', 'A context is not one of the pinned contexts.');
  }
  const own = ownTermsProblem(contexts);
  if (own) throw refusal('context_not_allowed', own.problem.detail);
}

/** jsonld says with `name`, rdf-canonize with words only, what went wrong. */
function explain(error: unknown): unknown {
  const { name, message, details } = Object(error);
  if (name === 'jsonld.ValidationError') {
    const event = details?.event;
    const term = event?.details?.property ?? event?.details?.type;
    const which = typeof term === 'string' ? ` "${term.slice(0, 100)}"` : '';
    return refusal('unmapped_term', `JSON-LD safe mode: ${event?.code}${which}.`, error);
  }
  if (/^Maximum deep iterations exceeded/.test(message)) {
    return refusal('canonicalization_limit', 'The blank nodes are too alike.', error);
  }
  if (typeof name === 'string' && name.startsWith('jsonld.')) {
    return refusal('canonicalization_failed', `${message} (${details?.code})`, error);
  }
  return refusal('canonicalization_failed', 'The document has no canonical form.', error);
}

function refusal(code: ProofProblemCode, detail: string, cause?: unknown): Error & ProofProblem {
  return Object.assign(new Error(detail, { cause }), { code, detail });
}
