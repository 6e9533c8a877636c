import { Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import { badgeOf } from '../../../usecases/awarding/copies.ts';
import { revokeAward } from '../../../usecases/awarding/revoke.ts';
import { openAward } from '../../../usecases/people/open-person.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { safeReturnTo } from '../../return-to.ts';
import { revokeView } from '../../views/worker/revoke.ts';

const RevokeForm = z.strictObject({
  reason: z.string().trim().min(3).max(500),
  returnTo: z.string().default(''),
});

/** What the team does with one badge that was awarded: takes it back, or hands over its file. */
export function revokeRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const address = '/workshops/awards/:awardId/revoke';

  router.get(address, room.open, async (req, res) => {
    const line = await openAward(deps, visitOf(res).actor, req.params.awardId);
    const returnTo = safeReturnTo(req.query['returnTo'], deps.origin);
    sendPage(req, res, 'revoke', (words) => revokeView(words, line, returnTo));
  });

  router.post(address, room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { awardId } = req.params;
    const form = checkForm(wordsFor(req), RevokeForm, req.body);
    if (form.ok) {
      const { reason } = form.value;
      await revokeAward(deps, actor, { awardId, reason });
      return res.redirect(303, sayingSo(safeReturnTo(form.value.returnTo, deps.origin)));
    }
    const line = await openAward(deps, actor, awardId);
    const typed = typedOf(req.body);
    const returnTo = safeReturnTo(typed['returnTo'], deps.origin);
    sendPage(req, res.status(422), 'revoke', (words) =>
      revokeView(words, line, returnTo, { typed, errors: form.errors }),
    );
  });

  router.get('/workshops/awards/:awardId/badge.png', room.open, async (req, res) => {
    const { award } = await openAward(deps, visitOf(res).actor, req.params.awardId);
    if (award.state !== 'issued') throw new BadgeError('award_unknown', 'Not signed.');
    const file = await deps.file((await badgeOf(deps, award.id)).id, 'png');
    res.attachment(file.name);
    res.setHeader('Content-Type', file.mediaType);
    res.send(Buffer.from(file.bytes));
  });

  return router;
}

/** The page of the person says what was done; other pages show it by themselves. */
function sayingSo(path: string): string {
  return /^\/people\/[\w-]+$/.test(path) ? `${path}?done=revoked` : path;
}
