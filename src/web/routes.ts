/** Who a visitor is, by what they hold: nothing, a secret link, or a member's session. */
export const VISITORS = [
  'anyone',
  /** Has the link of an open share. */
  'share',
  /** Has a backpack open. */
  'learner',
  /** Has an owner link that was not used. */
  'invited',
  'awarder',
  'owner',
  /** Has a token with every scope. */
  'token',
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
const TOKEN: readonly Visitor[] = ['token'];
const LEARNER: readonly Visitor[] = ['learner'];

/** The whole surface of the service. A test fails for a route that is not here. */
export const ROUTES: readonly RouteRule[] = [
  { method: 'GET', pattern: '/', visitors: ANYONE },
  { method: 'GET', pattern: '/verify', visitors: ANYONE },
  { method: 'POST', pattern: '/verify', visitors: ANYONE },
  { method: 'GET', pattern: '/verify/about', visitors: ANYONE },
  { method: 'POST', pattern: '/verify/attestation', visitors: ANYONE },
  { method: 'GET', pattern: '/verifier.html', visitors: ANYONE },
  { method: 'GET', pattern: '/q', visitors: ANYONE },
  { method: 'GET', pattern: '/s/:token', visitors: ['share'] },
  { method: 'GET', pattern: '/card', visitors: ANYONE },
  { method: 'POST', pattern: '/card', visitors: ANYONE },
  { method: 'POST', pattern: '/backpack/leave', visitors: ANYONE },
  { method: 'GET', pattern: '/backpack', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/badges/:awardId/answer', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/badges/:awardId/shares', visitors: LEARNER },
  { method: 'GET', pattern: '/backpack/badges/:awardId/:format', visitors: LEARNER },
  { method: 'POST', pattern: '/backpack/shares/:shareId/withdraw', visitors: LEARNER },
  { method: 'GET', pattern: '/enter/:token', visitors: ['invited'] },
  { method: 'POST', pattern: '/enter/:token', visitors: ['invited'] },
  { method: 'GET', pattern: '/workshops', visitors: MEMBERS },
  { method: 'GET', pattern: '/workshops/new', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/new', visitors: MEMBERS },
  { method: 'GET', pattern: '/workshops/batches/:batchId', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/batches/:batchId/award', visitors: MEMBERS },
  { method: 'GET', pattern: '/workshops/batches/:batchId/events', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/batches/:batchId/undo', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/batches/:batchId/again', visitors: MEMBERS },
  { method: 'GET', pattern: '/centre', visitors: ['owner'] },
  { method: 'POST', pattern: '/centre', visitors: ['owner'] },
  { method: 'GET', pattern: '/people', visitors: MEMBERS },
  { method: 'GET', pattern: '/people/search', visitors: MEMBERS },
  { method: 'GET', pattern: '/people/:learnerId', visitors: MEMBERS },
  { method: 'POST', pattern: '/people/:learnerId/link', visitors: MEMBERS },
  { method: 'POST', pattern: '/people/:learnerId/letter', visitors: MEMBERS },
  { method: 'GET', pattern: '/sign-in', visitors: ANYONE },
  { method: 'POST', pattern: '/sign-in', visitors: ANYONE },
  { method: 'GET', pattern: '/sign-in/code', visitors: ANYONE },
  { method: 'POST', pattern: '/sign-in/code', visitors: ANYONE },
  { method: 'POST', pattern: '/sign-in/passkey', visitors: ANYONE },
  { method: 'POST', pattern: '/sign-in/passkey/options', visitors: ANYONE },
  { method: 'GET', pattern: '/team', visitors: ['owner'] },
  { method: 'POST', pattern: '/team/invitations', visitors: ['owner'] },
  { method: 'POST', pattern: '/team/members/:memberId/link', visitors: ['owner'] },
  { method: 'POST', pattern: '/team/members/:memberId/remove', visitors: ['owner'] },
  { method: 'GET', pattern: '/team/tokens', visitors: ['owner'] },
  { method: 'POST', pattern: '/team/tokens', visitors: ['owner'] },
  { method: 'POST', pattern: '/team/tokens/:tokenId/withdraw', visitors: ['owner'] },
  { method: 'GET', pattern: '/account', visitors: MEMBERS },
  { method: 'POST', pattern: '/account', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/passkeys', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/passkeys/options', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/passkeys/:passkeyId/remove', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/sessions/end-others', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/sessions/:sessionId/end', visitors: MEMBERS },
  { method: 'POST', pattern: '/account/leave', visitors: ANYONE },
  { method: 'GET', pattern: '/workshops/awards/:awardId/badge.png', visitors: MEMBERS },
  { method: 'GET', pattern: '/workshops/awards/:awardId/revoke', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/awards/:awardId/revoke', visitors: MEMBERS },
  { method: 'GET', pattern: '/workshops/batches/:batchId/print', visitors: MEMBERS },
  { method: 'POST', pattern: '/workshops/batches/:batchId/print', visitors: MEMBERS },
  // After what stands at a fixed place below it.
  { method: 'GET', pattern: '/workshops/:workshopId', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/new', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/skills', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/catalogue', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/catalogue/:entry', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/catalogue/:entry/image', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/catalogue/:entry/adopt', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/catalogue/:entry/draft', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/frameworks', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/frameworks', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/frameworks/:frameworkId/remove', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/drafts/:draftId', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts/:draftId', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/drafts/:draftId/image', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts/:draftId/publish', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts/:draftId/remove', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/preview.svg', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/icons', visitors: MEMBERS },
  { method: 'GET', pattern: '/badges/drafts/:draftId/picture', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts/:draftId/picture', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/drafts/:draftId/picture/upload', visitors: MEMBERS },
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
  { method: 'GET', pattern: '/api', visitors: ANYONE },
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
  // After the other addresses under /badges: the last part may be any badge.
  { method: 'GET', pattern: '/badges/:id', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/:id/archive', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/:id/unarchive', visitors: MEMBERS },
  { method: 'POST', pattern: '/badges/:id/new-version', visitors: MEMBERS },
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
