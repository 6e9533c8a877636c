import { type Request, Router } from 'express';
import { BadgeError } from '../../../domain/errors.ts';
import { countWaiting } from '../../../usecases/people/inbox.ts';
import { searchPeople } from '../../../usecases/people/search-people.ts';
import type { WebDeps } from '../../deps.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { foundView, peopleView } from '../../views/worker/people.ts';

/** The people of the centre, found by the first letters of a name or of a badge. */
export function peopleRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/people', room.open, async (req, res) => {
    const query = queryOf(req);
    const { actor } = visitOf(res);
    const found = await searchPeople(deps, actor, query);
    const waiting = await countWaiting(deps, actor);
    const asked = { query: plainText(query, 200), waiting };
    sendPage(req, res, 'people', (words) => peopleView(words, found, asked));
  });

  /** The same as a part of the page, for its script. */
  router.get('/people/search', room.open, async (req, res) => {
    const found = await searchPeople(deps, visitOf(res).actor, queryOf(req));
    sendPage(req, res, 'people-found', (words) => foundView(words, found));
  });

  return router;
}

/** @throws {BadgeError} `request_invalid` for what no keyboard writes (SECURITY row 112) */
function queryOf({ query }: Pick<Request, 'query'>): string {
  const { q } = query;
  if (typeof q !== 'string') return '';
  if (q.includes('\0')) throw new BadgeError('request_invalid', 'The search holds a NUL.');
  return q;
}
