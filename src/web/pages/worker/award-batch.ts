import { type Response, Router } from 'express';
import type { ErrorCode } from '../../../domain/errors.ts';
import type { BatchChoices } from '../../../usecases/awarding/decide-batch.ts';
import { type OpenedBatch, openBatch } from '../../../usecases/awarding/open-batch.ts';
import { confirmBatch } from '../../../usecases/awarding/run-batch.ts';
import { batchOf, repeatBatch } from '../../../usecases/awarding/start-batch.ts';
import { undoBatch } from '../../../usecases/awarding/undo-batch.ts';
import { refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { batchHref } from '../../views/hrefs.ts';
import { NO_NOTICE } from '../../views/parts.ts';
import { awardPreviewView, type PreviewGiven } from '../../views/worker/award-preview.ts';
import { awardProgressView } from '../../views/worker/award-progress.ts';
import { awardReportView } from '../../views/worker/award-report.ts';

/** Milliseconds in which a small list is done: its worker sees the report, and no progress before. */
const PATIENCE_MS = 400;

/** A list of people before, while and after its badges are awarded. */
export function awardBatchRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/workshops/batches/:batchId', room.open, async (req, res) => {
    const opened = await openBatch(deps, visitOf(res).actor, req.params.batchId);
    sendBatch(sendPage, req, res, opened, { centre: visitOf(res).profile.name });
  });

  router.post('/workshops/batches/:batchId/award', room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { batchId } = req.params;
    const choices = choicesOf(req.body);
    const refusal = await refusalIn(confirmBatch(deps, actor, batchId, choices), REFUSED_BESIDE);
    if (refusal) {
      const opened = await openBatch(deps, actor, batchId);
      res.status(422);
      const centre = visitOf(res).profile.name;
      return sendBatch(sendPage, req, res, opened, { choices, refused: refusal, centre });
    }
    await patiently(deps.batchRuns.settled(batchId));
    res.redirect(303, batchHref(batchId));
  });

  router.get('/workshops/batches/:batchId/events', room.open, async (req, res) => {
    const { batchId } = req.params;
    await batchOf(deps, visitOf(res).actor, batchId);
    sendProgress(deps, res, batchId);
  });

  router.post('/workshops/batches/:batchId/undo', room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { batchId } = req.params;
    const refusal = await refusalIn(undoBatch(deps, actor, batchId), ['undo_too_late']);
    if (!refusal) return res.redirect(303, batchHref(batchId));
    const opened = await openBatch(deps, actor, batchId);
    res.status(409);
    sendBatch(sendPage, req, res, opened, { tooLate: true });
  });

  router.post('/workshops/batches/:batchId/again', room.open, room.form, async (req, res) => {
    const batch = await repeatBatch(deps, visitOf(res).actor, req.params.batchId);
    res.redirect(303, batchHref(batch.id));
  });

  return router;
}

/** How far the run is, told while it goes on. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
function sendProgress({ batchRuns }: WebDeps, res: Response, batchId: string): void {
  res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
  res.flushHeaders();
  const stop = batchRuns.listen(batchId, (news) => {
    if (news === 'ended') res.end('event: done\ndata: {}\n\n');
    // The browser asks again by itself, and hears what became of the run.
    else if (news === 'stopping') res.end();
    else res.write(`event: progress\ndata: ${JSON.stringify(news)}\n\n`);
  });
  res.on('close', stop);
}

type Asking = Parameters<SendPage>[0];

interface Given extends PreviewGiven {
  readonly tooLate?: boolean;
}

/** What the page says beside the lines that it is about. */
const REFUSED_BESIDE = ['text_names_someone', 'lines_undecided'] as const;

function sendBatch(
  sendPage: SendPage,
  req: Asking,
  res: Response,
  opened: OpenedBatch,
  given: Given = {},
): void {
  if (opened.state === 'running') {
    sendPage(req, res, 'award-progress', (words) => awardProgressView(words, opened));
  } else if (opened.state === 'planned') {
    sendPage(req, res, 'award-preview', (words) => awardPreviewView(words, opened, given));
  } else {
    sendPage(req, res, 'award-report', (words) => {
      const text = words.error('undo_too_late');
      return awardReportView(words, opened, given.tooLate ? { kind: 'bad', text } : NO_NOTICE);
    });
  }
}

/** The refusal, when it is one that the page says beside what it is about. */
async function refusalIn<Code extends ErrorCode>(
  work: Promise<void>,
  codes: readonly Code[],
): Promise<Code | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const refusal = refusalFor(error);
    const code = codes.find((one) => one === refusal.code);
    if (code === undefined) throw refusal;
    return code;
  }
}

/** Waits for a run, but not long. */
async function patiently(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}

/** What a worker decided, by the names of the fields; anything else is no decision. */
function choicesOf(body: unknown): BatchChoices {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  const people = new Map<number, string>();
  for (const [name, value] of fields) {
    const line = /^line-(\d{1,6})$/.exec(name)?.[1];
    if (line !== undefined && typeof value === 'string') people.set(Number(line), value);
  }
  const values = Object.fromEntries(fields);
  const again = [values['again']].flat().flatMap((value): [number, string][] => {
    const [, line, latestId] = /^(\d{1,6}):(.{1,64})$/.exec(String(value)) ?? [];
    return line && latestId ? [[Number(line), latestId]] : [];
  });
  return {
    people,
    again: new Map(again),
    isAgainForAll: values['againAll'] === 'yes',
    isTextChecked: values['checked'] === 'yes',
  };
}
