import type { NextFunction, Request, Response } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import { BadgeError } from '../domain/errors.ts';
import type { WebDeps } from './deps.ts';
import { beforeAny, type Middleware } from './middleware.ts';

/** Neighbours in one home share an IPv6 prefix of this length, and so does one who rotates. */
const IPV6_PREFIX = 56;

export interface Limits {
  /** Every request counts: a verification costs work. */
  readonly verifications: Middleware;
  /** Every request counts: a printed sheet costs ten times the work of its verification. */
  readonly attestations: Middleware;
  /** Only wrong links count: guessing is slowed, using a link never is. */
  readonly wrongLinks: Middleware;
  /**
   * Only wrong codes of cards count. They have 60 bits: however many are wrong from everywhere,
   * nobody is kept from their card, and the log says it alone.
   */
  readonly guesses: Middleware;
  /**
   * Only wrong control keys count. They are short: when too many are wrong from everywhere, each
   * network has two tries in ten minutes for the rest of the hour.
   */
  readonly keyGuesses: Middleware;
  /**
   * The same count, where a key may be hidden in what is verified: in a picture, behind a page.
   * Counted after the answer, so that a class that verifies at once waits for nobody.
   */
  readonly hiddenKeyGuesses: Middleware;
  /** Every report counts. */
  readonly reports: Middleware;
  /** Every request counts: letters, codes and keys are asked for by people, not by the hundred. */
  readonly signIns: Middleware;
  /** Every letter or invitation counts, by member: stands after the session was opened. */
  readonly letters: Middleware;
  /** Every request counts, by token: stands after the token was opened. */
  readonly programs: Middleware;
  /** Stands where a wrong token is refused: those that open something never meet it. */
  readonly wrongTokens: Middleware;
}

const WRONG_ALONE: Parameters<typeof rateLimit>[0] = {
  skipSuccessfulRequests: true,
  requestWasSuccessful: (_req, res) => !isWrong(res),
};

function isWrong({ statusCode }: Pick<Response, 'statusCode'>): boolean {
  return statusCode === 404 || statusCode === 410;
}

function refuseWith(code: 'too_many_requests' | 'too_many_guesses') {
  return {
    handler: (_req: unknown, _res: unknown, next: NextFunction) =>
      next(new BadgeError(code, 'Too many requests in a short time.')),
  };
}

const HOUR_MS = 3_600_000;

/** Tries of a network while keys are guessed from everywhere: whoever reads one on paper gets in. */
const TRIES_WHEN_BRAKED = 2;

/**
 * Counts what was wrong in an hour, from anywhere: many addresses that guess together are seen too.
 * The log says so once an hour, for whoever watches it.
 *
 * @param braked stands before what is asked from then on
 */
function brakeOn(
  { now, log }: Pick<WebDeps, 'now' | 'log'>,
  { what, most, braked }: { what: 'cards' | 'keys'; most: number; braked?: Middleware },
): Middleware {
  let hour = { since: 0, wrong: 0 };
  return (req, res, next) => {
    const at = now().getTime();
    if (at - hour.since >= HOUR_MS || at < hour.since) hour = { since: at, wrong: 0 };
    const current = hour;
    res.once('finish', () => {
      if (!isWrong(res)) return;
      current.wrong += 1;
      if (current.wrong === most) log('warn', 'guesses_braked', { what, wrong: most });
    });
    return braked && current.wrong >= most ? braked(req, res, next) : next();
  };
}

function countAfter(store: MemoryStore, most: number): Middleware {
  return async (req, res, next) => {
    const network = networkOf(req);
    const { totalHits = 0 } = (await store.get(network)) ?? {};
    if (totalHits >= most) {
      return next(new BadgeError('too_many_guesses', 'Too many wrong keys in a short time.'));
    }
    res.once('finish', () => {
      if (isWrong(res)) void store.increment(network);
    });
    next();
  };
}

function inTurn(first: Middleware, second: Middleware): Middleware {
  return (req, res, next) =>
    first(req, res, (error?: unknown) => (error ? next(error) : second(req, res, next)));
}

/** @throws {BadgeError} `too_many_requests`, `too_many_guesses`, with `Retry-After` in the answer */
export function createLimits(deps: Pick<WebDeps, 'limits' | 'log' | 'now'>): Limits {
  const { limits = {} } = deps;
  const wrong = (most: number) =>
    limit(600_000, most, { ...WRONG_ALONE, ...refuseWith('too_many_guesses') });
  const most = limits.guessesInAll ?? 1000;
  const keys = new MemoryStore();
  const mostKeys = limits.guesses ?? 10;
  const brakeKeys = brakeOn(deps, { what: 'keys', most, braked: wrong(TRIES_WHEN_BRAKED) });
  return {
    verifications: limit(60_000, limits.verifications ?? 300),
    attestations: limit(60_000, limits.attestations ?? 30),
    signIns: limit(600_000, limits.signIns ?? 30),
    letters: limit(3_600_000, limits.letters ?? 60, {
      keyGenerator: (_req, res) => String(res.locals['visit']?.actor.memberId),
    }),
    programs: limit(60_000, limits.programs ?? 600, {
      keyGenerator: (_req, res) => String(res.locals['program']?.tokenId),
    }),
    wrongTokens: limit(600_000, limits.wrongTokens ?? 60),
    reports: limit(3_600_000, limits.reports ?? 10),
    guesses: inTurn(brakeOn(deps, { what: 'cards', most }), wrong(limits.guesses ?? 10)),
    keyGuesses: inTurn(
      brakeKeys,
      limit(600_000, mostKeys, {
        ...WRONG_ALONE,
        ...refuseWith('too_many_guesses'),
        store: keys,
      }),
    ),
    hiddenKeyGuesses: inTurn(brakeKeys, countAfter(keys, mostKeys)),
    wrongLinks: limit(600_000, limits.wrongLinks ?? 60, WRONG_ALONE),
  };
}

/** The address a request comes from; with IPv6, the network that one home has. */
export function networkOf({ ip }: Pick<Request, 'ip'>): string {
  return ipKeyGenerator(ip ?? 'unknown', IPV6_PREFIX);
}

function limit(
  windowMs: number,
  most: number,
  options: Parameters<typeof rateLimit>[0] = {},
): Middleware {
  const handler = rateLimit({
    keyGenerator: networkOf,
    windowMs,
    limit: most,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // How many proxies are trusted is the operator's word: there is nothing to guess or warn of.
    validate: false,
    ...refuseWith('too_many_requests'),
    ...options,
  });
  return beforeAny(handler);
}
