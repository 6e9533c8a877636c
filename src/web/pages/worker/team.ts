import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { ROLES } from '../../../domain/actor.ts';
import { BadgeError } from '../../../domain/errors.ts';
import { INVITATION_DAYS } from '../../../domain/link.ts';
import { ownLearnersOf } from '../../../usecases/people/link-backpack.ts';
import { namesakesOf } from '../../../usecases/people/member-namesakes.ts';
import {
  type HandedLink,
  inviteMember,
  listTeam,
  newMemberLink,
  removeMember,
} from '../../../usecases/people/team.ts';
import { checkForm, type FieldErrors, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import { MemberForm } from '../../member-form.ts';
import { createMemberRoom, type Visit, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { invitationLetter } from '../../views/letters.ts';
import { handedView } from '../../views/worker/handed.ts';
import { type TeamState, teamView } from '../../views/worker/team.ts';
import type { Words } from '../../words.ts';

const InvitationForm = MemberForm.extend({ role: z.enum(ROLES).default('awarder') });

type OfMember = Request<{ memberId: string }>;

/** Who works for the profile; for its owners. */
export function teamRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const sending = [room.openAsOwner, room.form, limits.letters];

  router.get('/team', room.openAsOwner, async (req, res) => {
    const { done } = req.query;
    sendPage(req, res, 'team', await pageFor(deps, visitOf(res), { done }));
  });

  router.post('/team/invitations', sending, (req: Request, res: Response) =>
    invite(deps, sendPage, req, res),
  );

  router.post('/team/members/:memberId/link', sending, async (req: OfMember, res: Response) => {
    const { actor } = visitOf(res);
    const { memberId } = req.params;
    const handed = await newMemberLink(deps, actor, { profileId: actor.profileId, memberId });
    const page = pageOf(deps, handed);
    sendPage(req, res.status(201), 'handed', (words) => handedView(words, page, 'no'));
  });

  router.post('/team/members/:memberId/remove', room.openAsOwner, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { memberId } = req.params;
    await removeMember(deps, actor, { profileId: actor.profileId, memberId });
    res.redirect(303, '/team?done=removed');
  });

  return router;
}

async function invite(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const visit = visitOf(res);
  const words = wordsFor(req);
  const form = checkForm(words, InvitationForm, req.body);
  const refuse = async (status: number, errors: FieldErrors) => {
    const page = await pageFor(deps, visit, { typed: typedOf(req.body), errors });
    sendPage(req, res.status(status), 'team', page);
  };
  if (!form.ok) return refuse(422, form.errors);
  try {
    const { profileId } = visit.actor;
    const handed = await inviteMember(deps, visit.actor, { profileId, ...form.value });
    const mailed = await mailInvitation(deps, visit, handed, words);
    const page = pageOf(deps, handed);
    sendPage(req, res.status(201), 'handed', () => handedView(words, page, mailed));
  } catch (error) {
    const { code, params } = refusalFor(error);
    await refuse(STATUS_OF[code], { email: words.error(code, params) });
  }
}

async function pageFor(
  deps: WebDeps,
  { actor }: Visit,
  state: Omit<TeamState, 'hasMail' | 'me' | 'namesakes' | 'linked'> = {},
) {
  const members = await listTeam(deps, actor, actor.profileId);
  const hasMail = deps.mail !== undefined;
  const others = members.filter(({ id }) => id !== actor.memberId);
  const [namesakes, linked] = await Promise.all([
    namesakesOf(deps, actor.profileId, others),
    ownLearnersOf(deps, actor.profileId, others),
  ]);
  const page = { ...state, hasMail, me: actor.memberId, namesakes, linked };
  return (words: Words) => teamView(words, members, page);
}

/** The secret is kept as a hash alone: it is shown in this answer or never. */
function pageOf({ origin, now }: WebDeps, { member, secret }: HandedLink) {
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000).toISOString();
  return { member, link: `${origin}/enter/${secret}`, expiresAt };
}

/** A letter that does not leave is no reason to take the invitation back: the link is on the page. */
async function mailInvitation(
  deps: WebDeps,
  { profile }: Visit,
  handed: HandedLink,
  words: Words,
): Promise<'sent' | 'failed' | 'no'> {
  const { email } = handed.member;
  if (!deps.mail || !email) return 'no';
  const { link, expiresAt } = pageOf(deps, handed);
  const letter = invitationLetter(words, { centre: profile.name, link, expiresAt });
  try {
    await deps.mail.send({ to: email, ...letter });
    return 'sent';
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    deps.log('error', 'invitation_not_sent', { code: error.code });
    return 'failed';
  }
}
