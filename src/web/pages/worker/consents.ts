import { Router } from 'express';
import * as z from 'zod';
import {
  CAPACITIES,
  CAPACITIES_OF,
  PARTIES,
  PURPOSES,
  partiesAsked,
} from '../../../domain/consent.ts';
import type { Learner } from '../../../domain/learner.ts';
import { parse } from '../../../domain/parse.ts';
import { learnerOf } from '../../../usecases/people/learner-of.ts';
import { type Answers, recordConsents } from '../../../usecases/people/record-consents.ts';
import { type Checked, checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendConsents } from '../../send-consents.ts';
import { consentHref } from '../../views/hrefs.ts';
import { CONSENT_DONE } from '../../views/worker/consents.ts';
import type { Words } from '../../words.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);
const decision = z.preprocess(empty, z.enum(['given', 'withdrawn']).optional());

const RecordForm = z.strictObject({
  party: z.enum(PARTIES).default('learner'),
  capacity: z.preprocess(empty, z.enum(CAPACITIES).optional()),
  'named-share': decision,
  'public-page': decision,
  photo: decision,
});
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
  const { party, capacity, ...answered } = form.value;
  const decisions = PURPOSES.flatMap((purpose) => {
    const said = answered[purpose];
    return said ? [[purpose, said] as const] : [];
  });
  const errors: Record<string, string> = {};
  for (const [purpose] of decisions) {
    if (partiesAsked(purpose, learner, now).includes(party)) continue;
    errors[purpose] = words.t('consent.notAsked');
  }
  if (decisions.length === 0) errors['named-share'] = words.t('consent.nothing');
  const isYes = decisions.some(([, said]) => said === 'given');
  if (party !== 'learner') {
    if (isYes && !capacity) errors['capacity'] = words.t('consent.capacityMissing');
    if (capacity && !CAPACITIES_OF[party].includes(capacity)) {
      errors['capacity'] = words.t('consent.capacityUnfit');
    }
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const value = { party, decisions: Object.fromEntries(decisions) };
  return { ok: true, value: capacity ? { ...value, capacity } : value };
}
