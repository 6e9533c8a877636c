import type { Egress, Fetched } from '../ports.ts';

const DOCUMENTS = 'application/did+json, application/vc, application/ld+json, application/json';
const PICTURES = 'image/png, image/svg+xml, image/jpeg, image/webp';
const BADGES = `${DOCUMENTS}, application/jwt, application/vc+jwt, ${PICTURES}, text/plain, text/html`;

/**
 * Fetches one public document for a verifier that runs elsewhere; who asks is not told to its host.
 *
 * @param kind a `badge` may also be a picture, or a page that says where it is
 * @throws {BadgeError} `url_…`, `egress_…`, `remote_…`
 */
export function relayDocument(
  { egress }: { readonly egress: Pick<Egress, 'session'> },
  url: string,
  kind: 'document' | 'badge',
): Promise<Fetched> {
  const accept = kind === 'badge' ? BADGES : DOCUMENTS;
  return egress.session().get(url, { accept, why: kind });
}
