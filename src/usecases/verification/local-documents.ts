import { BadgeError } from '../../domain/errors.ts';
import type { Profile } from '../../domain/profile.ts';
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
  readonly read: (deps: LocalDeps, part: readonly string[]) => Promise<object | Uint8Array>;
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
  { path: /^\/status\/([^/]+)$/, read: (deps, [listId = '']) => statusBytes(deps, listId) },
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
    if (!match) continue;
    const found = await read(deps, match.slice(1)).catch(asRemote);
    return found instanceof Uint8Array ? found : encode(found);
  }
  throw new BadgeError('remote_not_found', 'This service has nothing at that address.');
}

/** What was published last at a place, as what it was made of says: the same bytes as long as that is the same. */
interface Memory {
  readonly profiles: Map<string, Profile>;
  readonly bytes: Map<string, { readonly madeOf: string; readonly bytes: Uint8Array }>;
}
const MEMORIES = new WeakMap<LocalDeps['store'], Memory>();

function memoryOf({ store }: LocalDeps): Memory {
  const memory = MEMORIES.get(store) ?? { profiles: new Map(), bytes: new Map() };
  MEMORIES.set(store, memory);
  return memory;
}

/** Whoever has read these bytes once may remember what they say. */
function sameBytes(deps: LocalDeps, place: string, madeOf: string, make: () => string): Uint8Array {
  const { bytes: memory } = memoryOf(deps);
  const known = memory.get(place);
  if (known?.madeOf === madeOf) return known.bytes;
  const bytes = encode(make());
  memory.set(place, { madeOf, bytes });
  return bytes;
}

/**
 * The keys are read each time, and none of them ever changes; nor do the handle and the origin of a
 * profile, which are all of it that is said.
 */
async function didBytes(deps: LocalDeps, handle: string): Promise<Uint8Array> {
  const { profiles } = memoryOf(deps);
  const profile = profiles.get(handle) ?? (await profileOfHandle(deps, handle));
  profiles.set(handle, profile);
  const keys = await deps.store.keys.listOf(profile.id);
  const madeOf = keys.map(({ id, kid }) => `${id} ${kid}`).join();
  return sameBytes(deps, `did ${handle}`, madeOf, () =>
    JSON.stringify(didDocumentWith(deps, profile, keys)),
  );
}

async function statusBytes(deps: LocalDeps, listId: string): Promise<Uint8Array> {
  const text = await deps.statusList(listId);
  return sameBytes(deps, `status ${listId}`, text, () => text);
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
