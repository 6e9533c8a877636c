import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { displayName } from '../../../domain/learner.ts';
import { parse } from '../../../domain/parse.ts';
import { CARD_CODE_SIGNS, readCode } from '../../../domain/typed-code.ts';
import { learnerOfCard } from '../../../usecases/backpack/cards.ts';
import {
  leaveBackpack,
  type SessionMode,
  useLearnerSession,
} from '../../../usecases/backpack/learner-sessions.ts';
import { refusalFor, typedOf } from '../../check-form.ts';
import { cookieOf, isSharedTablet } from '../../cookies.ts';
import type { WebDeps } from '../../deps.ts';
import {
  createLearnerRoom,
  learnerCookie,
  learnerVisitOf,
  letInLearner,
} from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { refusalOf } from '../../problem.ts';
import { STATUS_OF } from '../../status-of.ts';
import { type CardState, cardView } from '../../views/learner/card.ts';
import { readForm } from '../forms.ts';

/** Said by whoever was asked whether another backpack is to be left. */
const leave = z.literal('yes').optional();
const CardForm = z.union([
  z.strictObject({ secret: z.string().max(100), leave }),
  z.strictObject({ code: z.string().max(100), leave }),
]);

/** Where a paper card opens its backpack: by its QR code, or by the code that is typed. */
export function cardRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/card', async (req, res) => {
    const open = await whoIsIn(deps, req);
    // Another site may know a card: nobody is put into its backpack unasked.
    const isFromElsewhere = /^(cross|same)-site$/.test(req.get('sec-fetch-site') ?? '');
    sendCard(deps, sendPage, req, res, { open: open?.name ?? '', isFromElsewhere });
  });

  router.post('/card', readForm, limitOf(limits), (req, res) => openCard(deps, sendPage, req, res));

  /** The phone is theirs: it stays in the backpack when it is closed. A shared tablet never does. */
  router.post('/backpack/keep', room.open, room.form, async (req, res) => {
    await letInLearner(deps, req, res, { actor: learnerVisitOf(res).actor, mode: 'own' });
  });

  /** Somebody is still there: `open` has begun their time anew. */
  router.post('/backpack/stay', room.open, room.form, (_req, res) => {
    res.status(204).end();
  });

  router.post('/backpack/leave', async (req, res) => {
    const cookie = learnerCookie(deps.origin);
    const secret = cookieOf(req, cookie.name);
    if (secret) await leaveBackpack(deps, secret);
    res.clearCookie(cookie.name, cookie.options);
    // Whoever holds the tablet next finds nothing behind the button that goes back.
    res.set('Clear-Site-Data', '"cache"');
    res.redirect(303, '/card');
  });

  return router;
}

/**
 * What a camera reads cannot be guessed; only what is typed is short enough to be tried out. What
 * no code can be is answered without a limit.
 */
function limitOf({ guesses, wrongLinks }: Limits): Middleware {
  return (req, res, next) => {
    const { secret, code } = typedOf(req.body);
    if (secret !== undefined) return wrongLinks(req, res, next);
    const isCode = readCode((code ?? '').slice(0, 100), CARD_CODE_SIGNS) !== undefined;
    return isCode ? guesses(req, res, next) : next();
  };
}

async function openCard(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const { leave, ...held } = parse(CardForm, req.body ?? {}, 'form_invalid');
  try {
    const actor = await learnerOfCard(deps, held);
    const open = leave ? undefined : await whoIsIn(deps, req);
    // A tablet forgets by itself, and whoever scans next has it in hand.
    if (open && open.learnerId !== actor.learnerId && open.mode !== 'tablet') {
      const learner = await deps.store.learners.get(actor.profileId, actor.learnerId);
      const name = learner ? plainText(displayName(learner)) : '';
      const [field] = Object.entries(held).map(([name, value]) => ({ name, value }));
      return sendCard(deps, sendPage, req, res, { open: open.name, ask: { name, field } });
    }
    await letInLearner(deps, req, res, { actor, mode: 'browser' });
  } catch (error) {
    const { code } = refusalFor(error);
    if (code !== 'code_typo' && code !== 'card_unknown') throw error;
    const typed = code === 'code_typo' ? typedOf(req.body) : {};
    sendCard(deps, sendPage, req, res.status(STATUS_OF[code]), { refused: code, typed });
  }
}

function sendCard(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
  state: Omit<CardState, 'isTablet'>,
): void {
  const isTablet = isSharedTablet(req, deps.origin);
  sendPage(req, res, 'card', (words) => cardView(words, { ...state, isTablet }));
}

interface WhoIsIn {
  readonly name: string;
  readonly learnerId: string;
  readonly mode: SessionMode;
}

/** Whose backpack is open in this browser already. */
async function whoIsIn(deps: WebDeps, req: Request): Promise<WhoIsIn | undefined> {
  const secret = cookieOf(req, learnerCookie(deps.origin).name);
  if (!secret) return undefined;
  try {
    const { actor, mode } = await useLearnerSession(deps, secret);
    const learner = await deps.store.learners.get(actor.profileId, actor.learnerId);
    const { learnerId } = actor;
    return learner && { name: plainText(displayName(learner)), learnerId, mode };
  } catch (error) {
    if (refusalOf(error)) return undefined;
    throw error;
  }
}
