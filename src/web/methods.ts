import type { Express } from 'express';
import { BadgeError } from '../domain/errors.ts';
import { methodsOf, PATTERNS } from './routes.ts';

/** Says what an address allows. Stands before the routers, which would each answer for a part. */
export function answerOptions(app: Express): void {
  for (const pattern of PATTERNS) {
    const methods = methodsOf(pattern).join(', ');
    app.options(pattern, (_req, res) => {
      res.set('Allow', methods);
      if (res.get('Access-Control-Allow-Origin')) {
        res.set({
          'Access-Control-Allow-Methods': methods,
          'Access-Control-Allow-Headers': 'Accept, Content-Type',
          'Access-Control-Max-Age': '86400',
        });
      }
      res.status(204).end();
    });
  }
}

/** What is left at a known address is a method that it does not have. Stands after the routers. */
export function refuseOtherMethods(app: Express): void {
  for (const pattern of PATTERNS) {
    const methods = methodsOf(pattern).join(', ');
    app.all(pattern, (_req, res) => {
      res.set('Allow', methods);
      throw new BadgeError('method_not_allowed', `Allowed here: ${methods}.`);
    });
  }
}
