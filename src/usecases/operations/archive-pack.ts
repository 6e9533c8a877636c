import { ARCHIVE_DAYS, ARCHIVE_TYPE, type Archive } from '../../domain/archive.ts';
import { CREDENTIALS_CONTEXT } from '../../domain/credential-text.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { didOf, type Profile, profileUrl } from '../../domain/profile.ts';
import { methodId } from '../../domain/signing-key.ts';
import { statusListUrl } from '../../domain/status-list.ts';
import type { Seams, Store, Vault } from '../ports.ts';
import { documentsOfProfile, type PublishedFile } from './own-documents.ts';
import { type PublishedDeps, profileOfHandle } from './published-documents.ts';
import { currentKey } from './signing-keys.ts';

export interface ArchiveDeps extends PublishedDeps, Pick<Seams, 'now'> {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sign'>;
  readonly sha256Hex: (text: string) => string;
  /** The signed list. */
  readonly statusList: (listId: string) => Promise<string>;
}

/** How the ids of its intents begin. */
const INTENT = 'archive.';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The archive of an issuer: its keys, its status lists and where its ledger stands, for those who
 * verify without a network. Dated to the hour, so that asking often signs little.
 *
 * @throws {BadgeError} `not_found`
 */
export async function archivePack(deps: ArchiveDeps, handle: string): Promise<Archive> {
  const profile = await profileOfHandle(deps, handle);
  const hour = Math.floor(deps.now().getTime() / HOUR_MS) * HOUR_MS;
  const made = wholeSeconds(new Date(hour));
  const until = wholeSeconds(new Date(hour + ARCHIVE_DAYS * DAY_MS));
  const documents = [
    ...(await documentsOfProfile(deps, profile)),
    ...(await statusListsOf(deps, profile)),
    await ledgerRoot(deps, profile),
  ];
  const manifest = {
    '@context': [CREDENTIALS_CONTEXT],
    id: `${profileUrl(profile)}/archive.json`,
    type: ['VerifiableCredential'],
    issuer: { id: didOf(profile), name: profile.name },
    validFrom: made,
    validUntil: until,
    credentialSubject: { id: didOf(profile), name: profile.name },
    relatedResource: documents.map(({ url, text }) => ({
      id: url,
      digestSRI: `sha256-${base64OfHex(deps.sha256Hex(text))}`,
    })),
  };
  const signed = await signManifest(deps, profile, JSON.stringify(manifest), made);
  return {
    type: ARCHIVE_TYPE,
    version: 1,
    issuer: didOf(profile),
    made,
    documents,
    manifest: JSON.parse(signed),
  };
}

async function signManifest(
  deps: ArchiveDeps,
  profile: Profile,
  text: string,
  created: string,
): Promise<string> {
  const key = await currentKey(deps, profile.id, 'Ed25519');
  // The text is in the intent's id: whoever signs it first, all sign the same.
  const id = `${INTENT}${deps.sha256Hex(`${key.id} ${text}`)}`;
  await deps.store.intents.insertMany([
    {
      id,
      profileId: profile.id,
      kind: 'archive',
      form: 'data-integrity',
      keyId: key.id,
      methodId: methodId(profile, key),
      created,
      text,
    },
  ]);
  return deps.vault.sign(id);
}

/** Forgets what archives of earlier days were signed from: each is of no use after its hour. */
export async function forgetArchives({
  store,
  now,
}: Pick<Seams, 'now'> & { readonly store: Pick<Store, 'intents'> }): Promise<void> {
  await store.intents.forget(INTENT, wholeSeconds(new Date(now().getTime() - DAY_MS)));
}

async function statusListsOf(deps: ArchiveDeps, profile: Profile): Promise<PublishedFile[]> {
  const lists = await deps.store.statusLists.listOf(profile.id);
  return Promise.all(
    lists.map(async (list) => ({
      url: statusListUrl(list),
      text: await deps.statusList(list.id),
    })),
  );
}

/**
 * Where every chain of the ledger stands, in one digest: whoever keeps the archive can show later
 * that what came before was not changed.
 */
async function ledgerRoot(deps: ArchiveDeps, profile: Profile): Promise<PublishedFile> {
  const { ledger } = deps.store;
  const chains = [...(await ledger.chains())].sort();
  const heads: string[] = [];
  for (const chain of chains) {
    const last = await ledger.last(chain);
    if (last) heads.push(`${chain}|${last.seq}|${last.hash}`);
  }
  const root = deps.sha256Hex(heads.join('\n'));
  const text = JSON.stringify({ type: 'EcussonLedgerRoot', chains: heads.length, root });
  return { url: `${profileUrl(profile)}/archive.json#ledger-root`, text };
}

function base64OfHex(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''));
}
