import type { Request, Response } from 'express';
import type { CardsASheet } from '../domain/card-sheet.ts';
import type { NewCard } from '../usecases/backpack/cards.ts';
import type { WebDeps } from './deps.ts';
import { wordsFor } from './language.ts';
import { visitOf } from './member-room.ts';
import { cardSheet } from './views/worker/card-sheet.ts';

/** What the viewers that browsers have inside need: they write their own frame around the paper. */
const PAPER_POLICY =
  "default-src 'none';object-src 'self';style-src 'unsafe-inline';frame-ancestors 'none'";

/**
 * Answers with the sheets themselves, shown and not kept: the one time that these secrets are told.
 * An address to fetch them from later would have to keep them.
 */
export async function sendCards(
  deps: Pick<WebDeps, 'origin' | 'drawCards'>,
  req: Pick<Request, 'headers' | 'query' | 'acceptsLanguages' | 'path'>,
  res: Response,
  { handed, perSheet }: { readonly handed: readonly NewCard[]; readonly perSheet: CardsASheet },
): Promise<void> {
  const words = wordsFor(req);
  const centre = visitOf(res).profile.name;
  const sheet = cardSheet(words, handed, { origin: deps.origin, centre, perSheet });
  const bytes = await deps.drawCards(sheet);
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': PAPER_POLICY,
    'Content-Disposition': `inline; filename="${words.t('cards.file')}"`,
    'Content-Language': words.language,
  });
  res.type('application/pdf').send(Buffer.from(bytes));
}
