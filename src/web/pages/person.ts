import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../domain/email-address.ts';
import { displayName } from '../../domain/learner.ts';
import { parse } from '../../domain/parse.ts';
import { groupedCode } from '../../domain/typed-code.ts';
import { handOver, sendBackpackLink } from '../../usecases/people/hand-over.ts';
import { openPerson } from '../../usecases/people/open-person.ts';
import { checkForm, refusalFor, typedOf } from '../check-form.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import type { Limits } from '../limits.ts';
import { createMemberRoom, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { plainText } from '../plain-text.ts';
import { STATUS_OF } from '../problem.ts';
import { personHref } from '../views/hrefs.ts';
import { type PersonState, personView } from '../views/person.ts';
import { sendSlips } from './slips.ts';

const LinkForm = z.strictObject({ withdraw: z.literal('yes').optional() });
const LetterForm = z.strictObject({ to: EmailAddress });

type Asked = Request<{ learnerId: string }>;

/** One person: their badges, and a new link to them when the old one is lost. */
export function personRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/people/:learnerId', room.open, async (req, res) => {
    const done = req.query['done'];
    const state = done === 'sent' || done === 'revoked' ? ({ done } as const) : {};
    await sendPerson(deps, sendPage, req, res, state);
  });

  /** The secret of a new link is kept as a hash alone, so it is shown in this answer or never. */
  router.post('/people/:learnerId/link', room.open, room.form, async (req, res) => {
    const { learnerId } = req.params;
    const form = parse(LinkForm, req.body ?? {}, 'form_invalid');
    const command = { learnerIds: [learnerId], withdrawOlder: form.withdraw === 'yes' };
    const handed = await handOver(deps, visitOf(res).actor, command);
    await sendSlips(deps, sendPage, req, res, { handed, back: personHref(learnerId) });
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
    await sendBackpackLink({ ...deps, mail }, actor, {
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
  state: Omit<PersonState, 'hasMail'>,
): Promise<void> {
  const person = await openPerson(deps, visitOf(res).actor, req.params.learnerId);
  const hasMail = deps.mail !== undefined;
  sendPage(req, res, 'person', (words) => personView(words, person, { ...state, hasMail }));
}
