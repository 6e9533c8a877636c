import { Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { describeProfile } from '../../../usecases/people/create-profile.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { centreView } from '../../views/worker/centre.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);

/** Lengths are those of the profile's own rule; an empty line says that there is none. */
const CentreForm = z.strictObject({
  name: z.string().trim().min(2).max(120),
  email: z.preprocess(empty, EmailAddress.optional()),
  description: z.preprocess(empty, z.string().trim().max(1000).optional()),
  insideName: z.preprocess(empty, z.string().trim().min(2).max(120).optional()),
});

/** What the centre says of itself; for its owners. */
export function centreRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/centre', room.openAsOwner, (req, res) => {
    const saved = req.query['done'] === 'saved';
    const { profile } = visitOf(res);
    sendPage(req, res, 'centre', (words) => centreView(words, profile, { saved }));
  });

  router.post('/centre', room.openAsOwner, room.form, async (req, res) => {
    const { actor, profile } = visitOf(res);
    const form = checkForm(wordsFor(req), CentreForm, req.body);
    if (form.ok) {
      const { name, email, description, insideName } = form.value;
      await describeProfile(deps, actor, actor.profileId, {
        name,
        ...(email ? { email } : {}),
        ...(description ? { description } : {}),
        ...(insideName ? { insideName } : {}),
      });
      return res.redirect(303, '/centre?done=saved');
    }
    const state = { typed: typedOf(req.body), errors: form.errors };
    sendPage(req, res.status(422), 'centre', (words) => centreView(words, profile, state));
  });

  return router;
}
