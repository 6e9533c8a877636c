import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../../domain/parse.ts';
import { handOverBatch, openHandOver } from '../../../usecases/people/hand-over-batch.ts';
import { PeopleField, SizeField } from '../../card-form.ts';
import type { WebDeps } from '../../deps.ts';
import { languageOf } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendCards } from '../../send-cards.ts';
import { handOverView } from '../../views/worker/hand-over.ts';

const HandOverForm = z.strictObject({ people: PeopleField, size: SizeField });

/** The cards of the people of a list, on paper. */
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
    const { people, size } = parse(HandOverForm, req.body ?? {}, 'form_invalid');
    if (people.length > 0) {
      const command = { batchId, language, learnerIds: people };
      const handed = await handOverBatch(deps, actor, command);
      return sendCards(deps, req, res, { handed, perSheet: size });
    }
    const list = await openHandOver(deps, actor, { batchId, language });
    sendPage(req, res.status(422), 'hand-over', (words) =>
      handOverView(words, list, { problem: words.t('handOver.chooseSomeone'), size }),
    );
  });

  return router;
}
