import type { RequestHandler, Response } from 'express';
import type { WebDeps } from './deps.ts';

/** The id of this request: in the log, and in what a person is shown when something went wrong. */
export function requestIdOf(res: Response): string {
  return String(res.locals['requestId']);
}

/**
 * One line per request: method, route pattern, status, time, id. Never the path, which may be a
 * secret, nor an address or a body.
 */
export function accessLog({ log, newId }: Pick<WebDeps, 'log' | 'newId'>): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const id = newId();
    res.locals['requestId'] = id;
    res.once('close', () => {
      log('info', 'request', {
        id,
        method: req.method,
        route: typeof req.route?.path === 'string' ? req.route.path : 'none',
        status: res.writableFinished ? res.statusCode : 499,
        ms: Math.round(performance.now() - start),
      });
    });
    next();
  };
}
