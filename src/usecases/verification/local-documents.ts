import { BadgeError } from '../../domain/errors.ts';
import {
  didDocumentWith,
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
  readonly read: (
    deps: LocalDeps,
    part: readonly string[],
  ) => Promise<object | string | Uint8Array>;
}> = [
  {
    path: /^\/issuers\/([^/]+)\/did\.json$/,
    read: (deps, [handle = '']) => didBytes(deps, handle),
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

/** The last document of each profile, by its handle, and the rows that it was made of. */
type DidMemory = Map<string, { readonly rows: string; readonly bytes: Uint8Array }>;
const MEMORIES = new WeakMap<LocalDeps['store'], DidMemory>();

/**
 * The rows are read each time; as long as they say the same, so do the bytes, and they are the same
 * object: whoever has read it once may remember what it says.
 */
async function didBytes(deps: LocalDeps, handle: string): Promise<Uint8Array> {
  const profile = await profileOfHandle(deps, handle);
  const keys = await deps.store.keys.listOf(profile.id);
  const memory: DidMemory = MEMORIES.get(deps.store) ?? new Map();
  MEMORIES.set(deps.store, memory);
  const rows = JSON.stringify([
    profile.origin,
    keys.map(({ id, kind, kid, publicJwk }) => [id, kind, kid, publicJwk]),
  ]);
  const known = memory.get(handle);
  if (known?.rows === rows) return known.bytes;
  const bytes = encode(didDocumentWith(deps, profile, keys));
  memory.set(handle, { rows, bytes });
  return bytes;
}

function encode(document: object | string | Uint8Array): Uint8Array {
  if (document instanceof Uint8Array) return document;
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
