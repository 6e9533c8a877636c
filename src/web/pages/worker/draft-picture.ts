import type { Response } from 'express';
import { draftName } from '../../../domain/draft.ts';
import { BadgeError } from '../../../domain/errors.ts';
import type { OpenDraft } from '../../../usecases/achievements/open-draft.ts';
import type { WebDeps } from '../../deps.ts';
import { sendDocument } from '../../send-document.ts';

/** An SVG opened by itself is a page: it may neither run nor load anything. */
const SVG_POLICY = "sandbox; default-src 'none'; style-src 'none'";
/** The address says which revision it is. */
const CACHE = 'private, max-age=600';

/** Answers with the picture of a draft as it stands. */
export async function sendDraftPicture(
  deps: Pick<WebDeps, 'store' | 'designs' | 'picture'>,
  res: Response,
  { draft, text }: OpenDraft,
): Promise<void> {
  const { picture } = text;
  if (picture.kind === 'design') {
    const svg = await deps.designs.draw(picture.design, draftName(text, text.inLanguage));
    return sendSvg(res, svg);
  }
  const bytes =
    picture.kind === 'upload'
      ? await deps.store.pictures.get(picture.hash)
      : await keptPicture(deps, draft.profileId, picture.achievementId);
  if (!bytes) throw new BadgeError('not_found', 'No such picture.');
  sendDocument(res, bytes, { type: 'image/png', cache: CACHE });
}

/** Answers with a drawing of ours. */
export function sendSvg(res: Response, svg: string): void {
  res.set('Content-Security-Policy', SVG_POLICY);
  sendDocument(res, svg, { type: 'image/svg+xml', cache: CACHE });
}

async function keptPicture(
  deps: Pick<WebDeps, 'store' | 'picture'>,
  profileId: string,
  achievementId: string,
): Promise<Uint8Array | undefined> {
  const achievement = await deps.store.achievements.get(achievementId);
  return achievement?.profileId === profileId ? deps.picture(achievement) : undefined;
}
