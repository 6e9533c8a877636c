import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import {
  importedFrameworksOf,
  importFramework,
  removeFramework,
} from '../../../usecases/achievements/frameworks.ts';
import { checkForm, type FieldErrors, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, uploadOf, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { frameworksView } from '../../views/worker/frameworks.ts';

const FrameworkForm = z.strictObject({
  name: z.string().trim().min(1).max(300),
  nameEn: z.string().trim().max(300).default(''),
  url: z.url({ protocol: /^https?$/ }).max(2000),
});

interface Page {
  readonly deps: WebDeps;
  readonly sendPage: SendPage;
  readonly req: Request;
  readonly res: Response;
}

/** The lists of skills that badges are aligned to. */
export function frameworkRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/badges/frameworks', room.open, (req, res) => show({ deps, sendPage, req, res }));

  router.post('/badges/frameworks', room.open, room.upload, (req, res) =>
    add({ deps, sendPage, req, res }),
  );

  router.post('/badges/frameworks/:frameworkId/remove', room.open, room.form, async (req, res) => {
    await removeFramework(deps, visitOf(res).actor, req.params.frameworkId);
    res.redirect(303, '/badges/frameworks?done=removed');
  });

  return router;
}

async function show(page: Page, errors: FieldErrors = {}, refusal = ''): Promise<void> {
  const { deps, sendPage, req, res } = page;
  const imported = await importedFrameworksOf(deps, visitOf(res).actor);
  const isRefused = Object.keys(errors).length > 0 || refusal !== '';
  const typed = isRefused ? typedOf(req.body) : {};
  const { done } = req.query;
  sendPage(req, res, 'frameworks', (words) =>
    frameworksView(words, {
      builtIn: deps.library.frameworks,
      imported,
      typed,
      errors,
      refusal,
      done: isRefused ? undefined : done,
    }),
  );
}

async function add(page: Page): Promise<void> {
  const { deps, req, res } = page;
  const words = wordsFor(req);
  const file = uploadOf(res);
  const form = checkForm(words, FrameworkForm, req.body);
  const missing = file ? {} : { file: words.t('frameworks.fileMissing') };
  if (!form.ok || !file) {
    res.status(422);
    return show(page, form.ok ? missing : { ...form.errors, ...missing });
  }
  const { name, nameEn, url } = form.value;
  try {
    const table = deps.readList(file);
    const command = { name: { fr: name, en: nameEn || name }, url, table };
    await importFramework(deps, visitOf(res).actor, command);
  } catch (error) {
    return sayRefusal(page, error);
  }
  res.redirect(303, '/badges/frameworks?done=added');
}

/** What is wrong with a file is said beside it; what else is refused, above the form. */
function sayRefusal(page: Page, error: unknown): Promise<void> {
  const { req, res } = page;
  const { code, params } = refusalFor(error);
  if (STATUS_OF[code] < 409) throw error;
  res.status(STATUS_OF[code]);
  const sentence = wordsFor(req).error(code, params);
  return code === 'frameworks_too_many' ? show(page, {}, sentence) : show(page, { file: sentence });
}
