import type { Award, CredentialIntent, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { LedgerEvent } from '../../domain/ledger.ts';
import { answerOf, isUnsound, type VerificationReport } from '../../domain/verification.ts';
import type { AwardingDeps } from './deps.ts';
import { badgeIntents } from './intents.ts';

/**
 * Issues the badge of each award: intent with its status bit → signature → our own verifier →
 * store and ledger in one commit. The order is the safety argument: what is signed is on disk
 * before the key is touched, nothing unsound is stored, and a crash anywhere is finished by
 * calling this again: the intent is the same, so the bytes are the same.
 *
 * @throws {BadgeError} `credential_not_sound`, `storage_full`, `clock_suspect`
 */
export async function issueAwards(deps: AwardingDeps, awards: readonly Award[]): Promise<Issued> {
  const wanted = await badgeIntents(deps, awards);
  return signAndStore(deps, wanted);
}

/** Badges signed before everybody else has a turn: a few milliseconds. */
const SIGNED_A_TURN = 4;

export interface Issued {
  readonly credentials: readonly SignedCredential[];
  /** The row ids of those that this call made durable; the others were there already. */
  readonly fresh: ReadonlySet<string>;
  /** The row ids of those whose award was taken back meanwhile: they do not exist. */
  readonly voided: ReadonlySet<string>;
}

/**
 * Stores intents, signs what is stored under their ids and not signed yet, checks and commits the
 * result. What another process has signed meanwhile is taken as it is.
 */
export async function signAndStore(
  deps: AwardingDeps,
  wanted: readonly CredentialIntent[],
): Promise<Issued> {
  refuseBrokenClock(deps.now());
  await deps.store.intents.insertMany(wanted);
  deps.at('intents-stored');
  // Read back: another process may have stored its own intent for the same award first.
  const intents = await deps.store.intents.getMany(wanted.map(({ id }) => id));
  const credentials = await deps.store.credentials.getMany(intents.map(({ id }) => id));
  const stored = new Set(credentials.map(({ id }) => id));
  for (const intent of intents) {
    if (stored.has(intent.id)) continue;
    credentials.push(await signAndCheck(deps, intent));
    if (credentials.length % SIGNED_A_TURN === 0) await deps.turn();
  }
  deps.at('signed');
  const fresh = new Set<string>();
  const voided = await deps.ledger.append((entryOf) =>
    deps.store.credentials.commit(credentials, (added) => {
      for (const { id } of added) fresh.add(id);
      return entryOf(added.map((credential) => issuedEvent(deps, credential)));
    }),
  );
  deps.at('committed');
  return { credentials: credentials.filter(({ id }) => !voided.has(id)), fresh, voided };
}

function issuedEvent(
  { sha256Hex }: AwardingDeps,
  { id, text, issuedAt }: SignedCredential,
): LedgerEvent {
  return { kind: 'issued', credentialRowId: id, digest: sha256Hex(text), at: issuedAt };
}

/**
 * Whether a later start would be refused alike. What could not be told, a full disk, a clock that
 * was set back may all be over by then.
 */
export function isHopeless({ code, params }: BadgeError): boolean {
  const isWaiting = params['verdict'] === 'undetermined' || TOO_EARLY.has(params['reason']);
  return HOPELESS.has(code) && !isWaiting;
}

const HOPELESS: ReadonlySet<string> = new Set([
  'achievement_unknown',
  'credential_not_sound',
  'profile_unknown',
]);
const TOO_EARLY = new Set<unknown>(['not_yet_valid', 'proof_in_future']);

async function signAndCheck(
  deps: AwardingDeps,
  intent: CredentialIntent,
): Promise<SignedCredential> {
  const { awardId, kind } = intent;
  if (awardId === undefined || kind === 'status-list' || kind === 'archive') {
    throw new Error('Not an award’s intent.');
  }
  const text = await deps.vault.sign(intent.id);
  const report = await deps.verifyText(text);
  refuseUnsound(report, intent);
  return {
    id: intent.id,
    profileId: intent.profileId,
    awardId,
    credentialId: String(report.credential['id']),
    kind,
    form: intent.form,
    text,
    ...(intent.statusListId === undefined ? {} : { statusListId: intent.statusListId }),
    ...(intent.statusIndex === undefined ? {} : { statusIndex: intent.statusIndex }),
    issuedAt: intent.created,
  };
}

/**
 * Everything that leaves here is verified. A badge repeated as a JWT shares the status bit of one
 * that may have been taken back meanwhile: then it is authentic, and says so.
 */
function refuseUnsound(report: VerificationReport, { form }: CredentialIntent): void {
  const isBadge = report.kind === 'open-badge';
  if (isBadge && report.verdict === 'verified') return;
  const { checks, verdict } = report;
  const isOver = answerOf(report) === 'authentic_no_longer_valid' && !isUnsound(checks);
  if (isBadge && form === 'vc-jwt' && isOver) return;
  const failed =
    checks.find(({ outcome }) => outcome === 'failed') ??
    checks.find(({ outcome }) => outcome === 'unknown');
  const reason = failed?.code ?? report.kind;
  throw new BadgeError('credential_not_sound', `Own verifier says ${reason}.`, {
    params: { verdict, check: failed?.name ?? '', reason },
  });
}

/** A machine that lost its clock would sign a wrong date for ever. */
export function refuseBrokenClock(now: Date): void {
  if (now.getUTCFullYear() < 2026) {
    throw new BadgeError('clock_suspect', `The clock says ${now.toISOString()}.`);
  }
}
