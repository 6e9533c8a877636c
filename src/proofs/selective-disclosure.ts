import { toBase58 } from '../formats/base58.ts';
import { concat, fromBase64Url, toBase64Url, utf8 } from '../formats/bytes.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { canonicalNQuads } from './canonize.ts';
import { hashConfiguration, withoutProofs } from './data-integrity.ts';
import { type DerivedProof, isBaseProof, readDerivedProof } from './derived-proof.ts';
import { type KeyDeps, keyFromMultibase } from './keys.ts';
import { type ProofProblem, problem } from './problem.ts';
import type { RequiredSignature } from './proof-form.ts';

/** 1500 signatures in base64url. */
const MAX_VALUE_LENGTH = 160_000;

/** Subject, predicate, object and graph of a canonical statement. */
const STATEMENT =
  /^(_:\S+|<[^>]*>) (<[^>]*>) (_:\S+|<[^>]*>|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?)( _:\S+| <[^>]*>)? \.$/;
const CANONICAL_LABEL = /^_:c14n(0|[1-9]\d{0,3})$/;

/**
 * The signatures that must hold for a derived `ecdsa-sd-2023` proof: the issuer's over the options,
 * the key of the statements and the mandatory ones; and one, by that key, over each other statement.
 * The issuer's comes first, so that nobody but an issuer makes a verifier check hundreds.
 *
 * Problems: `proof_not_derived` for a base proof, which is for the holder's eyes alone;
 * `proof_malformed`; `signature_invalid` when the statements are not those that were signed.
 *
 * @throws {Error & ProofProblem} those of `canonicalNQuads`
 * @see https://www.w3.org/TR/vc-di-ecdsa/#verify-derived-proof-ecdsa-sd-2023
 */
export async function derivedSignatures(
  deps: KeyDeps,
  document: JsonObject,
  proof: JsonObject,
  previous: readonly JsonObject[],
): Promise<{ signatures: RequiredSignature[] } | { problem: ProofProblem }> {
  const bytes = proofBytes(proof);
  if (bytes && isBaseProof(bytes)) return problem('proof_not_derived', 'This is a base proof.');
  const derived = bytes && readDerivedProof(bytes);
  if (!derived) return problem('proof_malformed', 'proofValue is no derived proof.');
  const read = await keyFromMultibase(`z${toBase58(derived.publicKey)}`, deps);
  if ('problem' in read || read.key.alg !== 'ES256') {
    return problem('proof_malformed', 'The key of the statements is not of P-256.');
  }
  const shown = shownStatements(await canonicalNQuads(withoutProofs(document, previous)), derived);
  if (!shown) return problem('signature_invalid', 'The statements are not those of the proof.');
  const { mandatory, single } = shown;
  const mandatoryHash = await deps.sha256(utf8(mandatory.join('')));
  const options = await hashConfiguration(deps, document, proof);
  const base: RequiredSignature = {
    key: 'issuer',
    alg: 'ES256',
    data: concat(options, derived.publicKey, mandatoryHash),
    signature: derived.baseSignature,
  };
  const others = single.map(
    (statement, at): RequiredSignature => ({
      key: read.key,
      alg: 'ES256',
      data: utf8(statement),
      signature: derived.signatures[at] as Uint8Array,
    }),
  );
  return { signatures: [base, ...others] };
}

function proofBytes({ proofValue }: JsonObject): Uint8Array | undefined {
  if (typeof proofValue !== 'string' || !proofValue.startsWith('u')) return undefined;
  return proofValue.length <= MAX_VALUE_LENGTH ? fromBase64Url(proofValue.slice(1)) : undefined;
}

/** The statements that the issuer signed together, and those with a signature each. */
function shownStatements(text: string, derived: DerivedProof) {
  const statements = relabelled(text, derived);
  if (!statements || !isInside(derived, statements)) return undefined;
  const mandatory = statements.filter((_, at) => derived.mandatory.has(at));
  const single = statements.filter((_, at) => !derived.mandatory.has(at));
  return single.length === derived.signatures.length ? { mandatory, single } : undefined;
}

function isInside({ mandatory }: DerivedProof, statements: readonly string[]): boolean {
  return [...mandatory].every((at) => at < statements.length);
}

/**
 * The canonical statements with the labels that the issuer gave to blank nodes, in the order that
 * this gives; `undefined` when the proof labels other nodes than the document has, or two alike:
 * then one thing that was signed could be shown as two.
 */
function relabelled(text: string, { labels }: DerivedProof): string[] | undefined {
  const names = new Map(
    Array.from(labels, ([node, label]) => [node, `_:u${toBase64Url(label)}`] as const),
  );
  if (new Set(names.values()).size !== names.size) return undefined;
  const used = new Set<number>();
  let isWhole = true;
  const rename = (term: string): string => {
    if (!term.startsWith('_:')) return term;
    const node = Number(CANONICAL_LABEL.exec(term)?.[1] ?? Number.NaN);
    used.add(node);
    isWhole &&= names.has(node);
    return names.get(node) ?? term;
  };
  const statements = text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, subject = '', predicate, object = '', graph = ''] = STATEMENT.exec(line) ?? [];
      isWhole &&= predicate !== undefined;
      const place = graph && ` ${rename(graph.slice(1))}`;
      return `${rename(subject)} ${predicate} ${rename(object)}${place} .\n`;
    })
    // By code unit, as the libraries that sign do: places count in this order.
    .sort();
  return isWhole && used.size === names.size ? statements : undefined;
}
