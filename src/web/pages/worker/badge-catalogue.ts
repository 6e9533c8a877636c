import { Router } from 'express';
import { THEMES } from '../../../domain/catalogue.ts';
import {
  adopted,
  adoptFromCatalogue,
} from '../../../usecases/achievements/adopt-from-catalogue.ts';
import { createDraft, entryOf } from '../../../usecases/achievements/create-draft.ts';
import type { WebDeps } from '../../deps.ts';
import { languageOf } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { badgeCatalogueView, badgeEntryView } from '../../views/worker/badge-catalogue.ts';
import { badgeHref, draftHref } from '../../views/worker/badges.ts';
import { sendSvg } from './draft-picture.ts';

/** Ready badges: one tap makes one of them the centre's own. */
export function badgeCatalogueRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/badges/catalogue', room.open, async (req, res) => {
    const own = await adopted(deps, visitOf(res).actor);
    const theme = THEMES.find((each) => each === req.query['theme']);
    sendPage(req, res, 'badge-catalogue', (words) =>
      badgeCatalogueView(words, deps.library, own, theme),
    );
  });

  router.get('/badges/catalogue/:entry', room.open, async (req, res) => {
    const entry = entryOf(deps, req.params.entry);
    const own = await adopted(deps, visitOf(res).actor);
    sendPage(req, res, 'badge-entry', (words) =>
      badgeEntryView(words, deps.library, entry, own.get(entry.key)),
    );
  });

  router.get('/badges/catalogue/:entry/image', room.open, async (req, res) => {
    const entry = entryOf(deps, req.params.entry);
    sendSvg(res, await deps.designs.draw(entry.design, entry[languageOf(req)].name));
  });

  router.post('/badges/catalogue/:entry/adopt', room.open, room.form, async (req, res) => {
    const command = { entry: req.params.entry, inLanguage: languageOf(req) };
    const own = await adoptFromCatalogue(deps, visitOf(res).actor, command);
    res.redirect(303, `${badgeHref(own.id)}?done=adopted`);
  });

  router.post('/badges/catalogue/:entry/draft', room.open, room.form, async (req, res) => {
    const inLanguage = languageOf(req);
    const command = { from: 'catalogue', entry: req.params.entry, inLanguage } as const;
    const draft = await createDraft(deps, visitOf(res).actor, command);
    res.redirect(303, draftHref(draft.id));
  });

  return router;
}
