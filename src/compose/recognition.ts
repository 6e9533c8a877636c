import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Config, refusedVariable } from '../config.ts';
import { didOf, isIssuer } from '../domain/profile.ts';
import type { VerificationReport } from '../domain/verification.ts';
import {
  createTrustLists,
  type RecognisedIssuer,
  type SignedSource,
} from '../usecases/operations/trust-lists.ts';
import type { Log, Store } from '../usecases/ports.ts';

const VARIABLE = 'OPERATOR_TRUST_LIST';
const IssuerId = z.string().regex(/^(did:|https:\/\/)\S+$/);

/** A list written by hand. */
const HandList = z
  .array(z.union([IssuerId, z.strictObject({ id: IssuerId, name: z.string().default('') })]))
  .transform((list) => list.map((one) => (typeof one === 'string' ? { id: one, name: '' } : one)));

export interface Recognition {
  /** Whether the operator of this service knows the issuer. */
  recognises(issuerId: string): Promise<boolean>;
  /** All of them, by their identifiers. */
  list(): Promise<readonly RecognisedIssuer[]>;
}

/**
 * Which issuers this service knows: the profiles that it hosts, and those of the operator's lists,
 * by hand or signed by someone whom the operator names.
 *
 * @param deps.profiles absent where no store was opened
 * @throws {BadgeError} `configuration_refused` when a file cannot be read as what it should be
 */
export function createRecognition(deps: {
  readonly config: Pick<Config, 'origin' | 'trustLists'>;
  readonly profiles?: Pick<Store['profiles'], 'byHandle' | 'list'>;
  readonly verifyFile: (bytes: Uint8Array) => Promise<VerificationReport>;
  readonly verifyUrl: (url: string) => Promise<VerificationReport>;
  readonly now: () => Date;
  readonly log: Log;
}): Recognition {
  const { config, profiles } = deps;
  const byHand: RecognisedIssuer[] = [];
  const sources: SignedSource[] = [];
  for (const { place, signer } of config.trustLists) {
    const isRemote = place.startsWith('https://');
    const bytes = isRemote ? undefined : readOrRefuse(place);
    if (signer === undefined) byHand.push(...handListIn(place, bytes));
    else {
      // A file is read again each time: the operator replaces it while the service runs.
      const load = async () =>
        isRemote ? deps.verifyUrl(place) : deps.verifyFile(new Uint8Array(await readFile(place)));
      sources.push({ place, signer, load });
    }
  }
  const signed = createTrustLists({ ...deps, sources });
  const listed = async () => [...byHand, ...(await signed())];
  const isOwn = ownIssuers(config.origin, profiles);
  return {
    async recognises(issuerId) {
      if (await isOwn(issuerId)) return true;
      return (await listed()).some(({ id }) => id === issuerId);
    },
    async list() {
      const own = ((await profiles?.list()) ?? []).filter(isIssuer);
      const all = [...own.map((one) => ({ id: didOf(one), name: one.name })), ...(await listed())];
      const byId = new Map(all.map((one) => [one.id, one]));
      return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    },
  };
}

/** Whether an issuer is hosted here. */
function ownIssuers(origin: string, profiles: Pick<Store['profiles'], 'byHandle'> | undefined) {
  // No profile is ever taken away, nor its handle given to another.
  const found = new Set<string>();
  return async (issuerId: string): Promise<boolean> => {
    if (found.has(issuerId)) return true;
    const handle = issuerId.split(':').at(-1) ?? '';
    if (!profiles || issuerId !== didOf({ origin, handle })) return false;
    const own = await profiles.byHandle(handle);
    if (!own || !isIssuer(own)) return false;
    found.add(issuerId);
    return true;
  };
}

function readOrRefuse(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw refusedVariable(VARIABLE, `"${file}" cannot be read`);
  }
}

function handListIn(
  file: string,
  bytes: Uint8Array = new Uint8Array(),
): readonly RecognisedIssuer[] {
  try {
    return HandList.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    const shape =
      'a JSON list of identifiers, or of {"id", "name"}; a signed list needs "by" and its signer';
    throw refusedVariable(VARIABLE, `"${file}" must be ${shape}`);
  }
}
