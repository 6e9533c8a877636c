import { actorName, type LearnerActor, type MemberActor } from '../../domain/actor.ts';
import type { Award } from '../../domain/award.ts';
import type { Photo } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { noteAudit } from '../people/audit.ts';
import { consentStanding } from '../people/consent.ts';
import { learnerOf } from '../people/learner-of.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { BackpackDeps } from './deps.ts';

/** Pictures that one award may have. */
const MOST_PHOTOS = 6;

interface PhotoDeps extends BackpackDeps {
  /**
   * Keeps a picture made anew, under its hash, which `show` is told before: nothing but pixels is
   * left of what came.
   */
  readonly remake: (bytes: Uint8Array, show: (hash: string) => Promise<void>) => Promise<string>;
}

/**
 * A member adds a picture of what was made, for the learner alone. Who may be told by it has to
 * have agreed, with both parents of a minor.
 *
 * @throws {BadgeError} `award_unknown`, `photo_consent_required`, `photos_too_many`; of what is no
 *   picture `image_too_large`, `picture_unreadable`; `not_found` when they were erased meanwhile
 */
export async function addPhoto(
  deps: PhotoDeps,
  actor: MemberActor,
  command: { readonly awardId: string; readonly recognisable: boolean; readonly bytes: Uint8Array },
): Promise<void> {
  const { recognisable } = command;
  const { learnerId } = await awardOf(deps, actor, command.awardId);
  if (recognisable) await refuseWithoutConsent(deps, actor, learnerId);
  const before = await deps.store.photos.listOf(learnerId);
  if (before.filter(({ awardId }) => awardId === command.awardId).length >= MOST_PHOTOS) {
    throw new BadgeError('photos_too_many', 'The award has all it may have.', {
      params: { max: MOST_PHOTOS },
    });
  }
  const { profileId } = actor;
  const photo: Omit<Photo, 'pictureHash'> = {
    id: deps.newId(),
    profileId,
    learnerId,
    awardId: command.awardId,
    recognisable,
    createdBy: actorName(actor),
    createdAt: deps.now().toISOString(),
  };
  // The row before its picture, so that a crash leaves no picture that an erasure cannot find; and
  // once more after it, for an erasure that came between.
  const show = async (pictureHash: string) => {
    await deps.store.photos.insert({ ...photo, pictureHash });
  };
  await show(await deps.remake(command.bytes, show));
  await noteAudit(deps, { profileId, learnerId, by: actorName(actor), act: 'photo-added' });
  await refuseErased(deps, photo, []);
  if (!recognisable) return;
  // Somebody may have said no in the meantime: the stricter wins.
  try {
    await refuseWithoutConsent(deps, actor, learnerId);
  } catch (refusal) {
    await deps.store.photos.remove(profileId, photo.id);
    throw refusal;
  }
}

/**
 * The pictures of one award that its learner sees, oldest first. Those that show who it is wait
 * while an answer is missing: at fifteen and at eighteen they are asked again.
 */
export async function photosOf(
  deps: BackpackDeps,
  actor: LearnerActor,
  awardId: string,
): Promise<Photo[]> {
  const photos = await deps.store.photos.listOf(actor.learnerId);
  const shown = photos.filter(
    (photo) => photo.awardId === awardId && photo.profileId === actor.profileId,
  );
  if (!shown.some(({ recognisable }) => recognisable)) return shown;
  const isAllowed = await mayBeRecognised(deps, actor, actor.learnerId);
  return shown.filter(({ recognisable }) => isAllowed || !recognisable);
}

/** PNG. @throws {BadgeError} `photo_unknown` */
export async function pictureOfPhoto(
  deps: BackpackDeps,
  actor: LearnerActor,
  photoId: string,
): Promise<Uint8Array> {
  const photo = await deps.store.photos.get(actor.profileId, photoId);
  if (photo?.learnerId !== actor.learnerId) throw unknown();
  const shown = await photosOf(deps, actor, photo.awardId);
  const picture = shown.some(({ id }) => id === photoId)
    ? await deps.store.pictures.get(photo.pictureHash)
    : undefined;
  if (!picture) throw unknown();
  return picture;
}

/** What the team may know of an award's pictures, oldest first: that they are there. */
export async function listPhotos(
  deps: Pick<BackpackDeps, 'store'>,
  actor: MemberActor,
  awardId: string,
): Promise<Photo[]> {
  const { learnerId } = await awardOf(deps, actor, awardId);
  const photos = await deps.store.photos.listOf(learnerId);
  return photos.filter((photo) => photo.awardId === awardId);
}

/** Removes a picture, for its learner or for a member. @throws {BadgeError} `photo_unknown` */
export async function removePhoto(
  deps: BackpackDeps,
  actor: LearnerActor | MemberActor,
  photoId: string,
): Promise<Photo> {
  const photo = await deps.store.photos.get(actor.profileId, photoId);
  const isForeign = actor.kind === 'learner' && photo?.learnerId !== actor.learnerId;
  if (!photo || isForeign) throw unknown();
  await deps.store.photos.remove(actor.profileId, photoId);
  const { profileId, learnerId } = photo;
  await noteAudit(deps, { profileId, learnerId, by: actorName(actor), act: 'photo-removed' });
  return photo;
}

async function awardOf(
  { store }: Pick<BackpackDeps, 'store'>,
  { profileId }: MemberActor,
  awardId: string,
): Promise<Award> {
  const award = await store.awards.get(awardId);
  if (award?.profileId !== profileId || award.state === 'voided') {
    throw new BadgeError('award_unknown', 'No such award in this profile.');
  }
  return award;
}

async function mayBeRecognised(
  deps: BackpackDeps,
  actor: LearnerActor | MemberActor,
  learnerId: string,
): Promise<boolean> {
  const learner = await learnerOf(deps, actor, learnerId);
  return (await consentStanding(deps, learner, 'photo')).allowed;
}

async function refuseWithoutConsent(deps: BackpackDeps, actor: MemberActor, learnerId: string) {
  if (await mayBeRecognised(deps, actor, learnerId)) return;
  throw new BadgeError('photo_consent_required', 'Not everybody agreed to photos.');
}

function unknown(): BadgeError {
  return new BadgeError('photo_unknown', 'No such photo.');
}
