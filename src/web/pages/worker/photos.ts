import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import {
  addPhoto,
  listPhotos,
  pictureOfPhoto,
  removePhoto,
} from '../../../usecases/backpack/photos.ts';
import { consentStanding } from '../../../usecases/people/consent.ts';
import { learnerOf } from '../../../usecases/people/learner-of.ts';
import { openAward } from '../../../usecases/people/open-person.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import { createMemberRoom, uploadOf, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendDocument } from '../../send-document.ts';
import { STATUS_OF } from '../../status-of.ts';
import { personHref } from '../../views/hrefs.ts';
import {
  type AwardPhotosState,
  awardPhotosView,
  PHOTO_DONE,
} from '../../views/worker/award-photos.ts';
import type { Words } from '../../words.ts';

const PhotoForm = z.strictObject({ shows: z.enum(['hands', 'recognisable']) });

type Asked = Request<{ learnerId: string; awardId: string }>;
const PAGE = '/people/:learnerId/awards/:awardId/photo';
const PHOTO = '/people/:learnerId/photos/:photoId';
const OWN_PHOTO = '/backpack/photos/:photoId';

/** Pictures of what was made: added by the team, seen in the backpack alone. */
export function photoRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const members = createMemberRoom(deps);
  const learners = createLearnerRoom(deps);

  router.get(PAGE, members.open, async (req, res) => {
    const done = PHOTO_DONE.find((one) => one === req.query['done']);
    await sendPhotos(deps, sendPage, req, res, done ? { done } : {});
  });

  router.post(PAGE, members.open, members.upload, async (req, res) => {
    const state = await add(deps, req, res);
    if (!state) return res.redirect(303, `${req.path}?done=added`);
    const { status, ...shown } = { ...state, typed: typedOf(req.body) };
    await sendPhotos(deps, sendPage, req, res.status(status), shown);
  });

  router.post(`${PHOTO}/remove`, members.open, members.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { learnerId, photoId } = req.params;
    await learnerOf(deps, actor, learnerId);
    const { awardId } = await removePhoto(deps, actor, photoId);
    const page = `${personHref(learnerId)}/awards/${encodeURIComponent(awardId)}/photo`;
    res.redirect(303, `${page}?done=removed`);
  });

  router.get(OWN_PHOTO, learners.open, async (req, res) => {
    const png = await pictureOfPhoto(deps, learnerVisitOf(res).actor, req.params.photoId);
    sendDocument(res, png, { type: 'image/png', cache: 'no-store' });
  });

  router.post(`${OWN_PHOTO}/remove`, learners.open, learners.form, async (req, res) => {
    const { awardId } = await removePhoto(deps, learnerVisitOf(res).actor, req.params.photoId);
    res.redirect(303, `/backpack/badges/${encodeURIComponent(awardId)}`);
  });

  return router;
}

/** Nothing when it is there; otherwise what the page says. */
async function add(deps: WebDeps, req: Asked, res: Response) {
  const words = wordsFor(req);
  const { awardId } = req.params;
  await refuseOthersAward(deps, req, res);
  const form = checkForm(words, PhotoForm, req.body);
  const bytes = uploadOf(res);
  if (!form.ok) return { status: 422, errors: form.errors };
  if (!bytes) return { status: 422, errors: { photo: words.t('photo.fileMissing') } };
  const recognisable = form.value.shows === 'recognisable';
  try {
    const { remake } = deps.designs;
    const command = { awardId, recognisable, bytes };
    await addPhoto({ ...deps, remake }, visitOf(res).actor, command);
    return undefined;
  } catch (error) {
    return photoState(words, error);
  }
}

/** A refusal beside its field; what was no picture for the cage is told by what people meet. */
function photoState(words: Words, error: unknown) {
  const { code, params } = refusalFor(error);
  const status = STATUS_OF[code];
  const sentence = words.error(code, params);
  if (code === 'photo_consent_required') return { status, errors: { shows: sentence } };
  if (code === 'photos_too_many') return { status, refusal: sentence };
  if (code === 'image_too_large') return { status, errors: { photo: sentence } };
  const isPicture = /^(picture_|svg_|xml_|invalid_utf8)/.test(code);
  if (isPicture) return { status, errors: { photo: words.t('photo.unreadable') } };
  throw error;
}

async function refuseOthersAward(deps: WebDeps, req: Asked, res: Response) {
  const line = await openAward(deps, visitOf(res).actor, req.params.awardId);
  if (line.award.learnerId !== req.params.learnerId || line.award.state === 'voided') {
    throw new BadgeError('award_unknown', 'No such award of this learner.');
  }
  return line;
}

async function sendPhotos(
  deps: WebDeps,
  sendPage: SendPage,
  req: Asked,
  res: Response,
  state: AwardPhotosState,
): Promise<void> {
  const { actor } = visitOf(res);
  const line = await refuseOthersAward(deps, req, res);
  const learner = await learnerOf(deps, actor, req.params.learnerId);
  const [photos, standing] = await Promise.all([
    listPhotos(deps, actor, req.params.awardId),
    consentStanding(deps, learner, 'photo'),
  ]);
  sendPage(req, res, 'award-photos', (words) =>
    awardPhotosView(words, { line, learner, photos, standing }, state),
  );
}
