import { Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import { MOST_OF_REASON } from '../../../domain/inbox.ts';
import {
  answerRequest,
  closeReportedShare,
  type InboxPlace,
  openInbox,
} from '../../../usecases/people/inbox.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import { cursorIn } from '../../cursor.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { inboxView } from '../../views/worker/inbox.ts';

const AnswerForm = z.strictObject({
  outcome: z.enum(['done', 'refused']),
  // Browsers send a line's end as two signs and count it as one.
  reason: z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .pipe(z.string().trim().max(MOST_OF_REASON))
    .default(''),
});

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
    const { requestId } = req.params;
    const { actor } = visitOf(res);
    const form = checkForm(wordsFor(req), AnswerForm, req.body);
    if (form.ok) {
      await answerRequest(deps, actor, { requestId, ...form.value });
      return res.redirect(303, '/people/inbox?done=answered');
    }
    const error = form.errors['reason'];
    if (!error) throw new BadgeError('form_invalid', 'No page sends that.');
    const sent = { requestId, reason: typedOf(req.body)['reason'] ?? '', error };
    const inbox = await openInbox(deps, actor);
    const shown = { done: undefined, isLater: false, sent };
    sendPage(req, res.status(422), 'inbox', (words) => inboxView(words, inbox, shown));
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
