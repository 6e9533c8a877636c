import { type Actor, actorName, type LearnerActor, type MemberActor } from '../../domain/actor.ts';
import { FILE_FORMATS } from '../../domain/award.ts';
import type { EntryNote, ImportedBadge } from '../../domain/backpack.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Profile } from '../../domain/profile.ts';
import { type BadgeFile, slug } from '../awarding/badge-file.ts';
import { noteAudit } from '../people/audit.ts';
import { learnerOf } from '../people/learner-of.ts';
import type { BackpackDeps } from './deps.ts';
import { notesOf } from './notes.ts';
import { type BackpackEntry, openBackpack } from './open-backpack.ts';
import { photosOf } from './photos.ts';
import { recordOf, withoutOwn } from './record-of.ts';

export interface ExportDeps extends BackpackDeps {
  /** @param id row id of the signed credential */
  readonly file: (id: string, format: (typeof FILE_FORMATS)[number]) => Promise<BadgeFile>;
}

/** A file of the export, by its path in it. */
export interface ExportedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ExportedBadge {
  readonly entry: BackpackEntry;
  readonly ownWords: string;
  readonly files: readonly ExportedFile[];
}

export interface ExportedImport {
  readonly badge: ImportedBadge;
  readonly ownWords: string;
  readonly file: ExportedFile;
  readonly picture?: ExportedFile;
}

/** A backpack, to be kept by its learner and to be read without this service. */
export interface ExportedBackpack {
  readonly learner: Learner;
  readonly profile: Profile;
  readonly badges: readonly ExportedBadge[];
  readonly imports: readonly ExportedImport[];
  readonly photos: readonly ExportedFile[];
  /** All that is kept of the learner, as JSON; no secret that opens anything. */
  readonly record: ExportedFile;
}

/** Badges that come as pictures too; those beyond come as JSON and JWT, which say all that was signed. */
const MOST_PICTURED = 150;

/**
 * Gathers everything of a learner: badges in every form, those of elsewhere as they came, photos,
 * and what is kept of them. What was declined is not theirs; what waits for their answer is.
 *
 * @throws {BadgeError} `not_found`
 */
export function exportBackpack(deps: ExportDeps, actor: LearnerActor): Promise<ExportedBackpack> {
  return gather(deps, actor, actor);
}

/**
 * The same, made by a member for somebody who cannot: without what is the learner's own business,
 * which is their words, their collections and for whom they share. The learner sees who did it.
 *
 * @throws {BadgeError} `learner_unknown`
 */
export async function exportForLearner(
  deps: ExportDeps,
  actor: MemberActor,
  learnerId: string,
): Promise<ExportedBackpack> {
  const { id, profileId } = await learnerOf(deps, actor, learnerId);
  return gather(deps, { kind: 'learner', learnerId: id, profileId }, actor);
}

async function gather(
  deps: ExportDeps,
  actor: LearnerActor,
  asking: Actor,
): Promise<ExportedBackpack> {
  const { learnerId, profileId } = actor;
  const [{ learner, profile, entries }, notes] = await Promise.all([
    openBackpack(deps, actor),
    asking.kind === 'learner' ? notesOf(deps, learnerId) : new Map<string, EntryNote>(),
  ]);
  const by = actorName(asking);
  // Before anything is read: the record that they get tells of this export as well.
  await noteAudit(deps, { profileId, learnerId, by, act: 'exported' });
  const badges: ExportedBadge[] = [];
  for (const [at, entry] of entries.entries()) {
    const ownWords = notes.get(entry.award.id)?.ownWords ?? '';
    badges.push({ entry, ownWords, files: await filesOf(deps, entry, at) });
    await deps.turn();
  }
  const taken = await importsOf(deps, learnerId);
  const photos = await photoFiles(deps, actor);
  const whole = await recordOf(deps, actor, learner, profile);
  const record = asking.kind === 'learner' ? whole : withoutOwn(whole);
  return {
    learner,
    profile,
    badges,
    imports: taken.map((one) => ({ ...one, ownWords: notes.get(one.badge.id)?.ownWords ?? '' })),
    photos,
    record: { path: 'profile.json', bytes: json(record) },
  };
}

async function filesOf(
  deps: ExportDeps,
  { credential, achievement }: BackpackEntry,
  at: number,
): Promise<ExportedFile[]> {
  const formats = at < MOST_PICTURED ? FILE_FORMATS : (['json', 'jwt'] as const);
  const folder = `badges/${numbered(at)}-${slug(achievement.name)}`;
  const files: ExportedFile[] = [];
  for (const format of formats) {
    const { bytes } = await deps.file(credential.id, format);
    files.push({ path: `${folder}/badge.${format}`, bytes });
  }
  return files;
}

/** Newest first. */
async function importsOf(deps: ExportDeps, learnerId: string) {
  const ids = (await deps.store.imports.listOf(learnerId)).map(({ id }) => id);
  const badges = new Map(
    (await deps.store.imports.getMany(learnerId, ids)).map((badge) => [badge.id, badge]),
  );
  const inOrder = ids.flatMap((id) => badges.get(id) ?? []);
  return Promise.all(inOrder.map((badge, at) => importOf(deps, badge, at)));
}

async function importOf(
  { store }: Pick<ExportDeps, 'store'>,
  badge: ImportedBadge,
  at: number,
): Promise<Omit<ExportedImport, 'ownWords'>> {
  const folder = `imports/${numbered(at)}-${slug(badge.name)}`;
  const format = badge.text.startsWith('{') ? 'json' : 'jwt';
  const picture = badge.pictureHash && (await store.pictures.get(badge.pictureHash));
  return {
    badge,
    file: { path: `${folder}/badge.${format}`, bytes: new TextEncoder().encode(badge.text) },
    ...(picture ? { picture: { path: `${folder}/picture.png`, bytes: picture } } : {}),
  };
}

/** Those that the learner sees in their backpack. */
async function photoFiles(deps: ExportDeps, actor: LearnerActor): Promise<ExportedFile[]> {
  const all = await deps.store.photos.listOf(actor.learnerId);
  const awardIds = [...new Set(all.map(({ awardId }) => awardId))];
  const shown = await Promise.all(awardIds.map((id) => photosOf(deps, actor, id)));
  const files: ExportedFile[] = [];
  for (const photo of shown.flat()) {
    const bytes = await deps.store.pictures.get(photo.pictureHash);
    if (bytes) files.push({ path: `photos/${numbered(files.length)}.png`, bytes });
  }
  return files;
}

function numbered(at: number): string {
  return String(at + 1).padStart(2, '0');
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
}
