import { type Request, type Response, Router } from 'express';
import { BadgeError } from '../../../domain/errors.ts';
import {
  importBadge,
  openImport,
  removeImport,
  textOf,
} from '../../../usecases/backpack/imports.ts';
import { noteCheck } from '../../../usecases/backpack/note-check.ts';
import { refusalFor, typedOf } from '../../check-form.ts';
import { countKeys } from '../../count-keys.ts';
import type { WebDeps } from '../../deps.ts';
import { givenIn } from '../../given-badge.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, type LearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import { uploadOf } from '../../member-room.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import {
  importedView,
  importHref,
  importView,
  removeImportView,
} from '../../views/learner/import.ts';

type Asked = Request<{ importId: string }>;
const PAGE = '/backpack/imports/:importId';

/** Badges of elsewhere: taken in, shown with what is known of them today, taken out. */
export function importRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const opened = (res: Response, id: string) => openImport(deps, learnerVisitOf(res).actor, id);

  router.get('/backpack/import', room.open, (req, res) =>
    sendPage(req, res, 'import', (words) => importView(words)),
  );

  const upload = [room.open, limits.verifications, room.upload];
  router.post('/backpack/import', upload, async (req: Request, res: Response) => {
    try {
      const file = uploadOf(res);
      const given = givenIn({ fields: req.body, ...(file ? { file } : {}) });
      await countKeys(limits, deps.origin, given, { req, res });
      const { badge } = await importBadge(deps, learnerVisitOf(res).actor, given);
      res.redirect(303, `${importHref(badge.id)}?done=yes`);
    } catch (error) {
      sendRefusal(sendPage, req, res, error);
    }
  });

  const looking = [room.open, limits.verifications];
  router.get(PAGE, looking, async (req: Asked, res: Response) => {
    const badge = await opened(res, req.params.importId);
    const report = await deps.verifyBytes(textOf(badge));
    await noteCheck(deps, badge, report);
    const place = { origin: deps.origin, done: req.query['done'] === 'yes' };
    sendPage(req, res, 'imported', (words) => importedView(words, badge, report, place));
  });

  keepRoutes(deps, sendPage, { router, room });
  return router;
}

/** What came with a badge, and its way out. */
function keepRoutes(
  deps: WebDeps,
  sendPage: SendPage,
  { router, room }: { readonly router: Router; readonly room: LearnerRoom },
): void {
  const opened = (res: Response, id: string) => openImport(deps, learnerVisitOf(res).actor, id);

  router.get(`${PAGE}/picture.png`, room.open, async (req, res) => {
    const { pictureHash } = await opened(res, req.params.importId);
    const picture = pictureHash && (await deps.store.pictures.get(pictureHash));
    if (!picture) throw new BadgeError('not_found', 'The badge came without a picture.');
    res.type('png').send(Buffer.from(picture));
  });

  router.get(`${PAGE}/file`, room.open, async (req, res) => {
    const { text } = await opened(res, req.params.importId);
    const isJson = text.startsWith('{');
    res.attachment(isJson ? 'badge.json' : 'badge.jwt');
    // Whatever a stranger wrote is never shown as a page of ours.
    res.setHeader('Content-Type', isJson ? 'application/json' : 'text/plain; charset=utf-8');
    res.send(Buffer.from(text));
  });

  /** It is lost at once: the card alone is not enough. Somebody else's is unknown before that. */
  const unlocked: Middleware = async (req, res, next) => {
    const { importId = '' } = req.params as { importId?: string };
    const { id } = await opened(res, importId);
    return room.unlocked(`${importHref(id)}/remove`)(req, res, next);
  };

  router.get(`${PAGE}/remove`, room.open, unlocked, async (req, res) => {
    const badge = await opened(res, req.params.importId);
    sendPage(req, res, 'import-remove', (words) => removeImportView(words, badge));
  });

  const removing = [room.open, room.form, unlocked];
  router.post(`${PAGE}/remove`, removing, async (req: Asked, res: Response) => {
    await removeImport(deps, learnerVisitOf(res).actor, req.params.importId);
    res.redirect(303, '/backpack');
  });
}

/** The same page, with what was typed and the reason beside what was given. */
function sendRefusal(sendPage: SendPage, req: Request, res: Response, error: unknown): void {
  const { code, params } = refusalFor(error);
  const sentence = wordsFor(req).error(code, params);
  // What opens a backpack is not said back.
  const given = typedOf(req.body);
  const typed = code === 'card_no_badge' ? {} : given;
  const place = (['link', 'text'] as const).find((name) => given[name]?.trim());
  res.status(STATUS_OF[code]);
  sendPage(req, res, 'import', (words) =>
    importView(words, { typed, errors: { [place ?? 'file']: sentence } }),
  );
}
