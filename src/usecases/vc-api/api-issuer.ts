import type { SigningKey } from '../../domain/signing-key.ts';
import type { Store, Vault } from '../ports.ts';

/** Who signs what the programs of a profile have signed through the VC-API. */
export interface ApiIssuer {
  /** A did:key: it says nothing of the centre, so nothing signed with it passes for the centre's. */
  readonly id: string;
  readonly key: SigningKey;
  readonly methodId: string;
  /** Under which its keys, credentials and status lists are kept. */
  readonly ownerId: string;
}

interface IssuerDeps {
  readonly store: Pick<Store, 'keys' | 'settings'>;
  readonly vault: Pick<Vault, 'newKey'>;
}

/**
 * The issuer of a profile's programs; its key pair is made at the first use. It belongs to an id that
 * no profile has: no document of the profile publishes its key, and no page lists what it signed.
 */
export async function apiIssuer(deps: IssuerDeps, profileId: string): Promise<ApiIssuer> {
  const ownerId = ownerOf(profileId);
  const kept = await keptApiIssuer(deps, ownerId);
  if (kept) return kept;
  const key = await deps.vault.newKey({ profileId: ownerId, kind: 'Ed25519' });
  await deps.store.keys.insert(key);
  // Whoever writes first decides, in whichever process: a second key would be a second issuer.
  if (await deps.store.settings.insert(settingOf(ownerId), key.id)) return issuerOf(ownerId, key);
  const other = await keptApiIssuer(deps, ownerId);
  if (!other) throw new Error('The issuer of the VC-API is set and has no key.');
  return other;
}

/** The id that stands in the rows in place of a profile's. */
export function ownerOf(profileId: string): string {
  return `${profileId}.vc-api`;
}

/** The same, when it was made already. */
export async function keptApiIssuer(
  { store }: Pick<IssuerDeps, 'store'>,
  ownerId: string,
): Promise<ApiIssuer | undefined> {
  const keyId = await store.settings.get(settingOf(ownerId));
  const key = keyId === undefined ? undefined : await store.keys.get(keyId);
  return key && issuerOf(ownerId, key);
}

function issuerOf(ownerId: string, key: SigningKey): ApiIssuer {
  const id = `did:key:${key.kid}`;
  return { id, key, methodId: `${id}#${key.kid}`, ownerId };
}

function settingOf(ownerId: string): string {
  return `vc-api-key:${ownerId}`;
}
