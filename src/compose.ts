import { randomBytes, randomUUID } from 'node:crypto';
import { createCarrier } from './compose/carry.ts';
import { DRAWING } from './compose/drawing.ts';
import { LIBRARY } from './compose/library.ts';
import { sha256Hex, slowHash } from './compose/machine.ts';
import { openStore } from './compose/open-store.ts';
import { createPasskeyTools } from './compose/passkeys.ts';
import { PICTURE_CHILD } from './compose/picture-child.ts';
import { publishDidDocument, secureIntent, statusListText } from './compose/proof-tools.ts';
import { createReaders } from './compose/readers.ts';
import { SENTENCES } from './compose/sentences.ts';
import { createVerifier, type VerifierParts } from './compose/verifier.ts';
import type { Config } from './config.ts';
import { BadgeError } from './domain/errors.ts';
import type { VerificationReport } from './domain/verification.ts';
import { createEgress } from './egress/egress.ts';
import { resolveHost } from './egress/resolve-host.ts';
import { bakePng } from './formats/png.ts';
import { bakeSvg } from './formats/svg.ts';
import { createDesigns } from './images/designs.ts';
import { createPictureCage } from './images/picture-cage.ts';
import { createPictures } from './images/pictures.ts';
import { createReadQr } from './images/read-qr.ts';
import { createSmtpMail } from './mail/smtp-mail.ts';
import { badgeFile } from './usecases/awarding/badge-file.ts';
import { createBatchRuns } from './usecases/awarding/batch-runs.ts';
import { createLedgerWriter } from './usecases/awarding/ledger-writer.ts';
import { publishedStatusList } from './usecases/awarding/published-status-list.ts';
import type { Log, Seams, Store } from './usecases/ports.ts';
import { localDocument } from './usecases/verification/local-documents.ts';
import { credentialOfOwnPage } from './usecases/verification/own-pages.ts';
import { createKeyed } from './vault/keyed.ts';
import { openMasterKey } from './vault/master-key.ts';
import { createVault } from './vault/vault.ts';

/** What tests hold still; the service takes them from the machine. */
export interface Outside extends Seams {
  readonly log: Log;
  readonly resolve: typeof resolveHost;
  readonly connect?: NonNullable<Parameters<typeof createEgress>[0]['connect']>;
}

const MACHINE: Seams = {
  now: () => new Date(),
  newId: () => randomUUID(),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  at: () => undefined,
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};

export type Service = Awaited<ReturnType<typeof compose>>;

/**
 * Builds every adapter from the configuration and gives the use cases what they need. The only
 * file that knows them all.
 *
 * @throws {BadgeError} `master_key_missing`, `master_key_wrong`, `master_key_exposed`, `origin_changed`, `schema_newer`,
 *   `storage_unavailable`, `configuration_refused`
 */
export async function compose(config: Config, given: Partial<Outside> = {}) {
  const outside: Outside = { ...MACHINE, log: () => undefined, resolve: resolveHost, ...given };
  const store = await openStore(config.database);
  try {
    await refuseOtherOrigin(store, config.origin);
    return await composeOn(store, config, outside);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function composeOn(store: Store, config: Config, outside: Outside) {
  const { origin } = config;
  const { vault, keyed, statusList } = await openSigning(store, config, outside);
  const egress = createEgress(outside);
  // One for all: what is read beside each other is bounded together.
  const inCage = createPictureCage(PICTURE_CHILD);
  const readQr = createReadQr(inCage);
  const verifier = createVerifierOf({
    ...outside,
    config,
    store,
    keyed,
    statusList,
    egress,
    readQr,
  });
  const awarding = createAwarding({ ...outside, store, vault, keyed }, verifier.verifyBytes);
  const batchRuns = createBatchRuns(outside);
  const pictures = createPictures({ store, sha256Hex });
  const mail = config.mail && createSmtpMail(config.mail);
  const drawn = { picture: pictures.png, pictureSvg: pictures.svg };
  return {
    ...awarding,
    ...DRAWING,
    ...drawn,
    didDocument: publishDidDocument,
    origin,
    database: config.database,
    trustProxy: config.trustProxy,
    vcApi: config.vcApi,
    signUp: config.signUp,
    library: LIBRARY,
    statusList,
    verifyBytes: verifier.verifyBytes,
    verifyUrl: verifier.verifyUrl,
    verifyToKeep: verifier.verifyToKeep,
    verifier: verifier.deps,
    ...createCarrier({ ...verifier.deps, origin }),
    recognisedIssuers: verifier.recognisedIssuers,
    operatorContexts: verifier.operatorContexts,
    egress,
    drawPicture: pictures.draw,
    designs: createDesigns({ store, inCage, sentences: SENTENCES }),
    badgeFile: badgeFile.bind(undefined, { ...awarding, ...drawn, bakePng, bakeSvg }),
    ...createReaders(readQr),
    batchRuns,
    ...(mail ? { mail } : {}),
    passkeys: createPasskeyTools(origin),
    async close() {
      await batchRuns.close();
      await mail?.close();
      await egress.close();
      await store.close();
    },
  };
}

type Signing = Awaited<ReturnType<typeof openSigning>>;

/** What needs the keys of this service. */
async function openSigning(store: Store, { keys }: Config, { now, newId }: Outside) {
  const masterKey = await openMasterKey(store, keys);
  const vault = createVault({ store, masterKey, secure: secureIntent, now, newId });
  const statusList = (listId: string) =>
    publishedStatusList({ store, vault, statusListText, now }, listId);
  return { vault, keyed: createKeyed(masterKey), statusList };
}

interface VerifierOf
  extends Outside,
    Pick<Signing, 'keyed' | 'statusList'>,
    Pick<VerifierParts, 'egress' | 'readQr'> {
  readonly config: Config;
  readonly store: Store;
}

/** The verifier, which reads what this service publishes from the store. */
function createVerifierOf({ store, keyed, statusList, ...parts }: VerifierOf) {
  const { origin } = parts.config;
  const published = { store, didDocument: publishDidDocument, origin, statusList };
  return createVerifier({
    ...parts,
    profiles: store.profiles,
    local: (url) => localDocument(published, url),
    ownPage: (url) => credentialOfOwnPage({ ...parts, store, sha256Hex, keyed, origin }, url),
  });
}

/** What awards, signs and takes back: each badge is verified before it leaves. */
function createAwarding(
  parts: Outside & Pick<Signing, 'vault' | 'keyed'> & { readonly store: Store },
  verify: (bytes: Uint8Array) => Promise<VerificationReport>,
) {
  const { newId, store, now } = parts;
  return {
    ...parts,
    sha256Hex,
    slowHash,
    ledger: createLedgerWriter({ chain: newId(), store, sha256Hex, now }),
    verifyText: (text: string) => verify(new TextEncoder().encode(text)),
  };
}

/**
 * A profile's origin is part of its identity: credentials name it for ever. A start under another
 * origin would publish documents that no badge leads to.
 */
async function refuseOtherOrigin(store: Store, origin: string): Promise<void> {
  const profiles = await store.profiles.list();
  const other = profiles.find((profile) => profile.origin !== origin);
  if (!other) return;
  throw new BadgeError(
    'origin_changed',
    `BASE_URL is ${origin}; profiles are at ${other.origin}.`,
    {
      params: { origin: other.origin, given: origin },
    },
  );
}
