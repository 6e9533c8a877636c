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
import { STATUS_OF } from '../../problem.ts';
import { personHref } from '../../views/hrefs.ts';
import { fullName } from '../../views/worker/award-names.ts';
import { correctView } from '../../views/worker/correct.ts';
import { correctPreviewView } from '../../views/worker/correct-preview.ts';
import type { Words } from '../../words.ts';
import { type CorrectForm, checkCorrectForm, typedNow } from './correct-fields.ts';

type Asked = Request<{ awardId: string }>;
/** A form that is to be mended, and why. */
interface Refused {
  readonly status: number;
  readonly errors: FieldErrors;
  readonly refusal?: string;
}

/** A badge that was awarded is said anew: the form, what will be signed, the signature. */
export function correctRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const address = '/workshops/awards/:awardId/correct';
  const open = (req: Asked, res: Response) =>
    openCorrection(deps, visitOf(res).actor, req.params.awardId);

  function sendForm(
    page: { req: Asked; res: Response; opened: OpenedCorrection },
    typed: Typed,
    refused?: Refused,
  ): void {
    const { req, res, opened } = page;
    sendPage(req, res.status(refused?.status ?? 200), 'correct', (words) =>
      correctView(words, opened, { errors: {}, ...refused, typed }),
    );
  }

  router.get(address, room.open, async (req: Asked, res: Response) => {
    const opened = await open(req, res);
    sendForm({ req, res, opened }, typedNow(opened.saying));
  });

  router.post(address, room.open, room.form, async (req: Asked, res: Response) => {
    const opened = await open(req, res);
    const words = wordsFor(req);
    const typed = typedOf(req.body);
    const page = { req, res, opened };
    if (typed['step'] === 'change') return sendForm(page, typed);
    const form = checkCorrectForm(deps, words, req.body);
    if (!form.ok) return sendForm(page, typed, { status: 422, errors: form.errors });
    const named = await namedIn(words, opened, form.value);
    if (named) return sendForm(page, typed, named);
    if (form.value.step === 'look') {
      return sendPage(req, res, 'correct-preview', (shown) =>
        correctPreviewView(shown, opened, form.value, typed),
      );
    }
    const refused = await signOrRefusal(res, words, opened, form.value);
    if (!refused) return res.redirect(303, `${personHref(opened.award.learnerId)}?done=corrected`);
    // Somebody else was first: what they said stands in the form that is opened again.
    sendForm({ ...page, opened: await open(req, res) }, typed, refused);
  });

  async function namedIn(
    words: Words,
    { award }: OpenedCorrection,
    { text, isTextChecked }: CorrectForm,
  ): Promise<Refused | undefined> {
    const named = isTextChecked ? undefined : await personNamedBy(deps, award, text);
    if (!named) return undefined;
    const checked = words.t('awardPreview.named', { name: fullName(named) });
    return { status: STATUS_OF.text_names_someone, errors: { checked } };
  }

  async function signOrRefusal(
    res: Response,
    words: Words,
    { award }: OpenedCorrection,
    { text, wasWrong, isTextChecked, number }: CorrectForm,
  ): Promise<Refused | undefined> {
    try {
      const command = { awardId: award.id, text, wasWrong, isTextChecked, number };
      await correctAward(deps, visitOf(res).actor, command);
      return undefined;
    } catch (error) {
      const { code, params } = refusalFor(error);
      // The form cannot be opened any more: then the error has a page of its own.
      if (code === 'award_revoked' || code === 'award_unknown') throw error;
      return { status: STATUS_OF[code], errors: {}, refusal: words.error(code, params) };
    }
  }

  return router;
}
