import { type Request, Router } from 'express';
import * as z from 'zod';
import type { Actor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { revokeAward } from '../../usecases/awarding/revoke.ts';
import { describeProfile } from '../../usecases/people/create-profile.ts';
import { actorOfSession, leave } from '../../usecases/people/member-links.ts';
import { openWorkRoom } from '../../usecases/people/open-work-room.ts';
import { cookieOf, sessionCookie } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import type { SendPage } from '../pages.ts';
import { workshopsView } from '../views/workshops.ts';
import { readForm } from './forms.ts';

const RevokeForm = z.strictObject({ reason: z.string().trim().max(500).default('') });
const ProfileForm = z.strictObject({
  name: z.string(),
  email: z.string().trim().default(''),
  description: z.string().trim().default(''),
});

/** The page of those who work for a profile. */
export function workshopRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const cookie = sessionCookie(deps.origin);
  const sessionOf = (req: Pick<Request, 'headers'>) => cookieOf(req, cookie.name);
  const member = async (req: Pick<Request, 'headers'>) =>
    onlyMember(await actorOfSession(deps, sessionOf(req)));

  router.get('/workshops', async (req, res) => {
    const { after } = req.query;
    const page = typeof after === 'string' ? { after } : {};
    const room = await openWorkRoom(deps, await member(req), page);
    sendPage(req, res, 'workshops', (words) => workshopsView(words, room));
  });

  router.post('/workshops/profile', readForm, async (req, res) => {
    const actor = await member(req);
    const { name, email, description } = parse(ProfileForm, req.body ?? {}, 'form_invalid');
    await describeProfile(deps, actor, actor.profileId, {
      name,
      ...(email ? { email } : {}),
      ...(description ? { description } : {}),
    });
    res.redirect(303, '/workshops');
  });

  router.post('/workshops/awards/:awardId/revoke', readForm, async (req, res) => {
    const actor = await member(req);
    const { reason } = parse(RevokeForm, req.body ?? {}, 'form_invalid');
    const { awardId } = req.params;
    await revokeAward(deps, actor, { awardId, ...(reason ? { reason } : {}) });
    res.redirect(303, '/workshops');
  });

  router.post('/workshops/leave', async (req, res) => {
    const session = sessionOf(req);
    if (session) await leave(deps, session);
    res.clearCookie(cookie.name, cookie.options);
    res.redirect(303, '/');
  });

  return router;
}

function onlyMember(actor: Actor): Actor & { kind: 'member' } {
  if (actor.kind !== 'member') throw new BadgeError('member_required', 'No open session.');
  return actor;
}
