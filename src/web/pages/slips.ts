import type { Request, Response } from 'express';
import type { Handed } from '../../usecases/people/hand-over.ts';
import type { WebDeps } from '../deps.ts';
import { visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { slipsView } from '../views/slips.ts';

/** Answers with the sheet of slips: the one time that these links are shown. */
export async function sendSlips(
  deps: Pick<WebDeps, 'origin' | 'qr'>,
  sendPage: SendPage,
  req: Pick<Request, 'method' | 'path' | 'query' | 'headers' | 'acceptsLanguages'>,
  res: Response,
  { handed, back }: { readonly handed: readonly Handed[]; readonly back: string },
): Promise<void> {
  const slips = await Promise.all(
    handed.map(async ({ learner, secret }) => {
      const link = `${deps.origin}/card#${secret}`;
      return { learner, link, qr: await deps.qr(link) };
    }),
  );
  const centre = visitOf(res).profile.name;
  sendPage(req, res.status(201), 'slips', (words) => slipsView(words, slips, { centre, back }));
}
