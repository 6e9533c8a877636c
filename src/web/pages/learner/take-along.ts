import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { FILE_FORMATS } from '../../../domain/award.ts';
import { parse } from '../../../domain/parse.ts';
import { offerTakeAlong, takeAlong } from '../../../usecases/backpack/take-along.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, type LearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { takeAlongHref, takeAlongView } from '../../views/learner/take-along.ts';

const TakeForm = z.strictObject({ address: z.string().max(100), format: z.enum(FILE_FORMATS) });

/** A copy of a badge that other backpacks take, for an address that the learner confirmed. */
export function takeAlongRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  const page = '/backpack/share/:awardId/email';
  router.get(page, room.open, room.unlocked(), async (req: Asked, res: Response) => {
    const offer = await offerTakeAlong(deps, learnerVisitOf(res).actor, req.params.awardId);
    sendPage(req, res, 'take-along', (words) => takeAlongView(words, offer));
  });

  const taking = [room.open, room.form, unlockedFor(room)];
  router.post(page, taking, async (req: Asked, res: Response) => {
    const { address, format } = parse(TakeForm, req.body ?? {}, 'form_invalid');
    const command = { awardId: req.params.awardId, addressId: address };
    const { id: rowId } = await takeAlong(deps, learnerVisitOf(res).actor, command);
    const file = await deps.file(rowId, format);
    res.attachment(file.name);
    res.setHeader('Content-Type', file.mediaType);
    res.send(Buffer.from(file.bytes));
  });

  return router;
}

type Asked = Request<{ awardId: string }>;

/** Back to the form, when the PIN was given too long ago. */
function unlockedFor(room: LearnerRoom): Middleware {
  return (req, res, next) => {
    const { awardId = '' } = req.params as { awardId?: string };
    return room.unlocked(takeAlongHref(awardId))(req, res, next);
  };
}
