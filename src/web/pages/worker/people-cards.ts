import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import { parse } from '../../../domain/parse.ts';
import { choosePeople } from '../../../usecases/people/choose-people.ts';
import { handOver } from '../../../usecases/people/hand-over.ts';
import { PeopleField, SizeField } from '../../card-form.ts';
import type { WebDeps } from '../../deps.ts';
import { languageOf } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { sendCards } from '../../send-cards.ts';
import { peopleCardsView } from '../../views/worker/people-cards.ts';

const CardsForm = z.strictObject({
  people: PeopleField,
  size: SizeField,
  q: z.string().max(200).default(''),
  step: z.enum(['search', 'all', 'print']).default('print'),
});
type CardsCommand = z.output<typeof CardsForm>;

/** Cards for anybody of the centre: several people, found one after the other. */
export function peopleCardsRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const show = (req: Request, res: Response, asked: CardsCommand, problem = false) =>
    showChoice(deps, sendPage, { req, res }, { ...asked, problem });

  router.get('/people/cards', room.open, (req, res) => {
    const q = typeof req.query['q'] === 'string' ? req.query['q'].slice(0, 200) : '';
    return show(req, res, { people: [], size: 8, q, step: 'search' });
  });

  /** Searching keeps who was ticked, so it is sent like the rest; printing answers with the paper. */
  router.post('/people/cards', room.open, room.form, async (req, res) => {
    const asked = parse(CardsForm, req.body ?? {}, 'form_invalid');
    if (asked.step !== 'print') return show(req, res, asked);
    if (asked.people.length === 0) return show(req, res.status(422), asked, true);
    const handed = await handOver(deps, visitOf(res).actor, asked.people);
    await sendCards(deps, req, res, { handed, perSheet: asked.size });
  });

  return router;
}

async function showChoice(
  deps: WebDeps,
  sendPage: SendPage,
  { req, res }: { readonly req: Request; readonly res: Response },
  asked: CardsCommand & { readonly problem: boolean },
): Promise<void> {
  if (asked.q.includes('\0')) throw new BadgeError('request_invalid', 'The search holds a NUL.');
  const offered = await choosePeople(deps, visitOf(res).actor, {
    query: asked.q,
    chosenIds: asked.people,
    language: languageOf(req),
  });
  const query = plainText(asked.q, 200);
  sendPage(req, res, 'people-cards', (words) =>
    peopleCardsView(words, offered, {
      query,
      size: asked.size,
      isAll: asked.step === 'all',
      problem: asked.problem ? words.t('handOver.chooseSomeone') : '',
    }),
  );
}
