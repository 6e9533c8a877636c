import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { AGE_BANDS, type Age, untilFault } from '../../../domain/age.ts';
import { tidyName } from '../../../domain/learner.ts';
import { changeAge, renameLearner } from '../../../usecases/people/describe-learner.ts';
import { learnerOf } from '../../../usecases/people/learner-of.ts';
import { type Checked, checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import { monthOf } from '../../month.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { personHref } from '../../views/hrefs.ts';
import { personAgeView } from '../../views/worker/person-age.ts';
import { MOST_OF_NAME, personNameView } from '../../views/worker/person-name.ts';
import type { Words } from '../../words.ts';

const AgeForm = z.strictObject({
  band: z.enum(AGE_BANDS),
  until: z.string().trim().max(30).default(''),
});

const part = z.string().max(MOST_OF_NAME).default('').transform(tidyName);
const NameForm = z.strictObject({ firstName: part, lastName: part, nickname: part });

type Asked = Request<{ learnerId: string }>;

/** What the centre may mend about a person: how old they are, and how they are called. */
export function personFactsRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const learnerIn = (req: Asked, res: Response) =>
    learnerOf(deps, visitOf(res).actor, req.params.learnerId);

  router.get('/people/:learnerId/age', room.open, async (req, res) => {
    const learner = await learnerIn(req, res);
    sendPage(req, res, 'person-age', (words) => personAgeView(words, learner));
  });

  router.post('/people/:learnerId/age', room.open, room.form, async (req, res) => {
    const { learnerId } = req.params;
    const learner = await learnerIn(req, res);
    const form = checkAge(wordsFor(req), req.body, deps.now());
    if (form.ok) {
      await changeAge(deps, visitOf(res).actor, { learnerId, age: form.value });
      return res.redirect(303, `${personHref(learnerId)}/consent?done=age`);
    }
    const state = { typed: typedOf(req.body), errors: form.errors };
    sendPage(req, res.status(422), 'person-age', (words) => personAgeView(words, learner, state));
  });

  router.get('/people/:learnerId/name', room.open, async (req, res) => {
    const learner = await learnerIn(req, res);
    sendPage(req, res, 'person-name', (words) => personNameView(words, learner));
  });

  router.post('/people/:learnerId/name', room.open, room.form, async (req, res) => {
    const learner = await learnerIn(req, res);
    const state = await rename(deps, req, res);
    if (!state) return res.redirect(303, `${personHref(req.params.learnerId)}?done=renamed`);
    const { status, ...shown } = { ...state, typed: typedOf(req.body) };
    sendPage(req, res.status(status), 'person-name', (words) =>
      personNameView(words, learner, shown),
    );
  });

  return router;
}

/** Nothing when it is done; otherwise what the page says. */
async function rename(deps: WebDeps, req: Asked, res: Response) {
  const words = wordsFor(req);
  const form = checkForm(words, NameForm, req.body);
  if (!form.ok) return { status: 422, errors: form.errors };
  const { firstName, lastName, nickname } = form.value;
  if (!firstName && !lastName && !nickname) {
    return { status: 422, errors: { firstName: words.t('rename.someName') } };
  }
  const { learnerId } = req.params;
  try {
    await renameLearner(deps, visitOf(res).actor, { learnerId, name: form.value });
    return undefined;
  } catch (error) {
    const { code, params } = refusalFor(error);
    if (code !== 'name_taken' && code !== 'own_person' && code !== 'own_name') throw error;
    return { status: STATUS_OF[code], refusal: words.error(code, params) };
  }
}

function checkAge(words: Words, body: unknown, now: Date): Checked<Age> {
  const form = checkForm(words, AgeForm, body);
  if (!form.ok) return form;
  const { band, until } = form.value;
  if (band === 'adult') return { ok: true, value: { band } };
  const wrong = (text: string): Checked<Age> => ({ ok: false, errors: { until: text } });
  if (!until) return wrong(words.t('age.untilMissing'));
  const bandUntil = monthOf(until);
  if (!bandUntil) return wrong(words.t('age.untilWrong', { example: '03/2030' }));
  const fault = untilFault(band, bandUntil, now);
  if (fault === 'past') return wrong(words.t('age.untilPast'));
  if (fault === 'far') return wrong(words.t('age.untilFar'));
  return { ok: true, value: { band, bandUntil } };
}
