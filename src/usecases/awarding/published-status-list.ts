import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import { issuerOf } from '../../domain/profile.ts';
import { methodId, type SigningKey } from '../../domain/signing-key.ts';
import { type StatusList, statusListUrl } from '../../domain/status-list.ts';
import { currentKey } from '../operations/signing-keys.ts';
import type { Seams, Store, Vault } from '../ports.ts';
import { keptApiIssuer } from '../vc-api/api-issuer.ts';

export interface StatusListDeps extends Pick<Seams, 'now'> {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sign'>;
  /** The unsigned list credential with these bits set. */
  readonly statusListText: (parts: {
    id: string;
    issuer: { id: string; name?: string };
    validFrom: string;
    revoked: readonly number[];
  }) => Promise<string>;
}

/**
 * The signed status list as the rows are now. It is signed again only when a revocation came
 * since: any number of them cost one signature. A bit that was set stays set, since rows are
 * never taken away.
 *
 * @throws {BadgeError} `not_found`
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
 */
export async function publishedStatusList(deps: StatusListDeps, listId: string): Promise<string> {
  const [version, published] = await Promise.all([
    deps.store.revocations.countOf(listId),
    deps.store.statusLists.published(listId),
  ]);
  if (published && published.version >= version) return published.text;
  const list = await deps.store.statusLists.get(listId);
  if (!list) throw new BadgeError('not_found', 'No such status list.');
  return signList(deps, list);
}

async function signList(deps: StatusListDeps, list: StatusList): Promise<string> {
  const { issuer, key, methodId } = await signerOf(deps, list);
  const revoked = await deps.store.revocations.indexesOf(list.id);
  const created = wholeSeconds(deps.now());
  // The version is in the intent's id: every process that signs it signs the same text.
  const id = `${list.id}.${revoked.length}`;
  const url = statusListUrl(list);
  const text = await deps.statusListText({ id: url, issuer, validFrom: created, revoked });
  await deps.store.intents.insertMany([
    {
      id,
      profileId: list.profileId,
      kind: 'status-list',
      form: 'data-integrity',
      keyId: key.id,
      methodId,
      created,
      text,
      statusListId: list.id,
    },
  ]);
  const signed = await deps.vault.sign(id);
  await deps.store.statusLists.publish({ listId: list.id, version: revoked.length, text: signed });
  return signed;
}

interface Signer {
  readonly issuer: { readonly id: string; readonly name?: string };
  readonly key: SigningKey;
  readonly methodId: string;
}

/** Verifiers expect a list to have the issuer of what it is about. */
async function signerOf(deps: StatusListDeps, { profileId }: StatusList): Promise<Signer> {
  const profile = await deps.store.profiles.get(profileId);
  if (!profile) {
    const signer = await keptApiIssuer(deps, profileId);
    if (!signer) throw new Error('A status list has lost its issuer.');
    const { id, key, methodId } = signer;
    return { issuer: { id }, key, methodId };
  }
  const key = await currentKey(deps, profile.id, 'Ed25519');
  return { issuer: issuerOf(profile), key, methodId: methodId(profile, key) };
}
