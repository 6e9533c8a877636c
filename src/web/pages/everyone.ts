import type { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { accessibilityRoutes } from './everyone/accessibility.ts';
import { apiRoutes } from './everyone/api.ts';
import { guardianRoutes } from './everyone/guardian.ts';
import { landingRoutes } from './everyone/landing.ts';
import { qRoutes } from './everyone/q.ts';
import { reportRoutes } from './everyone/report.ts';
import { controlKeyRoutes, shareRoutes } from './everyone/share.ts';
import { verifierFileRoutes } from './everyone/verifier-file.ts';
import { verifyRoutes } from './everyone/verify.ts';
import { yourDataRoutes } from './everyone/your-data.ts';

/** The pages that anybody may open, and those behind the link of a share or a guardian. */
export function everyonePages(deps: WebDeps, sendPage: SendPage, limits: Limits): Router[] {
  return [
    landingRoutes(sendPage),
    accessibilityRoutes(sendPage),
    verifyRoutes(deps, sendPage, limits),
    shareRoutes(deps, sendPage, limits),
    controlKeyRoutes(deps, sendPage, limits),
    reportRoutes(deps, sendPage, limits),
    guardianRoutes(deps, sendPage, limits),
    yourDataRoutes(sendPage),
    qRoutes(sendPage),
    verifierFileRoutes(deps, limits),
    apiRoutes(sendPage),
  ];
}
