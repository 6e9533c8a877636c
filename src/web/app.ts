import express, { type Express } from 'express';
import { BadgeError } from '../domain/errors.ts';
import { accessLog } from './access-log.ts';
import { answerError } from './answer-error.ts';
import { healthRoutes } from './api/health.ts';
import { verificationRoutes } from './api/verifications.ts';
import type { WebDeps } from './deps.ts';
import { createLimits } from './limits.ts';
import { answerOptions, refuseOtherMethods } from './methods.ts';
import { backpackRoutes } from './pages/backpack.ts';
import { enterRoutes } from './pages/enter.ts';
import { landingRoutes } from './pages/landing.ts';
import { shareRoutes } from './pages/share.ts';
import { verifyRoutes } from './pages/verify.ts';
import { workshopRoutes } from './pages/workshops.ts';
import { createPages } from './pages.ts';
import { ROUTES } from './routes.ts';
import {
  allowAnyOrigin,
  keepSecret,
  refuseBrokenPath,
  refuseForeign,
  securityHeaders,
} from './security.ts';
import { achievementRoutes } from './standards/achievements.ts';
import { issuerRoutes } from './standards/issuers.ts';
import { statusRoutes } from './standards/status.ts';

const SECRET_PATHS = ['/backpack', '/s', '/enter', '/workshops'];
/** Knows no visitor and changes nothing: any page of any site may ask it. */
const OPEN_PATH = '/api/v1/verifications';

/** The whole web side of the service, ready to listen. */
export function createApp(deps: WebDeps): Express {
  const app = express();
  const sendPage = createPages(deps);
  const limits = createLimits(deps.limits);
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.use(accessLog(deps), securityHeaders(deps.origin));
  app.use(SECRET_PATHS, keepSecret);
  app.use(
    refuseBrokenPath,
    refuseForeign(deps.origin, (path) => path === OPEN_PATH),
  );
  app.all(openPatterns(), allowAnyOrigin);
  answerOptions(app);
  app.use(
    landingRoutes(sendPage),
    verifyRoutes(deps, sendPage, limits),
    shareRoutes(deps, sendPage, limits),
    backpackRoutes(deps, sendPage, limits),
    enterRoutes(deps, sendPage, limits),
    workshopRoutes(deps, sendPage),
    issuerRoutes(deps, sendPage),
    achievementRoutes(deps, sendPage),
    statusRoutes(deps),
    verificationRoutes(deps, limits),
    healthRoutes(deps),
  );
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
