import type { Check } from '../../domain/verification.ts';
import { outcome, outcomeOfFetch, outcomeOfProblem } from './outcomes.ts';
import type { Json, Verification } from './tools.ts';

export type IssuerDocument = { readonly document: Json } | { readonly check: Check };

/**
 * The document in which an issuer says which keys are its own: derived from a did:key or did:jwk, read from
 * a did:web's host, or the profile behind an https identifier. It is the issuer's identifier, and
 * nothing in the credential's proof, that says where to look.
 */
export async function issuerDocument(
  verification: Verification,
  issuerId: string,
): Promise<IssuerDocument> {
  const { didKeyDocument, didJwkDocument } = verification.tools;
  const derive = issuerId.startsWith('did:key:')
    ? didKeyDocument
    : issuerId.startsWith('did:jwk:') && didJwkDocument;
  if (derive) {
    const derived = derive(issuerId);
    return 'problem' in derived ? { check: outcomeOfProblem('issuer', derived.problem) } : derived;
  }
  if (issuerId.startsWith('did:web:')) return didWebDocument(verification, issuerId);
  if (issuerId.startsWith('https://')) return fetchDocument(verification, issuerId, issuerId);
  const code = issuerId.startsWith('did:') ? 'did_method_unsupported' : 'issuer_id_unsupported';
  return { check: outcome('issuer', 'unknown', code, `Cannot resolve ${issuerId.slice(0, 100)}`) };
}

async function didWebDocument(verification: Verification, did: string): Promise<IssuerDocument> {
  const location = verification.tools.didWebUrl(did);
  if ('problem' in location) return { check: outcomeOfProblem('issuer', location.problem) };
  return fetchDocument(verification, location.url, did);
}

async function fetchDocument(
  verification: Verification,
  url: string,
  id: string,
): Promise<IssuerDocument> {
  try {
    const { document } = await verification.fetchJson(url, 'issuer');
    if (document['id'] === id) return { document };
    return {
      check: outcome(
        'issuer',
        'failed',
        'did_id_mismatch',
        `The document at ${url} is of another id.`,
      ),
    };
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error, url) };
  }
}
