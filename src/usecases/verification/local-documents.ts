import { BadgeError } from '../../domain/errors.ts';
import {
  didDocumentOf,
  jwkOf,
  jwksOf,
  type PublishedDeps,
  profileOfHandle,
} from '../operations/published-documents.ts';

export interface LocalDeps extends PublishedDeps {
  readonly origin: string;
  readonly statusList: (listId: string) => Promise<string>;
}

const ROUTES: ReadonlyArray<{
  readonly path: RegExp;
  readonly read: (deps: LocalDeps, part: readonly string[]) => Promise<object | string>;
}> = [
  {
    path: /^\/issuers\/([^/]+)\/did\.json$/,
    read: async (deps, [handle = '']) => didDocumentOf(deps, await profileOfHandle(deps, handle)),
  },
  {
    path: /^\/issuers\/([^/]+)\/keys\/([^/]+)$/,
    read: async (deps, [handle = '', kid = '']) =>
      jwkOf(deps, await profileOfHandle(deps, handle), kid),
  },
  { path: /^\/\.well-known\/jwks\.json$/, read: (deps) => jwksOf(deps) },
  { path: /^\/status\/([^/]+)$/, read: (deps, [listId = '']) => deps.statusList(listId) },
];

/** Whether a document of this service that verifiers ask for stands at such a path. */
export function isPublishedPath(pathname: string): boolean {
  return ROUTES.some(({ path }) => path.test(pathname));
}

/**
 * The bytes of a document that this very service publishes, without the network: the same that a
 * stranger's verifier would fetch. `undefined` for every other host.
 *
 * @throws {BadgeError} `remote_not_found` for an address of ours where there is nothing
 */
export async function localDocument(deps: LocalDeps, url: string): Promise<Uint8Array | undefined> {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  // did:web is always https, while a service on localhost speaks http: the host decides.
  if (host !== new URL(deps.origin).host) return undefined;
  for (const { path, read } of ROUTES) {
    const match = path.exec(pathname);
    if (match) return encode(await read(deps, match.slice(1)).catch(asRemote));
  }
  throw new BadgeError('remote_not_found', 'This service has nothing at that address.');
}

function encode(document: object | string): Uint8Array {
  return new TextEncoder().encode(
    typeof document === 'string' ? document : JSON.stringify(document),
  );
}

function asRemote(error: unknown): never {
  if (error instanceof BadgeError && error.code === 'not_found') {
    throw new BadgeError('remote_not_found', error.message);
  }
  throw error;
}
