import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { displayName } from '../../../domain/learner.ts';
import { groupedCode } from '../../../domain/typed-code.ts';
import { erasureAhead } from '../../../usecases/people/erase-due.ts';
import { sendCard } from '../../../usecases/people/hand-over.ts';
import { noteLook, openPerson } from '../../../usecases/people/open-person.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { STATUS_OF } from '../../status-of.ts';
import { personHref } from '../../views/hrefs.ts';
import { DONE, type PersonState, personView } from '../../views/worker/person.ts';

const LetterForm = z.strictObject({ to: EmailAddress });

type Asked = Request<{ learnerId: string }>;

/** One person: their badges, and their cards. */
export function personRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/people/:learnerId', room.open, async (req, res) => {
    const done = DONE.find((one) => one === req.query['done']);
    await sendPerson(deps, sendPage, req, res, done ? { done } : {});
  });

  const letter = [room.open, room.form, limits.letters];
  router.post('/people/:learnerId/letter', letter, async (req: Asked, res: Response) => {
    const form = checkForm(wordsFor(req), LetterForm, req.body);
    const state = form.ok
      ? await sendLetter(deps, req, res, form.value.to)
      : { status: 422, errors: form.errors };
    if (!state) return res.redirect(303, `${personHref(req.params.learnerId)}?done=sent`);
    const { status, ...shown } = state;
    await sendPerson(deps, sendPage, req, res.status(status), {
      ...shown,
      typed: typedOf(req.body),
    });
  });

  return router;
}

/** Sends the link by e-mail; what the page says when the letter did not leave. */
async function sendLetter(deps: WebDeps, req: Asked, res: Response, to: string) {
  const words = wordsFor(req);
  const { actor, profile } = visitOf(res);
  const { mail } = deps;
  // The page of such a service offers no letter.
  if (!mail) return { status: 422, refusal: words.error('mail_failed') };
  try {
    await sendCard({ ...deps, mail }, actor, {
      learnerId: req.params.learnerId,
      to,
      letter: ({ learner, secret, code }) => ({
        subject: words.t('person.letterSubject'),
        text: words.t('person.letterText', {
          name: plainText(displayName(learner)),
          centre: plainText(profile.name),
          link: `${deps.origin}/card#${secret}`,
          code: groupedCode(code),
        }),
      }),
    });
    return undefined;
  } catch (error) {
    const { code, params } = refusalFor(error);
    if (code !== 'mail_failed' && code !== 'mail_address_invalid') throw error;
    return { status: STATUS_OF[code], refusal: words.error(code, params) };
  }
}

async function sendPerson(
  deps: WebDeps,
  sendPage: SendPage,
  req: Asked,
  res: Response,
  state: Omit<PersonState, 'hasMail' | 'now' | 'erasedOn'>,
): Promise<void> {
  const erasure = await erasureAhead(deps, req.params.learnerId);
  const person = await openPerson(deps, visitOf(res).actor, req.params.learnerId);
  // A look that cannot be written down is not given.
  await noteLook(deps, visitOf(res).actor, req.params.learnerId);
  const known = { hasMail: deps.mail !== undefined, now: deps.now(), erasedOn: erasure?.dueAt };
  sendPage(req, res, 'person', (words) => personView(words, person, { ...state, ...known }));
}
