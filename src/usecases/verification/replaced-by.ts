import { didOf } from '../../domain/profile.ts';
import { isGenuine, type VerificationReport } from '../../domain/verification.ts';
import { newestBadges } from '../awarding/newest-badges.ts';
import { isRevoked } from '../awarding/revoked-awards.ts';
import type { Store } from '../ports.ts';

/** The badge that a correction put in the place of another. */
export interface Replacement {
  readonly at: string;
  /** As it was signed. */
  readonly text: string;
}

type ReplacedStore = Pick<Store, 'profiles' | 'credentials' | 'awards' | 'revocations'>;

/**
 * What this service corrected a badge of its own into: for whoever has the badge itself in hand,
 * shown to be authentic, and asks here. Nothing is said of badges that their learner has not
 * accepted, nor of those that were taken back.
 */
export async function replacedBy(
  store: ReplacedStore,
  { checks, issuer, credential }: VerificationReport,
): Promise<Replacement | undefined> {
  const profile = isGenuine(checks)
    ? await store.profiles.byHandle(issuer.id.split(':').at(-1) ?? '')
    : undefined;
  if (!profile || didOf(profile) !== issuer.id) return undefined;
  const rows = await store.credentials.byCredentialId(profile.id, String(credential['id']));
  const index = indexIn(credential);
  const given = rows.find((row) => row.kind === 'badge' && row.statusIndex === index);
  if (!given) return undefined;
  const { awardId } = given;
  const newest = (await newestBadges(store, [awardId])).get(awardId);
  if (!newest?.correction || newest.credential.statusIndex === index) return undefined;
  const answers = await store.awards.answersOf([awardId]);
  if (answers.get(awardId) !== 'accepted' || (await isRevoked({ store }, awardId))) {
    return undefined;
  }
  return { at: newest.correction.at, text: newest.credential.text };
}

function indexIn(credential: VerificationReport['credential']): number | undefined {
  const status = credential['credentialStatus'];
  if (typeof status !== 'object' || status === null) return undefined;
  const { statusListIndex } = status as { statusListIndex?: unknown };
  return statusListIndex === undefined ? undefined : Number(statusListIndex);
}
