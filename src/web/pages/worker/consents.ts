import { Router } from 'express';
import * as z from 'zod';
import { type Answers, faultsOf, PARTIES, PURPOSES } from '../../../domain/consent.ts';
import type { Learner } from '../../../domain/learner.ts';
import { parse } from '../../../domain/parse.ts';
import { learnerOf } from '../../../usecases/people/learner-of.ts';
import { recordConsents } from '../../../usecases/people/record-consents.ts';
import { type Checked, checkForm, typedOf } from '../../check-form.ts';
import { AnswerFields, answersIn } from '../../consent-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendConsents } from '../../send-consents.ts';
import { consentHref } from '../../views/hrefs.ts';
import { CONSENT_DONE } from '../../views/worker/consents.ts';
import type { Words } from '../../words.ts';

const RecordForm = AnswerFields.extend({ party: z.enum(PARTIES).default('learner') });
const WithdrawForm = z.strictObject({ purpose: z.enum(PURPOSES), party: z.enum(PARTIES) });

const PAGE = '/people/:learnerId/consent';

/** What a person and their parents agreed to: noted by the team, whatever it closes is closed at once. */
export function consentRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get(PAGE, room.open, async (req, res) => {
    const done = CONSENT_DONE.find((one) => one === req.query['done']);
    await sendConsents(deps, sendPage, req, res, done ? { done } : {});
  });

  router.post(PAGE, room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { learnerId } = req.params;
    const learner = await learnerOf(deps, actor, learnerId);
    const form = checkAnswers(wordsFor(req), req.body, learner, deps.now());
    if (form.ok) {
      await recordConsents(deps, actor, { learnerId, ...form.value });
      return res.redirect(303, `${consentHref(learnerId)}?done=saved`);
    }
    const state = { typed: typedOf(req.body), errors: form.errors };
    await sendConsents(deps, sendPage, req, res.status(422), state);
  });

  router.post(`${PAGE}/withdraw`, room.open, room.form, async (req, res) => {
    const { purpose, party } = parse(WithdrawForm, req.body ?? {}, 'form_invalid');
    const { learnerId } = req.params;
    const decisions = { [purpose]: 'withdrawn' } as const;
    await recordConsents(deps, visitOf(res).actor, { learnerId, party, decisions });
    res.redirect(303, `${consentHref(learnerId)}?done=withdrawn`);
  });

  return router;
}

/** What was answered, or what is to mend beside its field. */
function checkAnswers(words: Words, body: unknown, learner: Learner, now: Date): Checked<Answers> {
  const form = checkForm(words, RecordForm, body);
  if (!form.ok) return form;
  const { party, ...fields } = form.value;
  const answers = answersIn(party, fields);
  const { notAsked, capacity } = faultsOf(answers, learner, now);
  const errors: Record<string, string> = {};
  for (const purpose of notAsked) errors[purpose] = words.t('consent.notAsked');
  if (Object.keys(answers.decisions).length === 0)
    errors['named-share'] = words.t('consent.nothing');
  if (capacity === 'missing') errors['capacity'] = words.t('consent.capacityMissing');
  if (capacity === 'unfit') errors['capacity'] = words.t('consent.capacityUnfit');
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: answers };
}
