import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../../domain/parse.ts';
import {
  answerRequest,
  closeReportedShare,
  type InboxPlace,
  openInbox,
} from '../../../usecases/people/inbox.ts';
import { cursorIn } from '../../cursor.ts';
import type { WebDeps } from '../../deps.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { inboxView } from '../../views/worker/inbox.ts';

const AnswerForm = z.strictObject({ outcome: z.enum(['done', 'refused']) });

/** What learners and visitors ask of the centre. */
export function inboxRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/people/inbox', room.open, async (req, res) => {
    const place = placeIn(req.query);
    const inbox = await openInbox(deps, visitOf(res).actor, place);
    const shown = { done: req.query['done'], isLater: place !== undefined };
    sendPage(req, res, 'inbox', (words) => inboxView(words, inbox, shown));
  });

  router.post('/people/inbox/:requestId/answer', room.open, room.form, async (req, res) => {
    const { outcome } = parse(AnswerForm, req.body, 'form_invalid');
    const { requestId } = req.params;
    await answerRequest(deps, visitOf(res).actor, { requestId, outcome });
    res.redirect(303, '/people/inbox?done=answered');
  });

  router.post('/people/inbox/:requestId/close', room.open, room.form, async (req, res) => {
    await closeReportedShare(deps, visitOf(res).actor, req.params.requestId);
    res.redirect(303, '/people/inbox?done=closed');
  });

  return router;
}

/** Which list goes on, and where; nothing for every other address. */
function placeIn(query: Readonly<Record<string, unknown>>): InboxPlace | undefined {
  const { before } = cursorIn(query);
  const { list } = query;
  return before && (list === 'correction' || list === 'report')
    ? { kind: list, before }
    : undefined;
}
