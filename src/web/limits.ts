import type { NextFunction, Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
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
   * Only wrong codes and keys count: they are short, so that guessing is slowed hard, and stopped
   * for all of this process when too many are wrong from everywhere.
   */
  readonly guesses: Middleware;
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

/**
 * Counts what was wrong in an hour, from anywhere: many addresses that guess together are stopped
 * too. The log says so once an hour, for whoever watches it.
 */
function brakeOn({ now, log }: Pick<WebDeps, 'now' | 'log'>, most: number): Middleware {
  let hour = { since: 0, wrong: 0 };
  return (_req, res, next) => {
    const at = now().getTime();
    if (at - hour.since >= HOUR_MS || at < hour.since) hour = { since: at, wrong: 0 };
    const current = hour;
    if (current.wrong >= most) {
      res.set('Retry-After', String(Math.ceil((current.since + HOUR_MS - at) / 1000)));
      return next(new BadgeError('too_many_guesses', 'Too many wrong codes from everywhere.'));
    }
    res.once('finish', () => {
      if (!isWrong(res)) return;
      current.wrong += 1;
      if (current.wrong === most) log('warn', 'guesses_braked', { wrong: most });
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
    guesses: inTurn(
      brakeOn(deps, limits.guessesInAll ?? 1000),
      limit(600_000, limits.guesses ?? 10, { ...WRONG_ALONE, ...refuseWith('too_many_guesses') }),
    ),
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
