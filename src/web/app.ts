import express, { type Express } from 'express';
import { BadgeError } from '../domain/errors.ts';
import { accessLog } from './access-log.ts';
import { answerError } from './answer-error.ts';
import { contextsRoutes } from './api/contexts.ts';
import { documentRoutes } from './api/documents.ts';
import { healthRoutes } from './api/health.ts';
import { recognisedIssuersRoutes } from './api/recognised-issuers.ts';
import { resourceRoutes } from './api/resource-routes.ts';
import { verificationRoutes } from './api/verifications.ts';
import type { WebDeps } from './deps.ts';
import { createLimits } from './limits.ts';
import { answerOptions, refuseOtherMethods } from './methods.ts';
import { everyonePages } from './pages/everyone.ts';
import { learnerPages } from './pages/learner.ts';
import { workerPages } from './pages/worker.ts';
import { createPages } from './pages.ts';
import { ROUTES } from './routes.ts';
import {
  allowAnyOrigin,
  allowOutside,
  allowVerifier,
  keepSecret,
  refuseBrokenPath,
  refuseForeign,
  securityHeaders,
} from './security.ts';
import { achievementRoutes } from './standards/achievements.ts';
import { archiveRoutes } from './standards/archive.ts';
import { issuerRoutes } from './standards/issuers.ts';
import { statusRoutes } from './standards/status.ts';
import { vcApiRoutes } from './standards/vc-api.ts';

const SECRET_PATHS = [
  '/sign-in',
  '/team',
  '/account',
  '/backpack',
  '/card',
  '/v',
  '/embed',
  '/consent',
  '/erasure',
  '/s',
  '/report',
  '/enter',
  '/workshops',
  '/people',
  '/badges',
  '/centre',
];
/** Pages on which the verifier runs in the visitor's browser. */
const VERIFIER_PATHS = ['/verify', '/q'];
/** They know no visitor and change nothing: any page of any site may ask them. */
const OPEN_PATHS = new Set([
  '/api/v1/verifications',
  '/vc-api/credentials/verify',
  '/vc-api/presentations/verify',
]);

/** The whole web side of the service, ready to listen. */
export function createApp(deps: WebDeps): Express {
  const app = express();
  const sendPage = createPages(deps);
  const limits = createLimits(deps);
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.use(accessLog(deps), securityHeaders(deps.origin));
  app.use(SECRET_PATHS, keepSecret);
  app.use(VERIFIER_PATHS, allowVerifier);
  app.use(
    refuseBrokenPath,
    refuseForeign(deps.origin, (path) => OPEN_PATHS.has(path)),
  );
  app.all(openPatterns(), allowAnyOrigin);
  answerOptions(app);
  app.use(
    everyonePages(deps, sendPage, limits),
    learnerPages(deps, sendPage, limits),
    workerPages(deps, sendPage, limits),
    archiveRoutes(deps, limits),
    documentRoutes(deps, limits),
    issuerRoutes(deps, sendPage),
    achievementRoutes(deps, sendPage),
    statusRoutes(deps),
    vcApiRoutes(deps, limits),
    verificationRoutes(deps, limits),
    recognisedIssuersRoutes(deps),
    contextsRoutes(deps),
    resourceRoutes(deps, limits),
    healthRoutes(deps),
  );
  app.use('/assets/verify-worker.page.js', allowOutside);
  app.use('/assets', express.static(deps.publicFolder, { index: false, maxAge: '5m' }));
  refuseOtherMethods(app);
  app.use(() => {
    throw new BadgeError('not_found', 'There is nothing at this address.');
  });
  app.use(answerError(deps, sendPage));
  return app;
}

function openPatterns(): string[] {
  return ROUTES.flatMap(({ pattern, crossOrigin }) => (crossOrigin ? [pattern] : []));
}
