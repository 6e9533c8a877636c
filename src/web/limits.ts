import type { Request } from 'express';
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
  /** Only wrong cards and keys count: they are short, so that guessing is slowed hard. */
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
  requestWasSuccessful: (_req, res) => res.statusCode !== 404 && res.statusCode !== 410,
};

/** @throws {BadgeError} `too_many_requests`, with `Retry-After` in the answer */
export function createLimits(limits: NonNullable<WebDeps['limits']> = {}): Limits {
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
    guesses: limit(600_000, limits.guesses ?? 10, WRONG_ALONE),
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
    ...options,
    windowMs,
    limit: most,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // How many proxies are trusted is the operator's word: there is nothing to guess or warn of.
    validate: false,
    handler(_req, _res, next) {
      next(new BadgeError('too_many_requests', 'Too many requests in a short time.'));
    },
  });
  return beforeAny(handler);
}
