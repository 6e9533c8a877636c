import type { RouteRule, Visitor } from './rule.ts';

const ANYONE: readonly Visitor[] = ['anyone'];
const TOKEN: readonly Visitor[] = ['token'];

/** The addresses of `api` and `standards`. */
export const MACHINE_ROUTES: readonly RouteRule[] = [
  { method: 'GET', pattern: '/issuers/:handle', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/issuers/:handle/did.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/issuers/:handle/keys/:kid', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/issuers/:handle/archive.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/.well-known/jwks.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id/image.png', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id/image.svg', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/status/:list', visitors: ANYONE, crossOrigin: true },
  { method: 'POST', pattern: '/api/v1/verifications', visitors: ANYONE, crossOrigin: true },
  { method: 'POST', pattern: '/api/v1/documents', visitors: ANYONE },
  { method: 'GET', pattern: '/api/v1/recognised-issuers', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/api/v1/contexts', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/api/v1/openapi.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/api/v1/achievements', visitors: TOKEN },
  { method: 'POST', pattern: '/api/v1/achievements', visitors: TOKEN },
  { method: 'GET', pattern: '/api/v1/achievements/:id', visitors: TOKEN },
  { method: 'POST', pattern: '/api/v1/achievements/:id/archive', visitors: TOKEN },
  { method: 'GET', pattern: '/api/v1/awards', visitors: TOKEN },
  { method: 'POST', pattern: '/api/v1/awards', visitors: TOKEN },
  { method: 'GET', pattern: '/api/v1/awards/:awardId', visitors: TOKEN },
  { method: 'GET', pattern: '/api/v1/revocations', visitors: TOKEN },
  { method: 'POST', pattern: '/api/v1/revocations', visitors: TOKEN },
  { method: 'POST', pattern: '/vc-api/credentials/verify', visitors: ANYONE, crossOrigin: true },
  { method: 'POST', pattern: '/vc-api/presentations/verify', visitors: ANYONE, crossOrigin: true },
  // Not there unless the operator says so: see VC_API.
  { method: 'POST', pattern: '/vc-api/credentials/issue', visitors: TOKEN },
  { method: 'POST', pattern: '/vc-api/credentials/status', visitors: TOKEN },
  { method: 'GET', pattern: '/healthz', visitors: ANYONE },
  { method: 'GET', pattern: '/readyz', visitors: ANYONE },
];
