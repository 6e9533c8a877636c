import type { Request, Response } from 'express';
import { BadgeDesign } from '../../../domain/badge-design.ts';
import { FIRST_DESIGN } from '../../../domain/draft.ts';
import type { OpenDraft } from '../../../usecases/achievements/open-draft.ts';
import type { Typed } from '../../check-form.ts';
import type { IconChoice, WebDeps } from '../../deps.ts';
import { languageOf } from '../../language.ts';
import type { SendPage } from '../../pages.ts';
import { badgePictureView, type PicturePage } from '../../views/worker/badge-picture.ts';

export type PictureAsked = Request<{ draftId: string }>;

/** Icons that a page brings along; a search brings more. */
const ICONS_SHOWN = 36;

/** The designer with what is typed so far, else with what is saved. */
export function createPicturePage(deps: WebDeps, sendPage: SendPage) {
  return async (
    req: PictureAsked,
    res: Response,
    { draft, text, number }: OpenDraft,
    state: Pick<PicturePage, 'typed'> & Partial<PicturePage>,
  ): Promise<void> => {
    const { typed } = state;
    const design = designOf(
      typed,
      text.picture.kind === 'design' ? text.picture.design : undefined,
    );
    const query = queryOf(typed);
    const icons = await iconsFor(design.icon, query, languageOf(req));
    const base = Number(typed['base'] ?? number);
    const page: PicturePage = {
      draftId: draft.id,
      text,
      base: Number.isSafeInteger(base) && base >= 0 ? base : number,
      design,
      query,
      icons,
      errors: {},
      refusal: '',
      ...state,
    };
    sendPage(req, res, 'badge-picture', (words) => badgePictureView(words, page));
  };

  /** The icon that is chosen stands first, whatever is searched. */
  async function iconsFor(
    chosen: string,
    query: string,
    language: 'fr' | 'en',
  ): Promise<readonly IconChoice[]> {
    const found = await deps.designs.searchIcons(query, language);
    const shown = found.slice(0, query ? undefined : ICONS_SHOWN);
    const known = found.find(({ name }) => name === chosen);
    const first = known ?? (await deps.designs.icon(chosen, language));
    return [...(first ? [first] : []), ...shown.filter((icon) => icon !== known)];
  }
}

/** Each part as it was typed, if it can be drawn, else as it was. */
function designOf(typed: Typed, saved: BadgeDesign = FIRST_DESIGN): BadgeDesign {
  const part = <Name extends keyof BadgeDesign>(name: Name): BadgeDesign[Name] => {
    const read = BadgeDesign.shape[name].safeParse(typed[name]);
    return (read.success ? read.data : saved[name]) as BadgeDesign[Name];
  };
  return {
    shape: part('shape'),
    ground: part('ground'),
    thread: part('thread'),
    icon: part('icon'),
    ribbon: part('ribbon'),
  };
}

/** What was searched. */
export function queryOf(typed: Typed): string {
  return (typed['q'] ?? '').trim().slice(0, 100);
}
