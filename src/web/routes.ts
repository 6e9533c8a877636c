import { EVERYONE_ROUTES } from './routes/everyone.ts';
import { LEARNER_ROUTES } from './routes/learner.ts';
import { MACHINE_ROUTES } from './routes/machines.ts';
import type { RouteRule } from './routes/rule.ts';
import { WORKER_ROUTES } from './routes/worker.ts';

/** The whole surface of the service. A test fails for a route that is not here. */
export const ROUTES: readonly RouteRule[] = [
  ...EVERYONE_ROUTES,
  ...LEARNER_ROUTES,
  ...WORKER_ROUTES,
  ...MACHINE_ROUTES,
];

export const PATTERNS: readonly string[] = [...new Set(ROUTES.map(({ pattern }) => pattern))];

/** The methods of a pattern, as `Allow` lists them. */
export function methodsOf(pattern: string): string[] {
  const methods = ROUTES.filter((route) => route.pattern === pattern).map(({ method }) => method);
  return [
    ...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    'OPTIONS',
  ];
}
