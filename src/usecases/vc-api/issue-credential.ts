import { may } from '../../domain/actor.ts';
import type { CredentialForm, CredentialIntent, SignedCredential } from '../../domain/award.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf } from '../../domain/loose-json.ts';
import { statusListUrl } from '../../domain/status-list.ts';
import type { Check } from '../../domain/verification.ts';
import { refuseBrokenClock } from '../awarding/issue-awards.ts';
import { type StatusSlot, takeStatusSlots } from '../awarding/status-slots.ts';
import type { Program } from '../operations/read-for-program.ts';
import { checkContexts } from '../verification/check-contexts.ts';
import { checkProof } from '../verification/check-proof.ts';
import { checkSchema } from '../verification/check-schema.ts';
import { answerSteps, type Step } from '../verification/facts.ts';
import type { Json } from '../verification/tools.ts';
import { verifyBadge } from '../verification/verify-badge.ts';
import { type ApiIssuer, apiIssuer } from './api-issuer.ts';
import type { VcApiDeps } from './deps.ts';
import { checkUnsigned, refuse } from './unsigned-credential.ts';

/** A request that was read: an object of whatever shape, and how it is to be signed. */
export interface IssueCommand {
  readonly credential: Json;
  readonly form: Exclude<CredentialForm, 'vc-jwt'>;
  /** Whether it gets a place in a revocation list. */
  readonly withStatus: boolean;
  /** The name to ask for its status by, when it has no id. */
  readonly credentialId?: string;
}

/**
 * Signs a credential that a program wrote, about anything, with a key of its own that is no key of the
 * centre's badges. The order is that of awarding: what is signed is stored before the key is touched,
 * and nothing leaves that our own verifier does not find sound.
 *
 * @returns the credential with its proof, or the envelope of its token
 * @throws {BadgeError} `scope_missing`, `credential_invalid`, `clock_suspect`, `storage_full`
 * @see https://w3c-ccg.github.io/vc-api/#issue-credential
 */
export async function issueCredential(
  deps: VcApiDeps,
  program: Program,
  command: IssueCommand,
): Promise<Json> {
  if (!may(program, program.profileId, 'credentials:issue')) {
    throw new BadgeError('scope_missing', 'The token may not issue credentials.', {
      params: { scope: 'credentials:issue' },
    });
  }
  refuseBrokenClock(deps.now());
  const issuer = await apiIssuer(deps, program.profileId);
  const named = withIssuer(command.credential, issuer);
  // Before a place in a list is taken for it.
  await checkUnsigned(deps.verifier, named);
  const slot = command.withStatus ? await takeSlot(deps, issuer) : undefined;
  const credential = slot ? withStatus(named, slot) : named;
  return signAndStore(deps, issuer, { ...command, credential }, slot);
}

async function signAndStore(
  deps: VcApiDeps,
  issuer: ApiIssuer,
  { credential, form, credentialId }: IssueCommand,
  slot: StatusSlot | undefined,
): Promise<Json> {
  const intent: CredentialIntent = {
    id: deps.newId(),
    profileId: issuer.ownerId,
    kind: 'generic',
    form,
    keyId: issuer.key.id,
    methodId: issuer.methodId,
    created: wholeSeconds(deps.now()),
    text: JSON.stringify(credential),
    ...(slot ? { statusListId: slot.list.id, statusIndex: slot.index } : {}),
  };
  await deps.store.intents.insertMany([intent]);
  deps.at('intents-stored');
  const text = await deps.vault.sign(intent.id);
  const signed = form === 'vc-jose' ? envelopeOf(text) : (JSON.parse(text) as Json);
  await refuseUnsound(deps, signed);
  deps.at('signed');
  const { id } = credential;
  const name = typeof id === 'string' ? id : (credentialId ?? intent.id);
  await store(deps, { intent, text, credentialId: name });
  deps.at('committed');
  return signed;
}

/** Said by whoever asks, or filled in: a program signs for itself alone. */
function withIssuer(credential: Json, { id }: ApiIssuer): Json {
  const { issuer } = credential;
  if (issuer === undefined) return { ...credential, issuer: id };
  const named = isJson(issuer) && issuer['id'] === undefined ? { id, ...issuer } : issuer;
  const given = isJson(named) ? named['id'] : named;
  if (given !== id) throw refuse('/issuer', `This service signs as ${id} alone.`);
  return { ...credential, issuer: named };
}

async function takeSlot(deps: VcApiDeps, { ownerId }: ApiIssuer): Promise<StatusSlot> {
  const [slot] = await takeStatusSlots(deps, ownerId, 1, deps.origin);
  if (!slot) throw new Error('No status bit.');
  return slot;
}

/** Beside a status that the program keeps itself, if it has one. */
function withStatus(credential: Json, { list, index }: StatusSlot): Json {
  const url = statusListUrl(list);
  const entry = {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: url,
  };
  const others = listOf(credential['credentialStatus']);
  return { ...credential, credentialStatus: others.length === 0 ? entry : [...others, entry] };
}

/** @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials */
function envelopeOf(token: string): Json {
  return {
    '@context': 'https://www.w3.org/ns/credentials/v2',
    id: `data:application/vc+jwt,${token}`,
    type: 'EnvelopedVerifiableCredential',
  };
}

/** A program may sign what begins later, or names a schema that nobody has: that is its own affair. */
const SOUND: readonly Step[] = [checkContexts, checkSchema, checkProof];

async function refuseUnsound({ verifier }: VcApiDeps, credential: Json): Promise<void> {
  const badge = { format: 'json', credential, warnings: [] } as const;
  const report = await verifyBadge(verifier, badge, async (facts) => ({
    facts,
    checks: await answerSteps(facts, SOUND),
  }));
  const bad: Check | undefined = report.checks.find(({ outcome }) => outcome !== 'passed');
  if (!bad) return;
  throw new BadgeError('credential_not_sound', `Own verifier says ${bad.code}.`, {
    params: { verdict: report.verdict, check: bad.name, reason: bad.code },
  });
}

async function store(
  deps: VcApiDeps,
  parts: { intent: CredentialIntent; text: string; credentialId: string },
): Promise<void> {
  const { intent, text, credentialId } = parts;
  const { keyId: _key, methodId: _method, created: issuedAt, ...kept } = intent;
  const row: SignedCredential = {
    ...kept,
    kind: 'generic',
    awardId: intent.id,
    credentialId,
    text,
    issuedAt,
  };
  const event = {
    kind: 'issued',
    credentialRowId: row.id,
    digest: deps.sha256Hex(text),
    at: issuedAt,
  } as const;
  await deps.ledger.append((entryOf) =>
    deps.store.credentials.commit([row], () => entryOf([event])),
  );
}
