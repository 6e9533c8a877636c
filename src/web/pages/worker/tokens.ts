import { Router } from 'express';
import * as z from 'zod';
import { TokenText } from '../../../domain/api-token.ts';
import {
  listApiTokens,
  newApiToken,
  withdrawApiToken,
} from '../../../usecases/operations/api-tokens.ts';
import { listTeam } from '../../../usecases/people/team.ts';
import { boxes, checkForm, tickedOf, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, type Visit, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import {
  TOKEN_LIVES,
  type TokensState,
  tokenMadeView,
  tokensView,
} from '../../views/worker/tokens.ts';
import type { Words } from '../../words.ts';

const { name, scopes } = TokenText.shape;

const TokenForm = z.strictObject({
  name,
  scopes: boxes(scopes),
  days: z.enum(TOKEN_LIVES).default('365'),
});

/** The tokens of a profile's programs; for its owners. */
export function tokenRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/team/tokens', room.openAsOwner, async (req, res) => {
    const withdrawn = req.query['done'] === 'withdrawn';
    sendPage(req, res, 'tokens', await pageFor(deps, visitOf(res), { withdrawn }));
  });

  router.post('/team/tokens', room.openAsOwner, room.form, async (req, res) => {
    const visit = visitOf(res);
    const words = wordsFor(req);
    const form = checkForm(words, TokenForm, req.body);
    if (!form.ok) {
      const { scopes: missing, ...others } = form.errors;
      const errors = missing ? { ...others, scopes: words.t('tokens.scopesMissing') } : others;
      const state = { typed: typedOf(req.body), chosen: tickedOf(req.body, 'scopes'), errors };
      return sendPage(req, res.status(422), 'tokens', await pageFor(deps, visit, state));
    }
    const { days, ...text } = form.value;
    const life = days === 'none' ? {} : { days: Number(days) };
    const { actor } = visit;
    const made = await newApiToken(deps, actor, actor.profileId, { ...text, ...life });
    // The secret is kept as a hash alone: it is shown in this answer or never.
    sendPage(req, res.status(201), 'token-made', () =>
      tokenMadeView(words, made.token.name, made.secret),
    );
  });

  router.post('/team/tokens/:tokenId/withdraw', room.openAsOwner, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    await withdrawApiToken(deps, actor, actor.profileId, req.params.tokenId);
    res.redirect(303, '/team/tokens?done=withdrawn');
  });

  return router;
}

async function pageFor(
  deps: WebDeps,
  { actor }: Visit,
  state: Omit<TokensState, 'now' | 'members'>,
): Promise<(words: Words) => ReturnType<typeof tokensView>> {
  const { profileId } = actor;
  const [tokens, members] = await Promise.all([
    listApiTokens(deps, actor, profileId),
    listTeam(deps, actor, profileId),
  ]);
  return (words) => tokensView(words, tokens, { ...state, now: deps.now(), members });
}
