import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../../domain/parse.ts';
import { linkOwnBackpack, unlinkOwnBackpack } from '../../../usecases/people/link-backpack.ts';
import { openOwnBackpack } from '../../../usecases/people/own-backpack.ts';
import { refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { letInLearner } from '../../learner-room.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';

const OpenForm = z.object({ apart: z.literal('yes').optional() });

/** A member's own backpack: theirs as anyone's is, apart from their role. */
export function ownBackpackRoutes(deps: WebDeps): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.post('/account/backpack', room.open, room.form, async (req, res) => {
    const { apart } = parse(OpenForm, req.body ?? {}, 'form_invalid');
    const nickname = apart ? wordsFor(req).t('ownBackpack.nickname') : '';
    try {
      const actor = await openOwnBackpack(deps, visitOf(res).actor, nickname);
      await letInLearner(deps, req, res, { actor, mode: 'browser' });
    } catch (error) {
      // The page of the account says what is missing.
      const { code } = refusalFor(error);
      if (code !== 'own_backpack_asked' && code !== 'member_name_required') throw error;
      res.redirect(303, '/account#backpack');
    }
  });

  const linking = '/team/members/:memberId/backpack/:learnerId';
  router.post(linking, room.openAsOwner, room.form, async (req, res) => {
    const { memberId, learnerId } = req.params;
    await linkOwnBackpack(deps, visitOf(res).actor, { memberId, learnerId });
    res.redirect(303, '/team?done=linked');
  });

  router.post(`${linking}/remove`, room.openAsOwner, room.form, async (req, res) => {
    const { memberId = '', learnerId = '' } = req.params;
    await unlinkOwnBackpack(deps, visitOf(res).actor, { memberId, learnerId });
    res.redirect(303, '/team?done=unlinked');
  });

  return router;
}
