import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { Card } from '../../../domain/card.ts';
import { beginOf } from '../../../domain/date-time.ts';
import { parse } from '../../../domain/parse.ts';
import { handOver } from '../../../usecases/people/hand-over.ts';
import { undoneCount } from '../../../usecases/people/undo-lost.ts';
import { openCard, resetPin, voidCard } from '../../../usecases/people/void-card.ts';
import { SizeField } from '../../card-form.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendCards } from '../../send-cards.ts';
import { personHref } from '../../views/hrefs.ts';
import { type VoidCardState, voidCardView } from '../../views/worker/void-card.ts';

const PrintForm = z.strictObject({ size: SizeField });
const PinForm = z.strictObject({});

type Asked = Request<{ learnerId: string; cardId: string }>;

/** The cards of one person: another one, one that is lost; and the PIN that goes with them. */
export function personCardsRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.post('/people/:learnerId/cards', room.open, room.form, async (req, res) => {
    const { size } = parse(PrintForm, req.body ?? {}, 'form_invalid');
    const handed = await handOver(deps, visitOf(res).actor, [req.params.learnerId]);
    await sendCards(deps, req, res, { handed, perSheet: size });
  });

  const address = '/people/:learnerId/cards/:cardId/void';
  router.get(address, room.open, async (req, res) => {
    const card = await openCard(deps, visitOf(res).actor, req.params);
    await sendVoiding(deps, sendPage, req, res, card, {});
  });

  router.post(address, room.open, room.form, (req, res) => voidFromForm(deps, sendPage, req, res));

  router.post('/people/:learnerId/pin/remove', room.open, room.form, async (req, res) => {
    parse(PinForm, req.body ?? {}, 'form_invalid');
    await resetPin(deps, visitOf(res).actor, req.params.learnerId);
    res.redirect(303, `${personHref(req.params.learnerId)}?done=pin`);
  });

  return router;
}

async function voidFromForm(
  deps: WebDeps,
  sendPage: SendPage,
  req: Asked,
  res: Response,
): Promise<void> {
  const { actor } = visitOf(res);
  const card = await openCard(deps, actor, req.params);
  const form = checkForm(wordsFor(req), voidForm(deps.now()), req.body);
  if (!form.ok) {
    const state = { typed: typedOf(req.body), errors: form.errors };
    return sendVoiding(deps, sendPage, req, res.status(422), card, state);
  }
  const { why, since } = form.value;
  // Of what was done around the edge of the day rather too much is undone than too little.
  const lostSince = (why === 'lost' ? beginOf(since) : deps.now()).toISOString();
  const undone = await voidCard(deps, actor, { ...req.params, lostSince });
  const done = undoneCount(undone) > 0 ? 'undone' : 'voided';
  res.redirect(303, `${personHref(req.params.learnerId)}?done=${done}`);
}

/** The day counts for a card that is lost alone; one that lies ahead is a slip of the finger. */
function voidForm(now: Date) {
  const today = now.toISOString().slice(0, 10);
  const lost = z.strictObject({
    why: z.literal('lost'),
    // In the east the day has begun already.
    since: z.iso.date().refine((day) => beginOf(day).getTime() <= Date.parse(today)),
  });
  const replaced = z.strictObject({
    why: z.literal('replaced'),
    since: z.string().max(20).default(''),
  });
  return z.discriminatedUnion('why', [lost, replaced]);
}

async function sendVoiding(
  deps: WebDeps,
  sendPage: SendPage,
  req: Asked,
  res: Response,
  card: Card,
  state: Omit<VoidCardState, 'now'>,
): Promise<void> {
  const learner = await deps.store.learners.get(card.profileId, card.learnerId);
  sendPage(req, res, 'void-card', (words) =>
    voidCardView(words, { card, learner }, { ...state, now: deps.now() }),
  );
}
