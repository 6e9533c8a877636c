import { Router } from 'express';
import * as z from 'zod';
import { FILE_FORMATS } from '../../domain/award.ts';
import { parse } from '../../domain/parse.ts';
import { offerTakeAlong, takeAlong } from '../../usecases/backpack/take-along.ts';
import type { WebDeps } from '../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../learner-room.ts';
import type { SendPage } from '../pages.ts';
import { takeAlongView } from '../views/take-along.ts';

const TakeForm = z.strictObject({ address: z.string().max(100), format: z.enum(FILE_FORMATS) });

/** A copy of a badge that other backpacks take, for an address that the learner confirmed. */
export function takeAlongRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/share/:awardId/email', room.open, async (req, res) => {
    const offer = await offerTakeAlong(deps, learnerVisitOf(res).actor, req.params.awardId);
    sendPage(req, res, 'take-along', (words) => takeAlongView(words, offer));
  });

  router.post('/backpack/share/:awardId/email', room.open, room.form, async (req, res) => {
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
