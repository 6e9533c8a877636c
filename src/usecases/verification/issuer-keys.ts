import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { outcome, outcomeOfProblem } from './outcomes.ts';
import type { Json, OrProblem, PublicKey, Verification } from './tools.ts';

/** The issuer's own key behind a proof, or the check that says why there is none. */
export type BoundKey =
  | { readonly check: Check; readonly key: PublicKey }
  | { readonly check: Check; readonly key?: undefined };

/** What a key was used for, and when. */
export interface KeyUse {
  /** The list of the issuer's document that must name the key; `assertionMethod` when not given. */
  readonly purpose?: string;
  /** Milliseconds since 1970 at which the proof says that it was made; now, when it does not say. */
  readonly made?: number;
}

/** The key of a method that the issuer's document lists, if it was the issuer's when it was used. */
export async function keyOfMethod(
  verification: Verification,
  issuerId: string,
  method: Json,
  use: KeyUse,
): Promise<BoundKey> {
  // `owner` is the word of Open Badges 2 and of the profiles that keep its form.
  if ((method['controller'] ?? method['owner']) !== issuerId) {
    return { check: failed('controller_mismatch', 'The key is under someone else’s control.') };
  }
  const late = lateProblem(method, use, verification.now());
  if (late) return { check: failed('key_revoked', late) };
  const read = await readMethod(verification, method);
  return 'problem' in read ? { check: outcomeOfProblem('issuer', read.problem) } : bound(read.key);
}

/** @see https://www.w3.org/TR/cid-1.0/#verification-methods */
export async function readMethod(
  { tools }: Pick<Verification, 'tools'>,
  { publicKeyMultibase: multibase, publicKeyJwk: jwk }: Json,
): Promise<OrProblem<{ key: PublicKey }>> {
  if (typeof multibase === 'string') return tools.keyFromMultibase(multibase);
  if (isJson(jwk)) return tools.keyFromJwk(jwk);
  return { problem: { code: 'key_malformed', detail: 'The method holds no key that is read.' } };
}

/**
 * Why a key counts no longer. A revoked key never counts, whatever date the proof bears: who stole
 * it dates back as they like, and only an issuer's own ledger could tell what it really signed
 * before. A key that merely expired was good until then, and what it signed before stays good.
 */
function lateProblem({ revoked, expires }: Json, { made }: KeyUse, now: Date): string | undefined {
  const isRevoked = revoked !== undefined && !(Date.parse(textOf(revoked)) > now.getTime());
  if (isRevoked) return `Revoked: ${textOf(revoked).slice(0, 40)}`;
  const used = made ?? now.getTime();
  const isExpired = expires !== undefined && !(Date.parse(textOf(expires)) > used);
  return isExpired ? `Expired: ${textOf(expires).slice(0, 40)}` : undefined;
}

/** The verification method of this id, wherever in the document it stands; relative ids are read as the document's. */
export function findMethod(document: Json, id: string): Json | undefined {
  return methodsOf(document).find((method) => absolute(document, method['id']) === id);
}

/** Everything in a document that may be a key of its own. */
export function methodsOf(document: Json): readonly Json[] {
  const listed = ['verificationMethod', 'assertionMethod', 'authentication', 'publicKey'];
  return listed.flatMap((name) => listOf(document[name])).filter(isJson);
}

/** Whether a document says anything at all about its keys for this use. */
export function namesKeys(document: Json, use: KeyUse): boolean {
  return ['verificationMethod', ...listsFor(document, use)].some(
    (name) => document[name] !== undefined,
  );
}

/** Whether the document allows the method for this use. */
export function isListed(document: Json, id: unknown, use: KeyUse): boolean {
  const entries = listsFor(document, use).flatMap((name) => listOf(document[name]));
  return entries.some((entry) => {
    const listed = absolute(document, isJson(entry) ? entry['id'] : entry);
    return typeof listed === 'string' && listed === absolute(document, id);
  });
}

/** A profile of https may keep its keys under `publicKey`, which is for badges alone. */
function listsFor(document: Json, { purpose = 'assertionMethod' }: KeyUse): readonly string[] {
  const isProfile = textOf(document['id']).startsWith('https://');
  return isProfile && purpose === 'assertionMethod' ? [purpose, 'publicKey'] : [purpose];
}

/** DID documents may write `#key` for `<did>#key`. */
function absolute(document: Json, id: unknown): unknown {
  return typeof id === 'string' && id.startsWith('#') ? `${textOf(document['id'])}${id}` : id;
}

/** What a search for the issuer's key may end with. */
export const bound = (key: PublicKey): BoundKey => ({
  check: outcome('issuer', 'passed', 'issuer_bound'),
  key,
});
export const failed = (code: string, detail: string) => outcome('issuer', 'failed', code, detail);
export const unbound = (detail: string): BoundKey => ({
  check: failed('issuer_key_unbound', detail),
});
export const unlisted = (detail: string): BoundKey => ({
  check: outcome('issuer', 'unknown', 'key_unlisted', detail),
});
