import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { onceByKey } from '../../usecases/operations/idempotency.ts';
import { requestIdOf } from '../access-log.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import type { Limits } from '../limits.ts';
import { problemOf, refusalOf } from '../problem.ts';
import { sendDocument } from '../send-document.ts';
import type { Words } from '../words.ts';
import { openToken, programOf, requireScope } from './bearer.ts';
import { openApiDocument } from './openapi-document.ts';
import { type Call, OPENAPI_PATH, type Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { readFields, readJsonBody } from './read-fields.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const RETRY_SECONDS = 5;
const Nothing = z.strictObject({});

/** Every operation of programs, and their description. */
export function resourceRoutes(deps: WebDeps, limits: Limits): Router {
  const router = Router();
  const open = openToken(deps, limits);
  const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });
  const write = writer(deps);

  for (const operation of OPERATIONS) {
    const before: RequestHandler[] = [open, limits.programs, requireScope(operation.scope)];
    if (operation.method === 'GET') {
      router.get(operation.path, ...before, (req, res) => read(deps, operation, req, res));
    } else {
      router.post(operation.path, ...before, readBody, (req, res) => write(operation, req, res));
    }
  }

  router.get(OPENAPI_PATH, (_req, res) => {
    const document = openApiDocument(deps.origin);
    sendDocument(res, document, { type: 'application/json', cache: 'public, max-age=300' });
  });

  return router;
}

async function read(deps: WebDeps, operation: Operation, req: Request, res: Response) {
  const call = callOf(operation, req, res, { body: undefined, runId: '' });
  const { status, body } = await operation.run(deps, call);
  const { next } = body as { readonly next?: string };
  if (next !== undefined) res.set('Link', `<${next}>; rel="next"`);
  send(res, status, JSON.stringify(body));
}

/** Writes once for each Idempotency-Key; a refusal is an answer too, and is given again alike. */
function writer(deps: WebDeps) {
  return async (operation: Operation, req: Request, res: Response) => {
    const { value, text } = readJsonBody(deps, req);
    const body = readFields(operation.body?.schema ?? Nothing, value);
    const { tokenId } = programOf(res);
    const key = req.get('idempotency-key');
    const runId = deps.sha256Hex(`${tokenId}|${key}`);
    const call = callOf(operation, req, res, { body, runId });
    const content = `${req.method} ${req.originalUrl}\n${text}`;
    const work = () => answerOf(deps, operation, call, { req, res });
    const answer = await onceByKey(deps, { tokenId, key, content }, work).catch(
      (error: unknown) => {
        const inProgress = error instanceof BadgeError && error.code === 'idempotency_in_progress';
        if (inProgress) res.set('Retry-After', String(RETRY_SECONDS));
        throw error;
      },
    );
    if (answer.status === 201 && operation.place) {
      // Each operation reads what itself has answered.
      res.set('Location', deps.origin + operation.place(JSON.parse(answer.body) as never));
    }
    if (answer.replayed) res.set('Idempotency-Replayed', 'true');
    send(res, answer.status, answer.body);
  };
}

/** Throws what may be otherwise at the next try: faults, and a store that is full or away. */
async function answerOf(
  deps: WebDeps,
  operation: Operation,
  call: Call<never, never>,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<{ status: number; body: string }> {
  try {
    const { status, body } = await operation.run(deps, call);
    return { status, body: JSON.stringify(body) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const title = sentenceOf(wordsFor(req), refusal);
    const problem = problemOf(refusal, { origin: deps.origin, requestId: requestIdOf(res), title });
    if (problem.status >= 500) throw error;
    return { status: problem.status, body: JSON.stringify(problem) };
  }
}

/** A program has no box to tick: it is told what to send instead. */
function sentenceOf(words: Words, { code, params }: BadgeError): string {
  return code === 'text_names_someone'
    ? words.t('api.textNamesSomeone')
    : words.error(code, params);
}

function callOf(
  { query }: Operation,
  req: Request,
  res: Response,
  rest: { readonly body: unknown; readonly runId: string },
): Call<never, never> {
  const call: Call<unknown, unknown> = {
    program: programOf(res),
    places: placesOf(req),
    query: parse(query ?? Nothing, { ...req.query }),
    ...rest,
  };
  return call as Call<never, never>;
}

function placesOf({ params }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, [value].flat().join('/')]),
  );
}

function send(res: Response, status: number, body: string): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  res.status(status);
  sendDocument(res, body, { type, cache: 'no-store' });
}
