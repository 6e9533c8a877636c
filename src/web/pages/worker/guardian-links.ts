import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { parse } from '../../../domain/parse.ts';
import {
  GUARDIANS,
  makeGuardianLinks,
  sendGuardianLink,
} from '../../../usecases/people/ask-guardians.ts';
import { endGuardianLinks, makeGuardianLink } from '../../../usecases/people/guardian-link.ts';
import { openPicture } from '../../../usecases/people/open-person.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendConsents } from '../../send-consents.ts';
import { STATUS_OF } from '../../status-of.ts';
import { consentHref, guardianHref } from '../../views/hrefs.ts';
import { consentSheet } from '../../views/worker/consent-sheet.ts';
import { guardianLetter, guardianLinkView } from '../../views/worker/guardian-link.ts';

const LinkForm = z.strictObject({ party: z.enum(GUARDIANS) });
const LetterForm = z.strictObject({ party: z.enum(GUARDIANS), to: EmailAddress });

type Asked = Request<{ learnerId: string }>;
const PAGE = '/people/:learnerId/consent';

/** Ways to ask parents: a form on paper, a link to show or to send; each shown once. */
export function guardianLinkRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  /** The secrets on it are kept as hashes alone: it is in this answer or nowhere. */
  router.post(`${PAGE}/form`, room.open, room.form, async (req, res) => {
    const { actor, profile } = visitOf(res);
    const words = wordsFor(req);
    const { learner, links } = await makeGuardianLinks(deps, actor, req.params.learnerId);
    const picture = await openPicture(deps, learner.id);
    const making = { links, origin: deps.origin, now: deps.now(), picture };
    const pdf = await deps.drawConsentForm(consentSheet(words, { learner, profile }, making));
    res.set('Content-Disposition', `inline; filename="${words.t('consentForm.file')}"`);
    res.type('application/pdf').send(Buffer.from(pdf));
  });

  router.post(`${PAGE}/link`, room.open, room.form, async (req, res) => {
    const { party } = parse(LinkForm, req.body ?? {}, 'form_invalid');
    const { learnerId } = req.params;
    const made = await makeGuardianLink(deps, visitOf(res).actor, { learnerId, party });
    const link = `${deps.origin}${guardianHref(made.secret)}`;
    const qr = await deps.qr(link);
    sendPage(req, res, 'guardian-link', (words) => guardianLinkView(words, made, { link, qr }));
  });

  router.post(`${PAGE}/links/end`, room.open, room.form, async (req, res) => {
    const { learnerId } = req.params;
    await endGuardianLinks(deps, visitOf(res).actor, learnerId);
    res.redirect(303, `${consentHref(learnerId)}?done=links`);
  });

  const letter = [room.open, room.form, limits.letters];
  router.post(`${PAGE}/letter`, letter, async (req: Asked, res: Response) => {
    const state = await sendLetter(deps, req, res);
    if (!state) return res.redirect(303, `${consentHref(req.params.learnerId)}?done=sent`);
    const { status, ...shown } = { ...state, typed: typedOf(req.body) };
    await sendConsents(deps, sendPage, req, res.status(status), shown);
  });

  return router;
}

/** Nothing when it left; otherwise what the page says. */
async function sendLetter(deps: WebDeps, req: Asked, res: Response) {
  const words = wordsFor(req);
  const form = checkForm(words, LetterForm, req.body);
  if (!form.ok) return { status: 422, errors: form.errors };
  const { mail, origin } = deps;
  // The page of such a service offers no letter.
  if (!mail) return { status: 422, refusal: words.error('mail_failed') };
  const { actor, profile } = visitOf(res);
  const command = { ...form.value, learnerId: req.params.learnerId };
  try {
    await sendGuardianLink({ ...deps, mail }, actor, command, (made) =>
      guardianLetter(words, made, { origin, profile }),
    );
    return undefined;
  } catch (error) {
    const { code, params } = refusalFor(error);
    if (code !== 'mail_failed' && code !== 'mail_address_invalid') throw error;
    return { status: STATUS_OF[code], refusal: words.error(code, params) };
  }
}
