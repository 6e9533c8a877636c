import { BadgeError } from '../../domain/errors.ts';
import { didOf, isIssuer, type Profile, profileUrl } from '../../domain/profile.ts';
import { keyUrl, methodId, type SigningKey } from '../../domain/signing-key.ts';
import type { Store } from '../ports.ts';

/** What a profile publishes of a key. */
export interface PublishedKey {
  readonly id: string;
  readonly controller: string;
  readonly kind: SigningKey['kind'];
  readonly multibase: string;
  readonly jwk: SigningKey['publicJwk'];
}

export interface PublishedDeps {
  readonly store: Pick<Store, 'profiles' | 'keys'>;
  /** Writes the did:web document. */
  readonly didDocument: (parts: {
    did: string;
    alsoKnownAs: readonly string[];
    keys: readonly PublishedKey[];
  }) => object;
}

/** @throws {BadgeError} `not_found` */
export async function profileOfHandle(
  deps: Pick<PublishedDeps, 'store'>,
  handle: string,
): Promise<Profile> {
  const profile = await deps.store.profiles.byHandle(handle);
  if (!profile || !isIssuer(profile)) throw new BadgeError('not_found', 'No such profile.');
  return profile;
}

/** The DID document of a profile: every key it ever had, since old badges verify with old keys. */
export async function didDocumentOf(deps: PublishedDeps, profile: Profile): Promise<object> {
  return didDocumentWith(deps, profile, await deps.store.keys.listOf(profile.id));
}

/** The same of keys that were read already. */
export function didDocumentWith(
  deps: Pick<PublishedDeps, 'didDocument'>,
  profile: Profile,
  keys: readonly SigningKey[],
): object {
  const did = didOf(profile);
  return deps.didDocument({
    did,
    alsoKnownAs: [profileUrl(profile)],
    keys: keys.map((key) => ({
      id: methodId(profile, key),
      controller: did,
      kind: key.kind,
      multibase: key.kid,
      jwk: key.publicJwk,
    })),
  });
}

/** One key as the bare JWK that verifiers of VC-JWT expect at its URL. @throws {BadgeError} `not_found` */
export async function jwkOf(
  deps: Pick<PublishedDeps, 'store'>,
  profile: Profile,
  kid: string,
): Promise<object> {
  const keys = await deps.store.keys.listOf(profile.id);
  const key = keys.find((one) => one.kid === kid);
  if (!key) throw new BadgeError('not_found', 'No such key.');
  return { ...key.publicJwk, kid: keyUrl(profile, key), alg: algOf(key), use: 'sig' };
}

/**
 * Every key of every profile of this host, each saying which issuer it is of.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/impl/#key-provenance
 */
export async function jwksOf(deps: Pick<PublishedDeps, 'store'>): Promise<{ keys: object[] }> {
  const [profiles, keys] = await Promise.all([
    deps.store.profiles.list(),
    deps.store.keys.listAll(),
  ]);
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return {
    keys: keys.flatMap((key) => {
      const profile = byId.get(key.profileId);
      if (!profile) return [];
      const kid = keyUrl(profile, key);
      return [{ ...key.publicJwk, kid, alg: algOf(key), use: 'sig', iss: didOf(profile) }];
    }),
  };
}

function algOf(key: SigningKey): string {
  return key.kind === 'RSA' ? 'RS256' : 'EdDSA';
}
