import { type Request, type Response, Router } from 'express';
import { correctAward } from '../../../usecases/awarding/correct-award.ts';
import {
  type OpenedCorrection,
  openCorrection,
  personNamedBy,
} from '../../../usecases/awarding/correctable.ts';
import { type FieldErrors, refusalFor, type Typed, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { personHref } from '../../views/hrefs.ts';
import { fullName } from '../../views/worker/award-names.ts';
import { correctView } from '../../views/worker/correct.ts';
import { correctPreviewView } from '../../views/worker/correct-preview.ts';
import { type CorrectForm, checkCorrectForm, typedNow } from './correct-fields.ts';

type Asked = Request<{ awardId: string }>;
interface Page {
  readonly req: Asked;
  readonly res: Response;
  readonly opened: OpenedCorrection;
}
/** A form that is to be mended, and why. */
interface Refused {
  readonly status: number;
  readonly errors: FieldErrors;
  readonly refusal?: string;
}

const PAGE = '/workshops/awards/:awardId/correct';

/** A badge that was awarded is said anew: the form, what will be signed, the signature. */
export function correctRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const open = (req: Asked, res: Response) =>
    openCorrection(deps, visitOf(res).actor, req.params.awardId);

  function sendForm({ req, res, opened }: Page, typed: Typed, refused?: Refused): void {
    sendPage(req, res.status(refused?.status ?? 200), 'correct', (words) =>
      correctView(words, opened, { errors: {}, ...refused, typed }),
    );
  }

  router.get(PAGE, room.open, async (req, res) => {
    const opened = await open(req, res);
    sendForm({ req, res, opened }, typedNow(opened.saying));
  });

  router.post(PAGE, room.open, room.form, async (req, res) => {
    const opened = await open(req, res);
    const typed = typedOf(req.body);
    const page = { req, res, opened };
    if (typed['step'] === 'change') return sendForm(page, typed);
    const form = checkCorrectForm(deps, wordsFor(req), req.body);
    if (!form.ok) return sendForm(page, typed, { status: 422, errors: form.errors });
    const named = await namedIn(deps, page, form.value);
    if (named) return sendForm(page, typed, named);
    if (form.value.step === 'look') {
      return sendPage(req, res, 'correct-preview', (words) =>
        correctPreviewView(words, opened, form.value, typed),
      );
    }
    const refused = await signOrRefusal(deps, page, form.value);
    if (!refused) return res.redirect(303, `${personHref(opened.award.learnerId)}?done=corrected`);
    // Somebody else was first: what they said stands in the form that is opened again.
    sendForm({ ...page, opened: await open(req, res) }, typed, refused);
  });

  return router;
}

async function namedIn(
  deps: WebDeps,
  { req, opened }: Page,
  { text, isTextChecked }: CorrectForm,
): Promise<Refused | undefined> {
  const named = isTextChecked ? undefined : await personNamedBy(deps, opened.award, text);
  if (!named) return undefined;
  const checked = wordsFor(req).t('awardPreview.named', { name: fullName(named) });
  return { status: STATUS_OF.text_names_someone, errors: { checked } };
}

async function signOrRefusal(
  deps: WebDeps,
  { req, res, opened }: Page,
  { text, wasWrong, isTextChecked, number }: CorrectForm,
): Promise<Refused | undefined> {
  try {
    const command = { awardId: opened.award.id, text, wasWrong, isTextChecked, number };
    await correctAward(deps, visitOf(res).actor, command);
    return undefined;
  } catch (error) {
    const { code, params } = refusalFor(error);
    // The form cannot be opened any more: then the error has a page of its own.
    if (code === 'award_revoked' || code === 'award_unknown') throw error;
    const refusal = wordsFor(req).error(code, params);
    return { status: STATUS_OF[code], errors: {}, refusal };
  }
}
