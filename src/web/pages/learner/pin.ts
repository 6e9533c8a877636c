import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { isEasyPin, PIN_PATTERN } from '../../../domain/pin.ts';
import { type PinHelp, pinHelpOf } from '../../../usecases/backpack/forgotten-pin.ts';
import { choosePin, hasPin, isUnlocked, unlock } from '../../../usecases/backpack/pin.ts';
import { type FieldErrors, refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { safeReturnTo } from '../../return-to.ts';
import { STATUS_OF } from '../../status-of.ts';
import { type PinState, pinView } from '../../views/learner/pin.ts';
import type { Words } from '../../words.ts';

const typed = z.string().trim().max(100).catch('');
const PinForm = z.object({ pin: typed, again: typed, returnTo: z.string().catch('') }).catch({
  pin: '',
  again: '',
  returnTo: '',
});

/** The PIN: chosen at the first act that needs it, given later on, changed when one likes. */
export function pinRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const { origin } = deps;

  router.get('/backpack/pin', room.open, async (req, res) => {
    const { actor, link } = learnerVisitOf(res);
    const returnTo = pageAfter(req.query['returnTo'], origin);
    const has = await hasPin(deps, actor.learnerId);
    if (has && (await isUnlocked(deps, link))) return res.redirect(303, returnTo);
    const help = await helpFor(deps, res);
    const isSent = req.query['done'] === 'sent';
    const state: PinState = { ask: has ? 'give' : 'first', returnTo, help, isSent };
    sendPage(req, res, 'pin', (words) => pinView(words, state));
  });

  router.post('/backpack/pin', room.open, room.form, async (req, res) => {
    const { pin, returnTo } = PinForm.parse(req.body);
    const next = pageAfter(returnTo, origin);
    try {
      await unlock(deps, learnerVisitOf(res), pin);
      res.redirect(303, next);
    } catch (error) {
      const { code, params } = refusalFor(error);
      if (code === 'pin_required') return res.redirect(303, askingFor(next));
      const minutes = code === 'pin_locked' ? Number(params['minutes']) : undefined;
      const help = await helpFor(deps, res);
      sendPage(req, res.status(STATUS_OF[code]), 'pin', (words) =>
        pinView(words, {
          ask: 'give',
          help,
          returnTo: next,
          lockedMinutes: minutes,
          errors: code === 'pin_locked' ? {} : { pin: words.error(code, params) },
        }),
      );
    }
  });

  addChoosing(router, deps, sendPage);
  return router;
}

function addChoosing(router: Router, deps: WebDeps, sendPage: SendPage): void {
  const room = createLearnerRoom(deps);

  router.get('/backpack/me/pin', room.open, async (req, res) => {
    const { actor, link } = learnerVisitOf(res);
    const has = await hasPin(deps, actor.learnerId);
    if (has && !(await isUnlocked(deps, link))) return res.redirect(303, askingFor(req.path));
    const help = await helpFor(deps, res);
    const returnTo = '/backpack/me?done=pin';
    const state: PinState = { ask: has ? 'other' : 'first', returnTo, help };
    sendPage(req, res, 'pin', (words) => pinView(words, state));
  });

  router.post('/backpack/me/pin', room.open, room.form, (req, res) =>
    choose(deps, sendPage, req, res),
  );
}

async function choose(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const visit = learnerVisitOf(res);
  const form = PinForm.parse(req.body);
  const returnTo = pageAfter(form.returnTo, deps.origin);
  const words = wordsFor(req);
  const help = await helpFor(deps, res);
  const refuse = (status: number, ask: PinState['ask'], errors: FieldErrors) =>
    sendPage(req, res.status(status), 'pin', () => pinView(words, { ask, returnTo, help, errors }));
  const errors = errorsOf(words, form);
  const has = await hasPin(deps, visit.actor.learnerId);
  if (Object.keys(errors).length > 0) return refuse(422, has ? 'other' : 'first', errors);
  try {
    await choosePin(deps, visit, form.pin);
    res.redirect(303, returnTo);
  } catch (error) {
    if (refusalFor(error).code !== 'pin_required') throw error;
    // Another tab was quicker: the PIN that was chosen there is asked for.
    refuse(422, 'give', { pin: words.t('pin.chosenElsewhere') });
  }
}

function helpFor(deps: WebDeps, res: Response): Promise<PinHelp> {
  const { profile, learner } = learnerVisitOf(res);
  return pinHelpOf(deps, profile, learner.id);
}

function errorsOf(words: Words, { pin, again }: z.output<typeof PinForm>): FieldErrors {
  if (!PIN_PATTERN.test(pin)) return { pin: words.t('pin.figures') };
  if (isEasyPin(pin)) return { pin: words.t('pin.easy') };
  return pin === again ? {} : { again: words.t('pin.differ') };
}

function askingFor(page: string): string {
  return `/backpack/pin?returnTo=${encodeURIComponent(page)}`;
}

function pageAfter(value: unknown, origin: string): string {
  return safeReturnTo(value || '/backpack/me', origin);
}
