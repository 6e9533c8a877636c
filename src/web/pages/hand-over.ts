import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../domain/parse.ts';
import { handOverBatch, openHandOver } from '../../usecases/people/hand-over-batch.ts';
import type { WebDeps } from '../deps.ts';
import { languageOf } from '../language.ts';
import { createMemberRoom, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { handOverView } from '../views/hand-over.ts';
import { batchHref } from '../views/hrefs.ts';
import { sendSlips } from './slips.ts';

/** One box that is ticked comes as a text, several as a list. */
const HandOverForm = z.strictObject({
  people: z.preprocess((value) => [value ?? []].flat(), z.array(z.string().max(64)).max(400)),
});

/** The links of the people of a list, on paper. */
export function handOverRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const address = '/workshops/batches/:batchId/print';

  router.get(address, room.open, async (req, res) => {
    const command = { batchId: req.params.batchId, language: languageOf(req) };
    const list = await openHandOver(deps, visitOf(res).actor, command);
    sendPage(req, res, 'hand-over', (words) => handOverView(words, list));
  });

  router.post(address, room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { batchId } = req.params;
    const language = languageOf(req);
    const { people } = parse(HandOverForm, req.body ?? {}, 'form_invalid');
    if (people.length > 0) {
      const command = { batchId, language, learnerIds: people };
      const handed = await handOverBatch(deps, actor, command);
      return sendSlips(deps, sendPage, req, res, { handed, back: batchHref(batchId) });
    }
    const list = await openHandOver(deps, actor, { batchId, language });
    sendPage(req, res.status(422), 'hand-over', (words) =>
      handOverView(words, list, words.t('handOver.chooseSomeone')),
    );
  });

  return router;
}
