import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { ageAt, isAtLeast } from '../../../domain/age.ts';
import { EmailAddress } from '../../../domain/email-address.ts';
import {
  askForAddress,
  listAddresses,
  removeAddress,
} from '../../../usecases/backpack/learner-addresses.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, type LearnerVisit, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { type LearnerEmailState, learnerEmailView } from '../../views/learner/learner-email.ts';
import { addressLetter } from '../../views/learner/learner-letters.ts';

const EmailForm = z.object({ email: EmailAddress });
const PAGE = '/backpack/me/email';

/** Addresses of a learner's own, which open their backpack and where files can be copied to. */
export function learnerEmailRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get(PAGE, room.open, room.unlocked(PAGE), async (req, res) => {
    await sendEmail(deps, sendPage, req, res, { isSent: req.query['done'] === 'sent' });
  });

  const adding = [room.open, room.form, room.unlocked(PAGE), limits.signIns];
  router.post(PAGE, adding, async (req: Request, res: Response) => {
    const form = checkForm(wordsFor(req), EmailForm, req.body);
    const refused = form.ok
      ? await writeTo(deps, req, res, form.value.email)
      : { status: 422, errors: form.errors };
    if (!refused) return res.redirect(303, `${PAGE}?done=sent`);
    const { status, ...state } = refused;
    await sendEmail(deps, sendPage, req, res.status(status), {
      ...state,
      typed: typedOf(req.body),
    });
  });

  const removing = [room.open, room.form, room.unlocked(PAGE)];
  router.post(
    `${PAGE}/:addressId/remove`,
    removing,
    async (req: Request<{ addressId: string }>, res: Response) => {
      try {
        await removeAddress(deps, learnerVisitOf(res).actor, req.params.addressId);
      } catch (error) {
        const { code, params } = refusalFor(error);
        const refusal = wordsFor(req).error(code, params);
        return sendEmail(deps, sendPage, req, res.status(STATUS_OF[code]), { refusal });
      }
      res.redirect(303, PAGE);
    },
  );

  return router;
}

/** What the page says when no letter left; nothing when it did. */
async function writeTo(deps: WebDeps, req: Request, res: Response, email: string) {
  const words = wordsFor(req);
  const { actor, learner, profile } = learnerVisitOf(res);
  const { mail, origin } = deps;
  // The page of such a service has no form.
  if (!mail) return { status: 422, refusal: words.error('mail_failed') };
  try {
    await askForAddress({ ...deps, mail }, actor, { email }, (secret) =>
      addressLetter(words, { learner, profile, link: `${origin}/card/letter/${secret}` }),
    );
    return undefined;
  } catch (error) {
    const { code, params } = refusalFor(error);
    return { status: STATUS_OF[code], errors: { email: words.error(code, params) } };
  }
}

async function sendEmail(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
  state: Omit<LearnerEmailState, 'addresses' | 'may'>,
): Promise<void> {
  const visit = learnerVisitOf(res);
  const addresses = await listAddresses(deps, visit.actor.learnerId);
  const page = { ...state, addresses, may: mayAdd(deps, visit) };
  sendPage(req, res, 'learner-email', (words) => learnerEmailView(words, page));
}

function mayAdd(deps: WebDeps, { learner }: LearnerVisit): LearnerEmailState['may'] {
  if (!deps.mail) return 'no_mail';
  const now = deps.now();
  if (isAtLeast(learner, 15, now)) return 'yes';
  return ageAt(learner, now).band === undefined ? 'age_unknown' : 'too_young';
}
