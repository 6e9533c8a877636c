import { Router } from 'express';
import * as z from 'zod';
import { ROLES } from '../../domain/actor.ts';
import { EmailAddress } from '../../domain/email-address.ts';
import { BadgeError } from '../../domain/errors.ts';
import { INVITATION_DAYS } from '../../domain/link.ts';
import {
  type HandedLink,
  inviteMember,
  listTeam,
  newMemberLink,
  removeMember,
} from '../../usecases/people/team.ts';
import { checkForm, refusalFor, typedOf } from '../check-form.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import { createMemberRoom, type Visit, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { STATUS_OF } from '../problem.ts';
import { handedView } from '../views/handed.ts';
import { invitationLetter } from '../views/letters.ts';
import { type TeamState, teamView } from '../views/team.ts';
import type { Words } from '../words.ts';

/** Shared with the member's own page: a colleague's name and address. */
export const MemberForm = z.strictObject({
  name: z.string().trim().max(120).default(''),
  email: z.union([z.literal(''), EmailAddress]).default(''),
});
const InvitationForm = MemberForm.extend({ role: z.enum(ROLES).default('awarder') });

/** Who works for the profile; for its owners. */
export function teamRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const hasMail = deps.mail !== undefined;

  const pageFor = async ({ actor }: Visit, state: Omit<TeamState, 'hasMail' | 'me'> = {}) => {
    const members = await listTeam(deps, actor, actor.profileId);
    return (words: Words) => teamView(words, members, { ...state, hasMail, me: actor.memberId });
  };

  router.get('/team', room.openAsOwner, async (req, res) => {
    const removed = req.query['done'] === 'removed';
    sendPage(req, res, 'team', await pageFor(visitOf(res), { removed }));
  });

  router.post('/team/invitations', room.openAsOwner, room.form, async (req, res) => {
    const visit = visitOf(res);
    const words = wordsFor(req);
    const form = checkForm(words, InvitationForm, req.body);
    const typed = typedOf(req.body);
    if (!form.ok) {
      const page = await pageFor(visit, { typed, errors: form.errors });
      return sendPage(req, res.status(422), 'team', page);
    }
    try {
      const { profileId } = visit.actor;
      const handed = await inviteMember(deps, visit.actor, { profileId, ...form.value });
      const mailed = await mailInvitation(deps, visit, handed, words);
      sendPage(req, res.status(201), 'handed', () =>
        handedView(words, pageOf(deps, handed), mailed),
      );
    } catch (error) {
      const { code, params } = refusalFor(error);
      const errors = { email: words.error(code, params) };
      sendPage(req, res.status(STATUS_OF[code]), 'team', await pageFor(visit, { typed, errors }));
    }
  });

  router.post('/team/members/:memberId/link', room.openAsOwner, room.form, async (req, res) => {
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
