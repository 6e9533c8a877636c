/** Who a visitor is, by what they hold: nothing, a secret link, or a member's session. */
export const VISITORS = [
  'anyone',
  /** Has the link of an open share. */
  'share',
  /** Has the link of a backpack. */
  'learner',
  /** Has an owner link that was not used. */
  'invited',
  'awarder',
  'owner',
] as const;
export type Visitor = (typeof VISITORS)[number];

export interface RouteRule {
  readonly method: 'GET' | 'POST';
  readonly pattern: string;
  /** Who gets what is behind it; everybody when `anyone` is named. */
  readonly visitors: readonly Visitor[];
  /** Any site may read it from a browser. */
  readonly crossOrigin?: true;
}

const MEMBERS: readonly Visitor[] = ['awarder', 'owner'];
const ANYONE: readonly Visitor[] = ['anyone'];
const LEARNER: readonly Visitor[] = ['learner'];

/** The whole surface of the service. A test fails for a route that is not here. */
export const ROUTES: readonly RouteRule[] = [
  { method: 'GET', pattern: '/', visitors: ANYONE },
  { method: 'GET', pattern: '/verify', visitors: ANYONE },
  { method: 'POST', pattern: '/verify', visitors: ANYONE },
  { method: 'GET', pattern: '/s/:token', visitors: ['share'] },
  { method: 'GET', pattern: '/backpack/:token', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/:token/badges/:awardId/answer', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/:token/badges/:awardId/shares', visitors: LEARNER },
  { method: 'GET', pattern: '/backpack/:token/badges/:awardId/:format', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/:token/shares/:shareId/withdraw', visitors: LEARNER },
  { method: 'GET', pattern: '/enter/:token', visitors: ['invited'] },
  { method: 'POST', pattern: '/enter/:token', visitors: ['invited'] },
  { method: 'GET', pattern: '/workshops', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/profile', visitors: ['owner'] },
  { method: 'POST', pattern: '/workshops/leave', visitors: ANYONE },
  { method: 'POST', pattern: '/workshops/awards/:awardId/revoke', visitors: MEMBERS },
  { method: 'GET', pattern: '/issuers/:handle', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/issuers/:handle/did.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/issuers/:handle/keys/:kid', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/.well-known/jwks.json', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id/image.png', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/achievements/:id/image.svg', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/status/:list', visitors: ANYONE, crossOrigin: true },
  { method: 'POST', pattern: '/api/v1/verifications', visitors: ANYONE, crossOrigin: true },
  { method: 'GET', pattern: '/healthz', visitors: ANYONE },
  { method: 'GET', pattern: '/readyz', visitors: ANYONE },
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
