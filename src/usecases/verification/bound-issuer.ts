import { textOf } from '../../domain/loose-json.ts';
import { issuerDocument } from './issuer-document.ts';
import {
  type BoundKey,
  failed,
  findMethod,
  isListed,
  type KeyUse,
  keyOfMethod,
  namesKeys,
  unbound,
  unlisted,
} from './issuer-keys.ts';
import { outcomeOfFetch } from './outcomes.ts';
import { type TokenKey, tokenKey } from './token-key.ts';
import type { Json, Verification } from './tools.ts';

/** How a proof names its key. */
export type NamedKey =
  | ({ readonly kind: 'method'; readonly id: string } & KeyUse)
  | ({ readonly kind: 'jose' } & TokenKey);

/**
 * The one function that binds issuer and key. A key counts when the ISSUER's document lists it
 * for assertions under the issuer's own control; a key that comes with the badge, or from an
 * address that the badge names, proves nothing about the issuer.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#retrieve-verification-method
 */
export async function boundIssuer(
  verification: Verification,
  issuerId: string,
  named: NamedKey,
): Promise<BoundKey> {
  const id = methodIdOf(issuerId, named);
  const stranger = strangerToIssuer(
    issuerId,
    id ?? (named.kind === 'jose' ? named.kid : undefined),
  );
  if (stranger) return unbound(stranger);
  if (named.kind === 'jose' && id === undefined) return tokenKey(verification, issuerId, named);
  const found = await issuerDocument(verification, issuerId);
  return 'check' in found ? found : methodKey(verification, found.document, id ?? '', named);
}

/** The verification method that a proof names; `undefined` when it names a key in another way. */
function methodIdOf(issuerId: string, named: NamedKey): string | undefined {
  if (named.kind === 'method') return named.id;
  const { kid } = named;
  if (kid?.startsWith('#')) return `${issuerId}${kid}`;
  const isMethod = kid?.startsWith('did:') || kid?.startsWith(`${issuerId}#`);
  return isMethod ? kid : undefined;
}

/** Why, before any look outside, a key is another party's than the issuer. */
export function strangerToIssuer(issuerId: string, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const owner = id.split('#')[0] as string;
  if (owner === issuerId) return undefined;
  if (!/^https?:\/\//.test(id)) return `${id} is not of ${issuerId}.`;
  const host = hostOf(issuerId);
  return host !== '' && host === hostOf(id) ? undefined : `${id} is not on the issuer's host.`;
}

/** The host behind a did:web or https identifier, with its port; empty when there is none to read. */
export function hostOf(id: string): string {
  if (id.startsWith('did:web:')) return decoded(id.split(':')[2] ?? '').toLowerCase();
  return URL.canParse(id) && id.startsWith('http') ? new URL(id).host : '';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

async function methodKey(
  verification: Verification,
  document: Json,
  methodId: string,
  use: KeyUse,
): Promise<BoundKey> {
  // The document was fetched as the issuer's own: its id is the issuer's.
  const issuerId = textOf(document['id']);
  const method = findMethod(document, methodId);
  if (!method) {
    // A DID document is the whole list of its keys; only an https issuer may have them elsewhere.
    const isElsewhere = issuerId.startsWith('https://') && methodId.startsWith('https://');
    if (!isElsewhere) return { check: missing(methodId) };
    return remoteMethodKey(verification, document, methodId, use);
  }
  if (!isListed(document, methodId, use)) {
    return { check: failed('proof_purpose_not_authorized', `${methodId} is not for this.`) };
  }
  return keyOfMethod(verification, issuerId, method, use);
}

/**
 * An https issuer may publish each key at an address of its own, when its own document names that
 * address for assertions. On a host that many share, what another of them publishes says nothing;
 * an issuer that names no key at all leaves it unknown.
 */
async function remoteMethodKey(
  verification: Verification,
  issuer: Json,
  methodId: string,
  use: KeyUse,
): Promise<BoundKey> {
  if (!isListed(issuer, methodId, use)) {
    if (namesKeys(issuer, use)) return { check: missing(methodId) };
    return unlisted('The issuer names no key.');
  }
  try {
    const { document } = await verification.fetchJson(methodId, 'key');
    if (document['id'] !== methodId) return { check: missing(methodId) };
    return await keyOfMethod(verification, textOf(issuer['id']), document, use);
  } catch (error) {
    return { check: outcomeOfFetch('issuer', error, methodId) };
  }
}

const missing = (id: string) =>
  failed('verification_method_not_found', `${id} is not in the issuer's document.`);
