import { Router } from 'express';
import { localDay } from '../../../domain/date-time.ts';
import { nameKey } from '../../../domain/learner.ts';
import { textOfList } from '../../../domain/list-text.ts';
import { tableOfNames } from '../../../domain/typed-names.ts';
import { type AwardForm, openAwardForm } from '../../../usecases/awarding/open-award-form.ts';
import { startBatch } from '../../../usecases/awarding/start-batch.ts';
import { type FieldErrors, refusalFor, type Typed, tickedOf, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, uploadOf, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { batchHref } from '../../views/hrefs.ts';
import { type AwardGiven, awardView } from '../../views/worker/award.ts';
import type { Words } from '../../words.ts';
import { checkAwardForm } from './award-fields.ts';

/** Choosing a badge, a workshop and people; nothing is awarded here. */
export function awardRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/workshops/new', room.open, async (req, res) => {
    const { actor } = visitOf(res);
    const { badge, workshop, batch } = req.query;
    const { language } = wordsFor(req);
    const form = await openAwardForm(deps, actor, {
      language,
      ...(typeof badge === 'string' ? { badge } : {}),
      ...(typeof workshop === 'string' ? { workshop } : {}),
      ...(typeof batch === 'string' ? { batch } : {}),
    });
    const given = givenAtFirst(form, localDay(deps.now()));
    sendPage(req, res, 'award', (words) => awardView(words, form, given));
  });

  router.post('/workshops/new', room.open, room.upload, async (req, res) => {
    const { actor } = visitOf(res);
    const file = uploadOf(res);
    const words = wordsFor(req);
    const checked = checkAwardForm(deps, words, req.body, file);
    const batch = checked.ok
      ? await startBatch(deps, actor, checked.value).catch((error: unknown) =>
          beside(words, refusalFor(error), file),
        )
      : checked.errors;
    if ('id' in batch && 'list' in batch) {
      return res.redirect(303, batchHref(batch.id));
    }
    const ticked = tickedOf(req.body, 'people');
    const typed = typedOf(req.body);
    const { badge = '' } = typed;
    const form = await openAwardForm(deps, actor, { language: words.language, badge, ticked });
    const errors = { ...batch, ...fileAgain(words, batch, file) };
    const given = { typed, ticked: new Set(ticked), errors };
    res.status(422);
    sendPage(req, res, 'award', () => awardView(words, form, given));
  });

  return router;
}

/** What stands in the form before anything is typed: the last workshop, or the list gone back to. */
function givenAtFirst(form: AwardForm, today: string): AwardGiven {
  const { from, workshops, people, batch } = form;
  const same = from ?? workshops[0];
  const workshop = batch?.workshop ?? (same && { ...same, date: from?.date ?? today });
  const typed: Typed = {
    title: workshop?.title ?? '',
    date: workshop?.date ?? today,
    place: workshop?.place ?? '',
    hours: workshop?.hours === undefined ? '' : String(workshop.hours),
    sentence: batch?.sentence ?? '',
  };
  if (!batch) {
    const ticked = new Set(from ? people.last.map(({ id }) => id) : []);
    return { typed, ticked, errors: {} };
  }
  const { names, ticked } = namesOfBatch(form, batch.list);
  return { typed: { ...typed, names }, ticked, errors: {} };
}

/** People of the list who have a box are ticked; the others are written. */
function namesOfBatch({ people }: AwardForm, list: NonNullable<AwardForm['batch']>['list']) {
  const ids = new Map([...people.last, ...people.recent].map((one) => [one.nameKey, one.id]));
  const isPlain = list.header.join() === tableOfNames([]).header.join();
  const ticked = new Set<string>();
  const rows = list.rows.filter(({ cells }) => {
    const [firstName = '', lastName = '', nickname = '', present] = cells;
    const id = ids.get(nameKey({ firstName, lastName, nickname }));
    if (!isPlain || id === undefined || present !== 'oui') return true;
    ticked.add(id);
    return false;
  });
  return { ticked, names: rows.length > 0 ? textOfList({ header: list.header, rows }) : '' };
}

/** Beside which field a refusal of the list stands. */
function beside(
  words: Words,
  refusal: ReturnType<typeof refusalFor>,
  file: Uint8Array | undefined,
): FieldErrors {
  const { code, params } = refusal;
  const isEmpty = code === 'list_without_people' && !file;
  const sentence = isEmpty ? words.t('award.nobody') : words.error(code, params);
  if (code.startsWith('achievement_')) return { badge: sentence };
  if (/^(csv_|list_|name_|unsupported_)/.test(code)) {
    return { [file ? 'file' : 'names']: sentence };
  }
  throw refusal;
}

/** A browser empties the field of the file: whoever had chosen one has to be told. */
function fileAgain(words: Words, errors: FieldErrors, file: Uint8Array | undefined): FieldErrors {
  return file && !errors['file'] ? { file: words.t('award.fileAgain') } : {};
}
