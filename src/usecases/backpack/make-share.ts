import type { LearnerActor } from '../../domain/actor.ts';
import { bandEnd } from '../../domain/age.ts';
import type { Standing } from '../../domain/consent.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { MOST_IN_SHARE, nameToSign, type Share } from '../../domain/share.ts';
import { consentStanding } from '../people/consent.ts';
import type { BackpackDeps } from './deps.ts';
import { signNamedCopies } from './named-copies.ts';
import { type BackpackEntry, readEntries } from './open-backpack.ts';
import { hashesOf, type ShareSecrets, secretsOf } from './share-secrets.ts';
import { closeShares, isConsented, purposeOf } from './shares.ts';

const DAY_MS = 86_400_000;

/** What of the person a share shows, and to whom it may be known. */
export const SHARE_WAYS = ['unnamed', 'named', 'public'] as const;
export type ShareWay = (typeof SHARE_WAYS)[number];

export interface ShareCommand {
  /** Awards and imports of the backpack. */
  readonly entryIds: readonly string[];
  readonly days: number;
  /** The learner's own note; nobody else sees it. */
  readonly label: string;
  /** Stands over several badges; everybody sees it. */
  readonly title?: string;
  readonly way?: ShareWay;
}

/**
 * Opens accepted badges to whoever has the link or the control key, for some days. With a name, a
 * copy of each badge is signed for this share alone, after the share is stored: what a crash leaves
 * out is signed when it is opened. What needs consent ends with the learner's age band at the
 * latest, since then they are asked again.
 *
 * @throws {BadgeError} `award_unknown`, also when one of them is not accepted yet or is taken back;
 *   `guardian_consent_required`, `consent_required`; `full_name_unknown`; `not_found` when it was
 *   withdrawn meanwhile
 */
export async function openShareOf(
  deps: BackpackDeps,
  actor: LearnerActor,
  command: ShareCommand,
): Promise<{ share: Share } & ShareSecrets> {
  const learner = await deps.store.learners.get(actor.profileId, actor.learnerId);
  if (!learner) throw new BadgeError('not_found', 'No such learner.');
  const entryIds = [...new Set(command.entryIds)];
  const entries = await shareableEntries(deps, actor, entryIds);
  const { way = 'unnamed' } = command;
  const signedName = way === 'named' ? nameToSign(learner) : undefined;
  if (way === 'named' && signedName === undefined) {
    throw new BadgeError('full_name_unknown', 'The centre knows no first and last name.');
  }
  const id = deps.newId();
  const secrets = secretsOf(deps, { id });
  const kind = way === 'public' ? 'public' : 'link';
  const share: Share = {
    id,
    ...hashesOf(deps, secrets),
    profileId: actor.profileId,
    learnerId: actor.learnerId,
    kind,
    entryIds,
    title: entryIds.length > 1 ? (command.title ?? '') : '',
    label: command.label,
    ...(signedName === undefined ? {} : { signedName }),
    ...(actor.via ? { via: actor.via } : {}),
    createdAt: deps.now().toISOString(),
    expiresAt: endOfShare(learner, way, command.days, deps.now()),
  };
  await refuseWithoutConsent(deps, learner, share);
  if (!(await deps.store.shares.insert(share))) throw new Error('A share was made twice.');
  await closeUnlessConsented(deps, share);
  await signNamedCopies(deps, share, entries);
  return { share, ...secrets };
}

/** When a share made now would end: whole seconds. What needs consent ends with the age band. */
function endOfShare(learner: Learner, way: ShareWay, days: number, now: Date): string {
  const end = new Date(now.getTime() + days * DAY_MS);
  const band = way === 'unnamed' ? undefined : bandEnd(learner, now);
  return wholeSeconds(band && band < end ? band : end);
}

/** Whether everybody agreed to show badges so; without a name nobody has to. */
export async function standingOfWay(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  learner: Learner,
  way: ShareWay,
): Promise<Standing> {
  if (way === 'unnamed') return { allowed: true, missing: [] };
  return consentStanding(deps, learner, way === 'public' ? 'public-page' : 'named-share');
}

async function refuseWithoutConsent(
  deps: BackpackDeps,
  learner: Learner,
  share: Share,
): Promise<void> {
  const purpose = purposeOf(share);
  if (purpose === undefined) return;
  const { allowed, missing } = await consentStanding(deps, learner, purpose);
  if (allowed) return;
  const isForGuardian = missing.some((party) => party !== 'learner');
  throw new BadgeError(
    isForGuardian ? 'guardian_consent_required' : 'consent_required',
    `Not everybody agreed to ${purpose}.`,
  );
}

/** A consent that was withdrawn while the share was made may not have seen it. */
async function closeUnlessConsented(deps: BackpackDeps, share: Share): Promise<void> {
  if (await isConsented(deps, share)) return;
  await closeShares(deps, [share]);
  throw new BadgeError('not_found', 'The consent was withdrawn meanwhile.');
}

/** The learner's own among them that may be shared; all or none. */
async function shareableEntries(
  { store }: Pick<BackpackDeps, 'store'>,
  { profileId, learnerId }: LearnerActor,
  entryIds: readonly string[],
): Promise<BackpackEntry[]> {
  const [awards, imports] = await Promise.all([
    store.awards.getMany(entryIds),
    store.imports.listOf(learnerId),
  ]);
  const own = awards.filter((one) => one.learnerId === learnerId && one.profileId === profileId);
  const entries = (await readEntries(store, own, [])).filter(isShareable);
  const known = new Set([...entries.map(({ award }) => award.id), ...imports.map(({ id }) => id)]);
  const isFine = entryIds.length > 0 && entryIds.length <= MOST_IN_SHARE;
  if (!isFine || !entryIds.every((id) => known.has(id))) {
    throw new BadgeError('award_unknown', 'Not accepted yet, taken back, or not theirs.');
  }
  return entries;
}

/** Whether a badge may be shown to others at all: its learner kept it, and it was not taken back. */
export function isShareable({ answer, revoked }: BackpackEntry): boolean {
  return answer === 'accepted' && !revoked;
}
