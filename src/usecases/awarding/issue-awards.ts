import type { Award, CredentialIntent, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { answerOf, type VerificationReport } from '../../domain/verification.ts';
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
export async function issueAwards(
  deps: AwardingDeps,
  awards: readonly Award[],
): Promise<SignedCredential[]> {
  const wanted = await badgeIntents(deps, awards);
  return signAndStore(deps, wanted);
}

/** Stores intents, signs what is stored under their ids, checks and commits the result. */
export async function signAndStore(
  deps: AwardingDeps,
  wanted: readonly CredentialIntent[],
): Promise<SignedCredential[]> {
  refuseBrokenClock(deps.now());
  await deps.store.intents.insertMany(wanted);
  deps.at('intents-stored');
  // Read back: another process may have stored its own intent for the same award first.
  const intents = await deps.store.intents.getMany(wanted.map(({ id }) => id));
  const signed: SignedCredential[] = [];
  for (const intent of intents) signed.push(await signAndCheck(deps, intent));
  deps.at('signed');
  await deps.ledger.append((entryOf) =>
    deps.store.credentials.commit(signed, (fresh) =>
      entryOf(
        fresh.map(({ id, text, issuedAt }) => ({
          kind: 'issued',
          credentialRowId: id,
          digest: deps.sha256Hex(text),
          at: issuedAt,
        })),
      ),
    ),
  );
  deps.at('committed');
  return signed;
}

async function signAndCheck(
  deps: AwardingDeps,
  intent: CredentialIntent,
): Promise<SignedCredential> {
  const { awardId, kind } = intent;
  if (awardId === undefined || kind === 'status-list') throw new Error('Not an award’s intent.');
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
  if (report.verdict === 'verified') return;
  if (form === 'vc-jwt' && answerOf(report) === 'authentic_no_longer_valid') return;
  const { checks, verdict } = report;
  const failed =
    checks.find(({ outcome }) => outcome === 'failed') ??
    checks.find(({ outcome }) => outcome === 'unknown');
  throw new BadgeError('credential_not_sound', `Own verifier says ${failed?.code}.`, {
    params: { verdict, check: failed?.name ?? '', reason: failed?.code ?? '' },
  });
}

/** A machine that lost its clock would sign a wrong date for ever. */
function refuseBrokenClock(now: Date): void {
  if (now.getUTCFullYear() < 2026) {
    throw new BadgeError('clock_suspect', `The clock says ${now.toISOString()}.`);
  }
}
