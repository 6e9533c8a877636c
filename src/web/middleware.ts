import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** A step before a route's own handler, whatever the parameters of the route are. */
export type Middleware = <Params>(
  req: Request<Params>,
  res: Response,
  next: NextFunction,
) => unknown;

/** Lets a handler of a package stand before any route, without hiding the route's parameters. */
export function beforeAny(handler: RequestHandler): Middleware {
  return (req, res, next) => handler(req as unknown as Request, res, next);
}
