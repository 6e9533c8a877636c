import { Router } from 'express';
import { type Answers, faultsOf } from '../../../domain/consent.ts';
import {
  answerAsGuardian,
  type OpenedGuardian,
  openGuardianLink,
} from '../../../usecases/people/guardian-link.ts';
import { type Checked, checkForm, typedOf } from '../../check-form.ts';
import { AnswerFields, answersIn } from '../../consent-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { guardianView } from '../../views/everyone/guardian.ts';
import { guardianHref } from '../../views/hrefs.ts';
import type { Words } from '../../words.ts';
import { readForm } from '../forms.ts';

/**
 * Where a parent answers by the link that they were given, and takes an answer back. Looking
 * changes nothing, since mail scanners and previews look too.
 */
export function guardianRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/consent/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    const opened = await openGuardianLink(deps, token);
    const state = { action: guardianHref(token), saved: req.query['done'] === 'saved' };
    sendPage(req, res, 'guardian', (words) => guardianView(words, opened, state));
  });

  router.post('/consent/:token', limits.wrongLinks, readForm, async (req, res) => {
    const { token } = req.params;
    const opened = await openGuardianLink(deps, token);
    const form = checkAnswers(wordsFor(req), req.body, opened, deps.now());
    if (form.ok) {
      await answerAsGuardian(deps, token, form.value);
      return res.redirect(303, `${guardianHref(token)}?done=saved`);
    }
    const action = guardianHref(token);
    const state = { action, typed: typedOf(req.body), errors: form.errors };
    sendPage(req, res.status(422), 'guardian', (words) => guardianView(words, opened, state));
  });

  return router;
}

/** What was answered, or what is to mend beside its field. */
function checkAnswers(
  words: Words,
  body: unknown,
  { party, learner }: OpenedGuardian,
  now: Date,
): Checked<Omit<Answers, 'party'>> {
  const form = checkForm(words, AnswerFields, body);
  if (!form.ok) return form;
  const { party: _, ...given } = answersIn(party, form.value);
  const fault = faultsOf({ ...given, party }, learner, now).capacity;
  const said = Object.values(given.decisions);
  const errors: Record<string, string> = {};
  if (said.length === 0) errors['photo'] = words.t('consent.nothing');
  if (fault && said.includes('given')) errors['capacity'] = words.t('guardian.capacityMissing');
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  // Nobody needs a capacity to say no.
  return { ok: true, value: fault ? { decisions: given.decisions } : given };
}
