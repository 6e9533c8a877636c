import type { LearnerActor } from '../../domain/actor.ts';
import type { Purpose, Standing } from '../../domain/consent.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { latestEnd, MOST_IN_SHARE, nameToSign, purposeOf, type Share } from '../../domain/share.ts';
import { consentStanding } from '../people/consent.ts';
import { refuseErased, refuseErasing } from '../people/refuse-erased.ts';
import type { BackpackDeps } from './deps.ts';
import { signNamedCopies } from './named-copies.ts';
import { refuseNamingImports } from './naming-imports.ts';
import { notesOf } from './notes.ts';
import { type BackpackEntry, readEntries } from './open-backpack.ts';
import { entryIdOf, isAway, withNotes } from './open-gallery.ts';
import { refuseVoid } from './refuse-void.ts';
import { hashesOf, type ShareSecrets, secretsOf } from './share-secrets.ts';
import { closeShares, isConsented } from './shares.ts';
import { closeIfTooMany, refuseMoreToday } from './shares-a-day.ts';
import { isShareable } from './shown.ts';

const DAY_MS = 86_400_000;

/** What of the person a share shows, and to whom it may be known. */
export const SHARE_WAYS = ['unnamed', 'named', 'public'] as const;
export type ShareWay = (typeof SHARE_WAYS)[number];

/** What somebody has to have agreed to; nothing for what names nobody. */
export const PURPOSE_OF_WAY: Readonly<Record<ShareWay, Purpose | undefined>> = {
  unnamed: undefined,
  named: 'named-share',
  public: 'public-page',
};

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
 * @throws {BadgeError} `award_unknown`, also when one of them is not kept or was taken back;
 *   `award_put_away`, `guardian_consent_required`, `consent_required`, `full_name_unknown`;
 *   `import_not_named` when a name is to stand on a badge of elsewhere; `import_names_you` and
 *   `import_needs_guardian` when one stands there, and not everybody agreed to show it;
 *   `shares_enough_today`; `not_found` when it was withdrawn meanwhile
 */
export async function openShareOf(
  deps: BackpackDeps,
  actor: LearnerActor,
  command: ShareCommand,
): Promise<{ share: Share } & ShareSecrets> {
  await refuseErasing(deps, actor);
  await refuseMoreToday(deps, actor);
  const learner = await deps.store.learners.get(actor.profileId, actor.learnerId);
  if (!learner) throw new BadgeError('not_found', 'No such learner.');
  const entryIds = [...new Set(command.entryIds)];
  const entries = await shareableEntries(deps, actor, entryIds);
  const { way = 'unnamed' } = command;
  const isOwn = entries.length === entryIds.length;
  const signedName = way === 'named' ? signedNameOf(learner, isOwn) : undefined;
  const id = deps.newId();
  const secrets = secretsOf(deps, { id });
  const now = deps.now();
  const share: Share = {
    id,
    ...hashesOf(deps, secrets),
    profileId: actor.profileId,
    learnerId: actor.learnerId,
    kind: way === 'public' ? 'public' : 'link',
    entryIds,
    title: entryIds.length > 1 ? (command.title ?? '') : '',
    label: command.label,
    ...(signedName === undefined ? {} : { signedName }),
    ...(actor.via ? { via: actor.via } : {}),
    createdAt: now.toISOString(),
    expiresAt: endOfShare(learner, way, command.days, now),
  };
  await refuseWithoutConsent(deps, learner, share);
  await refuseNamingImports(deps, share);
  if (!(await deps.store.shares.insert(share))) throw new Error('A share was made twice.');
  await closeIfTooMany(deps, actor, share);
  await refuseVoid(deps, actor, () => closeShares(deps, [share]));
  await refuseErased(deps, actor, []);
  await closeUnlessConsented(deps, share);
  await signNamedCopies(deps, share, entries);
  return { share, ...secrets };
}

/** @param isOwn whether every badge is one of ours, on which a name can be signed */
function signedNameOf(learner: Learner, isOwn: boolean): string {
  const name = nameToSign(learner);
  if (name === undefined) {
    throw new BadgeError('full_name_unknown', 'The centre knows no first and last name.');
  }
  if (!isOwn) {
    throw new BadgeError('import_not_named', 'No name is signed on a badge of elsewhere.');
  }
  return name;
}

/** When a share made now would end: whole seconds. What needs consent ends in time: see `latestEnd`. */
function endOfShare(learner: Learner, way: ShareWay, days: number, now: Date): string {
  const end = new Date(now.getTime() + days * DAY_MS);
  const latest = way === 'unnamed' ? undefined : latestEnd(learner, now, now);
  return wholeSeconds(latest && latest < end ? latest : end);
}

/** Whether everybody agreed to show badges so; without a name nobody has to. */
export async function standingOfWay(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  learner: Learner,
  way: ShareWay,
): Promise<Standing> {
  const purpose = PURPOSE_OF_WAY[way];
  if (purpose === undefined) return { allowed: true, missing: [] };
  return consentStanding(deps, learner, purpose);
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

/** A consent withdrawn, or a name mended, while the share was made may not have seen it. */
async function closeUnlessConsented(deps: BackpackDeps, share: Share): Promise<void> {
  if (await isConsented(deps, share)) return;
  await closeShares(deps, [share]);
  throw new BadgeError('not_found', 'Not consented to any more, or of another name.');
}

/** The learner's own among them that may be shared; all or none. */
async function shareableEntries(
  { store }: Pick<BackpackDeps, 'store'>,
  { profileId, learnerId }: LearnerActor,
  entryIds: readonly string[],
): Promise<BackpackEntry[]> {
  const [awards, imports, notes] = await Promise.all([
    store.awards.getMany(entryIds),
    store.imports.listOf(learnerId),
    notesOf({ store }, learnerId),
  ]);
  const own = awards.filter((one) => one.learnerId === learnerId && one.profileId === profileId);
  const all = withNotes(await readEntries(store, own, []), imports, notes);
  const badges = all.filter(isShareable);
  const known = new Set(badges.map(entryIdOf));
  if (all.some((badge) => isAway(badge) && entryIds.includes(entryIdOf(badge)))) {
    throw new BadgeError('award_put_away', 'Put away.');
  }
  const isFine = entryIds.length > 0 && entryIds.length <= MOST_IN_SHARE;
  if (!isFine || !entryIds.every((id) => known.has(id))) {
    throw new BadgeError('award_unknown', 'Not kept, taken back, or not theirs.');
  }
  return badges.flatMap((badge) => (badge.kind === 'own' ? [badge.entry] : []));
}
