import type { ErrorRequestHandler, Request, Response } from 'express';
import { requestIdOf } from './access-log.ts';
import type { WebDeps } from './deps.ts';
import { keptForm } from './kept-form.ts';
import { wordsFor } from './language.ts';
import type { SendPage } from './pages.ts';
import { type Problem, problemOf, refusalOf } from './problem.ts';
import { problemView } from './views/problem.ts';

/** Where machines ask: a problem unless a page is asked for by name. */
const FOR_MACHINES =
  /^\/(api|vc-api|status|\.well-known|healthz|readyz)(\/|$)|\/did\.json$|\/keys\//;

/**
 * The only place where an error becomes a response: a page for people, a problem for machines.
 * Faults are logged by kind and place alone, since a message may hold what it was about.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function answerError(
  { log, origin }: Pick<WebDeps, 'log' | 'origin'>,
  sendPage: SendPage,
): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const requestId = requestIdOf(res);
    const refusal = refusalOf(error);
    if (!refusal) log('error', 'fault', { id: requestId, ...describeFault(error) });
    if (res.headersSent) return next(error);
    const words = wordsFor(req);
    const title = words.error(refusal?.code ?? 'fault', refusal?.params ?? {});
    const problem = problemOf(refusal, { origin, requestId, title });
    res.status(problem.status);
    res.set('Cache-Control', 'no-store');
    if (!wantsPage(req)) return sendProblem(res, problem, words.language);
    const path = req.method === 'GET' ? req.originalUrl : '';
    const kept = await keptForm(req, res, refusal?.code);
    sendPage(req, res, 'problem', () => problemView(words, problem, { path, kept }));
  };
}

function sendProblem(res: Response, problem: Problem, language: string): void {
  res.vary('Accept, Accept-Language');
  res.set('Content-Language', language);
  res.set('Content-Type', 'application/problem+json');
  res.send(Buffer.from(JSON.stringify(problem)));
}

function wantsPage(req: Request): boolean {
  const page = ['text/html', 'application/problem+json', 'application/json'];
  const offers = FOR_MACHINES.test(req.path) ? [...page.slice(1), 'text/html'] : page;
  return (req.accepts(offers) || 'text/html') === 'text/html' && !req.path.startsWith('/api/');
}

function describeFault(error: unknown): { name: string; at: string } {
  if (!(error instanceof Error)) return { name: typeof error, at: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    at: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' < '),
  };
}
