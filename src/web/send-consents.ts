import type { Request, Response } from 'express';
import { countGuardianLinks } from '../usecases/people/guardian-link.ts';
import { openConsents } from '../usecases/people/record-consents.ts';
import type { WebDeps } from './deps.ts';
import { visitOf } from './member-room.ts';
import type { SendPage } from './pages.ts';
import { type ConsentsState, consentsView } from './views/worker/consents.ts';

/** The page of a person's consents, as the team sees it; after what was refused too. */
export async function sendConsents(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request<{ learnerId: string }>,
  res: Response,
  state: Omit<ConsentsState, 'hasMail' | 'openLinks'>,
): Promise<void> {
  const { learnerId } = req.params;
  const opened = await openConsents(deps, visitOf(res).actor, learnerId);
  const openLinks = await countGuardianLinks(deps, learnerId);
  const hasMail = deps.mail !== undefined;
  sendPage(req, res, 'person-consent', (words) =>
    consentsView(words, opened, { ...state, hasMail, openLinks }),
  );
}
