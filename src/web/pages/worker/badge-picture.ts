import { type Response, Router } from 'express';
import * as z from 'zod';
import { SUGGESTED_PAIRS } from '../../../domain/badge-colours.ts';
import { BadgeDesign } from '../../../domain/badge-design.ts';
import { type DraftText, NO_WORDS } from '../../../domain/draft.ts';
import { parse } from '../../../domain/parse.ts';
import { changeDraft } from '../../../usecases/achievements/change-draft.ts';
import { openDraft } from '../../../usecases/achievements/open-draft.ts';
import { checkForm, type FieldErrors, refusalFor, type Typed, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { languageOf, wordsFor } from '../../language.ts';
import { createMemberRoom, uploadOf, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { sendDocument } from '../../send-document.ts';
import { STATUS_OF } from '../../status-of.ts';
import { draftHref } from '../../views/worker/badges.ts';
import { iconHref } from '../../views/worker/picture-choices.ts';
import { createPicturePage, type PictureAsked, queryOf } from './badge-picture-page.ts';
import { sendSvg } from './draft-picture.ts';

const Alts = {
  base: z.coerce.number().int().min(0),
  alt_fr: z.string().trim().max(300).default(''),
  alt_en: z.string().trim().max(300).default(''),
};
const DesignForm = z.object({ ...BadgeDesign.shape, ...Alts });
const UploadForm = z.object(Alts);
/** What an address may carry: what is typed so far, never the word of the session. */
const KEPT = ['base', 'shape', 'ground', 'thread', 'icon', 'ribbon', 'alt_fr', 'alt_en', 'q'];
/** How long a browser keeps what the same address always answers. */
const CACHE = 'private, max-age=3600';

type Show = ReturnType<typeof createPicturePage>;

/** What the pages of the designer are made with. */
interface Studio {
  readonly deps: WebDeps;
  readonly show: Show;
}

/** The picture of a draft: designed from shape, colours, icon and ribbon, or uploaded. */
export function badgePictureRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const studio: Studio = { deps, show: createPicturePage(deps, sendPage) };
  const address = '/badges/drafts/:draftId/picture';

  router.get('/badges/preview.svg', room.open, async (req, res) => {
    const { shape, ground, thread, icon, ribbon = '' } = req.query;
    const design = parse(BadgeDesign, { shape, ground, thread, icon, ribbon }, 'form_invalid');
    sendSvg(res, await deps.designs.draw(design, ''));
  });

  router.get('/badges/icons', room.open, async (req, res) => {
    const found = await deps.designs.searchIcons(queryOf(typedOf(req.query)), languageOf(req));
    const icons = found.map((icon) => ({
      name: icon.name,
      label: icon.label,
      picture: iconHref(icon),
    }));
    sendDocument(res, { icons }, { type: 'application/json', cache: CACHE });
  });

  router.get(address, room.open, async (req, res) => {
    const typed = typedOf(req.query);
    const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
    const errors = Object.keys(typed).length > 0 ? await whatIsWrong(deps, req, typed) : {};
    await studio.show(req, res, opened, { typed, errors });
  });

  router.post(address, room.open, room.form, (req, res) => takeDesign(studio, req, res));

  router.post(`${address}/upload`, room.open, room.upload, (req, res) =>
    takeUpload(studio, req, res),
  );

  return router;
}

/** Saves a design, or shows what is chosen so far. */
async function takeDesign({ deps, show }: Studio, req: PictureAsked, res: Response): Promise<void> {
  const typed = withPair(typedOf(req.body));
  if (req.body?.save === undefined) return res.redirect(303, lookHref(req.params.draftId, typed));
  const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
  const form = checkForm(wordsFor(req), DesignForm, typed);
  const errors = form.ok ? await whatIsWrong(deps, req, typed) : form.errors;
  if (!form.ok || Object.keys(errors).length > 0) {
    return show(req, res.status(422), opened, { typed, errors });
  }
  const { base, alt_fr, alt_en, ...design } = form.value;
  const picture = { kind: 'design', design } as const;
  const change = withPicture(picture, { fr: alt_fr, en: alt_en });
  await save({ deps, show }, req, res, { base, typed, change });
}

/** Saves a picture from outside. */
async function takeUpload({ deps, show }: Studio, req: PictureAsked, res: Response): Promise<void> {
  const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
  const typed = typedOf(req.body);
  const words = wordsFor(req);
  const form = checkForm(words, UploadForm, req.body);
  if (!form.ok) return show(req, res.status(422), opened, { typed, errors: form.errors });
  try {
    const picture = await uploadedPicture(deps, uploadOf(res), opened.text);
    if (!picture) {
      const errors = { file: words.t('picture.fileMissing') };
      return show(req, res.status(422), opened, { typed, errors });
    }
    const { base, alt_fr: fr, alt_en: en } = form.value;
    await save({ deps, show }, req, res, { base, typed, change: withPicture(picture, { fr, en }) });
  } catch (error) {
    const { code, params } = refusalFor(error);
    const errors = { file: words.error(code, params) };
    await show(req, res.status(STATUS_OF[code]), opened, { typed, errors });
  }
}

/** The picture that was sent, made anew; without one, the one that was uploaded before. */
async function uploadedPicture(
  deps: Pick<WebDeps, 'designs'>,
  file: Uint8Array | undefined,
  { picture }: DraftText,
): Promise<DraftText['picture'] | undefined> {
  if (file) return { kind: 'upload', hash: await deps.designs.remake(file) };
  return picture.kind === 'upload' ? picture : undefined;
}

/** What cannot be sewn, beside the field that it belongs to. */
async function whatIsWrong(
  deps: Pick<WebDeps, 'designs'>,
  req: PictureAsked,
  typed: Typed,
): Promise<FieldErrors> {
  const { shape, ground, thread, icon, ribbon = '' } = typed;
  const design = BadgeDesign.safeParse({ shape, ground, thread, icon, ribbon });
  if (!design.success) return {};
  try {
    await deps.designs.draw(design.data, '');
    return {};
  } catch (error) {
    const { code, params } = refusalFor(error);
    const name = FIELD_OF[code as keyof typeof FIELD_OF] ?? 'icon';
    return { [name]: wordsFor(req).error(code, params) };
  }
}

/** What others changed elsewhere in the draft meanwhile stays; the picture itself is asked about. */
async function save(
  { deps, show }: Studio,
  req: PictureAsked,
  res: Response,
  { base, typed, change }: { base: number; typed: Typed; change: (text: DraftText) => DraftText },
): Promise<void> {
  const { draftId } = req.params;
  const changed = await changeDraft(deps, visitOf(res).actor, { draftId, base, change });
  if (changed.outcome === 'saved') {
    return res.redirect(303, `${draftHref(draftId)}?done=saved`);
  }
  const { base: _, ...kept } = typed;
  const refusal = wordsFor(req).t('picture.changed');
  await show(req, res.status(409), changed.opened, { typed: kept, refusal });
}

const FIELD_OF = {
  colours_too_close: 'thread',
  icon_unknown: 'icon',
  ribbon_unprintable: 'ribbon',
} as const;

/** A pair of colours that was tapped stands for both. */
function withPair(typed: Typed): Typed {
  const { pair, ...rest } = typed;
  const colours = SUGGESTED_PAIRS.find(({ key }) => key === pair);
  return colours ? { ...rest, ground: colours.ground, thread: colours.thread } : rest;
}

function lookHref(draftId: string, typed: Typed): string {
  const kept = new URLSearchParams();
  for (const name of KEPT) {
    const value = typed[name];
    if (value !== undefined) kept.set(name, value.slice(0, 300));
  }
  return `${draftHref(draftId)}/picture?${kept}#designer`;
}

/** Puts a picture and its texts into a draft; a language that says nothing stays away. */
function withPicture(
  picture: DraftText['picture'],
  alts: Readonly<Record<'fr' | 'en', string>>,
): (text: DraftText) => DraftText {
  return (text) => {
    const worded = (['fr', 'en'] as const).flatMap((language) => {
      const wording = text[language];
      const imageAlt = alts[language];
      return wording || imageAlt ? [[language, { ...(wording ?? NO_WORDS), imageAlt }]] : [];
    });
    return { ...text, ...Object.fromEntries(worded), picture };
  };
}
