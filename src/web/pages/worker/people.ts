import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import { countWaiting } from '../../../usecases/people/inbox.ts';
import { searchPeople } from '../../../usecases/people/search-people.ts';
import type { WebDeps } from '../../deps.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { foundView, peopleView } from '../../views/worker/people.ts';

/**
 * The people of the centre, found by the first letters of a name or of a badge. A name that is
 * looked for comes by a form: addresses are kept by browsers and by what stands between.
 */
export function peopleRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/people', room.open, (req, res) => sendPeople(deps, sendPage, req, res, ''));

  router.post('/people', room.open, room.form, (req, res) =>
    sendPeople(deps, sendPage, req, res, queryOf(req)),
  );

  /** The same as a part of the page, for its script. */
  router.post('/people/search', room.open, room.form, async (req, res) => {
    const found = await searchPeople(deps, visitOf(res).actor, queryOf(req));
    sendPage(req, res, 'people-found', (words) => foundView(words, found));
  });

  return router;
}

async function sendPeople(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
  query: string,
): Promise<void> {
  const { actor } = visitOf(res);
  const found = await searchPeople(deps, actor, query);
  const waiting = await countWaiting(deps, actor);
  const asked = { query: plainText(query, 200), waiting };
  sendPage(req, res, 'people', (words) => peopleView(words, found, asked));
}

const SearchForm = z.object({ q: z.string().catch('') }).catch({ q: '' });

/** @throws {BadgeError} `request_invalid` for what no keyboard writes (SECURITY row 112) */
function queryOf({ body }: Pick<Request, 'body'>): string {
  const { q } = SearchForm.parse(body);
  if (q.includes('\0')) throw new BadgeError('request_invalid', 'The search holds a NUL.');
  return q;
}
