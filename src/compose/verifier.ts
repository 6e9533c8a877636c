import type { Config } from '../config.ts';
import { badgeLinksOf } from '../formats/page-links.ts';
import { readBadge } from '../formats/read-badge.ts';
import type { ReadQr } from '../images/read-qr.ts';
import { createProofTools } from '../proofs/proof-tools.ts';
import type { Egress, EgressSession, Log, Store } from '../usecases/ports.ts';
import { createListMemory } from '../usecases/verification/list-memory.ts';
import type { VerifyDeps } from '../usecases/verification/tools.ts';
import {
  type VerifyAnythingDeps,
  verifyBytes,
  verifyToKeep,
  verifyUrl,
} from '../usecases/verification/verify-url.ts';
import { pinOperatorContexts } from './contexts.ts';
import { inflateCapped, inflateRawCapped } from './machine.ts';
import { MACHINE as PROOF_MACHINE } from './proof-tools.ts';
import { createRecognition } from './recognition.ts';

/** What a verifier is made of; a service adds what it publishes itself. */
export interface VerifierParts extends Pick<VerifyAnythingDeps, 'local' | 'ownPage'> {
  readonly config: Pick<Config, 'origin' | 'trustLists' | 'contexts'>;
  readonly egress: Pick<Egress, 'session'>;
  readonly readQr: ReadQr;
  readonly profiles?: Pick<Store['profiles'], 'byHandle' | 'list'>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * The verifier, alike in a service and on the command line.
 *
 * @throws {BadgeError} `configuration_refused` for what the operator adds to it
 */
export function createVerifier(parts: VerifierParts) {
  const { config, egress, now, local, ownPage } = parts;
  const operatorContexts =
    config.contexts === undefined ? [] : pinOperatorContexts(config.contexts);
  const readers = { inflate: inflateCapped, inflateRaw: inflateRawCapped, readQr: parts.readQr };
  const verifyDeps: VerifyDeps = {
    tools: createProofTools(PROOF_MACHINE),
    local,
    egress: () => egress.session(),
    recognises: async () => false,
    now,
    lists: createListMemory(now),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
  // Whoever signs a list of issuers is named by the operator, and needs no list to be known.
  const bare: VerifyAnythingDeps = {
    ...verifyDeps,
    read: once((bytes) => readBadge(bytes, readers)),
    badgeLinksOf,
    ownPage,
  };
  const recognition = createRecognition({
    ...parts,
    verifyFile: (bytes) => verifyBytes(bare, bytes),
    verifyUrl: (url) => verifyUrl(bare, url),
  });
  const deps: VerifyAnythingDeps = { ...bare, recognises: recognition.recognises };
  return {
    verifyBytes: (bytes: Uint8Array, session?: EgressSession) => verifyBytes(deps, bytes, session),
    verifyUrl: (url: string) => verifyUrl(deps, url),
    verifyToKeep: (given: Uint8Array | string) => verifyToKeep(deps, given),
    recognisedIssuers: recognition.list,
    operatorContexts,
    deps,
  };
}

/** What is verified is asked for again, to be shown or carried on: a picture is read once. */
function once(read: VerifyAnythingDeps['read']): VerifyAnythingDeps['read'] {
  const known = new WeakMap<Uint8Array, ReturnType<typeof read>>();
  return (bytes) => {
    const reading = known.get(bytes) ?? read(bytes);
    known.set(bytes, reading);
    return reading;
  };
}
