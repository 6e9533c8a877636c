import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { BadgeError } from '../domain/errors.ts';

/** Nothing runs in our pages but our own files, and no other site may frame them. */
export function securityHeaders(origin: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: origin.startsWith('https://'),
  });
}

/** The page keeps to itself; what it draws goes through one policy, and its camera may be asked for. */
export function allowVerifier(_req: Request, res: Response, next: NextFunction): void {
  const policy = String(res.get('Content-Security-Policy'));
  res.set({
    'Content-Security-Policy': `${policy};worker-src 'self';require-trusted-types-for 'script';trusted-types ecusson`,
    'Permissions-Policy': 'camera=(self)',
  });
  next();
}

/** The worker of the verifier asks the hosts of issuers; it has no page, and reads no cookie. */
export function allowOutside(_req: Request, res: Response, next: NextFunction): void {
  res.set(
    'Content-Security-Policy',
    "default-src 'none';script-src 'self';connect-src 'self' https:;require-trusted-types-for 'script';trusted-types 'none'",
  );
  next();
}

/** Pages whose address is a secret, or that only members see: kept nowhere, told to nobody. */
export function keepSecret(_req: Request, res: Response, next: NextFunction): void {
  res.set({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
  });
  next();
}

/** Documents that any page of any site may read: they are public and hold no secret. */
export function allowAnyOrigin(_req: Request, res: Response, next: NextFunction): void {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  next();
}

/** A page that may stand inside any site: it has nothing to press and knows no visitor. */
export function allowFrames(res: Response): void {
  res.set(
    'Content-Security-Policy',
    "default-src 'none';style-src 'self';img-src 'self';base-uri 'none';form-action 'none';frame-ancestors *",
  );
  res.set('Cross-Origin-Resource-Policy', 'cross-origin');
  res.removeHeader('X-Frame-Options');
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a visitor's browser send. `isOpen` names the paths that change
 * nothing and know no visitor.
 *
 * @throws {BadgeError} `request_refused`
 */
export function refuseForeign(origin: string, isOpen: (path: string) => boolean): RequestHandler {
  return (req, _res, next) => {
    if (!SAFE_METHODS.has(req.method) && !isOpen(req.path) && isForeign(req, origin)) {
      throw new BadgeError('request_refused', 'The request comes from another origin.');
    }
    next();
  };
}

/**
 * A page that sends no referrer makes its own forms say `Origin: null`; then the browser's word
 * that the site is the same has to stand beside it.
 *
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
function isForeign(req: Request, origin: string): boolean {
  const site = req.get('sec-fetch-site');
  const from = req.get('origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (from === undefined || from === origin) return false;
  return !(from === 'null' && site === 'same-origin');
}

/** @throws {BadgeError} `request_invalid` for a path that holds what no path of ours may hold */
export function refuseBrokenPath(req: Request, _res: Response, next: NextFunction): void {
  if (/\p{Cc}/u.test(decodedPath(req.path))) {
    throw new BadgeError('request_invalid', 'The path holds a control character.');
  }
  next();
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new BadgeError('request_invalid', 'The path is not valid UTF-8.', { cause });
  }
}
