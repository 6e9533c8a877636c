import type { RouteRule, Visitor } from './rule.ts';

const ANYONE: readonly Visitor[] = ['anyone'];

/** The addresses of the pages in `pages/everyone`. */
export const EVERYONE_ROUTES: readonly RouteRule[] = [
  { method: 'GET', pattern: '/', visitors: ANYONE },
  { method: 'GET', pattern: '/accessibility', visitors: ANYONE },
  { method: 'GET', pattern: '/verify', visitors: ANYONE },
  { method: 'POST', pattern: '/verify', visitors: ANYONE },
  { method: 'GET', pattern: '/verify/about', visitors: ANYONE },
  { method: 'POST', pattern: '/verify/attestation', visitors: ANYONE },
  { method: 'GET', pattern: '/verifier.html', visitors: ANYONE },
  { method: 'GET', pattern: '/q', visitors: ANYONE },
  { method: 'GET', pattern: '/s/:token', visitors: ['share'] },
  { method: 'GET', pattern: '/s/:token/:part', visitors: ['share'] },
  { method: 'GET', pattern: '/v', visitors: ANYONE },
  { method: 'GET', pattern: '/v/:key', visitors: ['share'] },
  { method: 'GET', pattern: '/v/:key/:part', visitors: ['share'] },
  { method: 'GET', pattern: '/embed/:token', visitors: ['share'] },
  { method: 'GET', pattern: '/report', visitors: ANYONE },
  { method: 'POST', pattern: '/report', visitors: ANYONE },
  { method: 'GET', pattern: '/consent/:token', visitors: ['guardian'] },
  { method: 'POST', pattern: '/consent/:token', visitors: ['guardian'] },
  { method: 'GET', pattern: '/your-data', visitors: ANYONE },
  { method: 'GET', pattern: '/api', visitors: ANYONE },
];
