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
import { accessibilityRoutes } from './pages/accessibility.ts';
import { accountRoutes } from './pages/account.ts';
import { apiRoutes } from './pages/api.ts';
import { askCorrectionRoutes } from './pages/ask-correction.ts';
import { awardRoutes } from './pages/award.ts';
import { awardBatchRoutes } from './pages/award-batch.ts';
import { backpackFileRoutes, backpackRoutes } from './pages/backpack.ts';
import { backpackStoryRoutes } from './pages/backpack-story.ts';
import { badgeCatalogueRoutes } from './pages/badge-catalogue.ts';
import { badgeEditorRoutes } from './pages/badge-editor.ts';
import { badgePictureRoutes } from './pages/badge-picture.ts';
import { badgeDetailRoutes, badgeRoutes } from './pages/badges.ts';
import { cardRoutes } from './pages/card.ts';
import { centreRoutes } from './pages/centre.ts';
import { collectionRoutes } from './pages/collections.ts';
import { consentRoutes } from './pages/consents.ts';
import { correctRoutes } from './pages/correct.ts';
import { enterRoutes } from './pages/enter.ts';
import { erasureRoutes } from './pages/erasure.ts';
import { exportRoutes } from './pages/export.ts';
import { frameworkRoutes } from './pages/frameworks.ts';
import { guardianRoutes } from './pages/guardian.ts';
import { guardianLinkRoutes } from './pages/guardian-links.ts';
import { handOverRoutes } from './pages/hand-over.ts';
import { importRoutes } from './pages/imports.ts';
import { inboxRoutes } from './pages/inbox.ts';
import { landingRoutes } from './pages/landing.ts';
import { learnerEmailRoutes } from './pages/learner-email.ts';
import { learnerLetterRoutes } from './pages/learner-letter.ts';
import { learnerPasskeyRoutes } from './pages/learner-passkeys.ts';
import { learnerSignInRoutes } from './pages/learner-sign-in.ts';
import { meRoutes } from './pages/me.ts';
import { ownBackpackRoutes } from './pages/own-backpack.ts';
import { ownCardsRoutes } from './pages/own-cards.ts';
import { ownConsentRoutes } from './pages/own-consent.ts';
import { paperRoutes } from './pages/paper.ts';
import { passkeyRoutes } from './pages/passkeys.ts';
import { peopleRoutes } from './pages/people.ts';
import { peopleCardsRoutes } from './pages/people-cards.ts';
import { personRoutes } from './pages/person.ts';
import { personCardsRoutes } from './pages/person-cards.ts';
import { personFactsRoutes } from './pages/person-facts.ts';
import { photoRoutes } from './pages/photos.ts';
import { pinRoutes } from './pages/pin.ts';
import { qRoutes } from './pages/q.ts';
import { reportRoutes } from './pages/report.ts';
import { revokeRoutes } from './pages/revoke.ts';
import { controlKeyRoutes, shareRoutes } from './pages/share.ts';
import { shareNewRoutes } from './pages/share-new.ts';
import { sharesRoutes } from './pages/shares.ts';
import { signInRoutes } from './pages/sign-in.ts';
import { signUpRoutes } from './pages/sign-up.ts';
import { skillRoutes } from './pages/skills.ts';
import { tabletRoutes } from './pages/tablet.ts';
import { takeAlongRoutes } from './pages/take-along.ts';
import { teamRoutes } from './pages/team.ts';
import { tokenRoutes } from './pages/tokens.ts';
import { verifierFileRoutes } from './pages/verifier-file.ts';
import { verifyRoutes } from './pages/verify.ts';
import { workshopRoutes } from './pages/workshops.ts';
import { yourDataRoutes } from './pages/your-data.ts';
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
    landingRoutes(sendPage),
    accessibilityRoutes(sendPage),
    verifyRoutes(deps, sendPage, limits),
    shareRoutes(deps, sendPage, limits),
    controlKeyRoutes(deps, sendPage, limits),
    shareNewRoutes(deps, sendPage),
    takeAlongRoutes(deps, sendPage),
    sharesRoutes(deps, sendPage),
    cardRoutes(deps, sendPage, limits),
    ownCardsRoutes(deps, sendPage),
    tabletRoutes(deps),
    importRoutes(deps, sendPage, limits),
    exportRoutes(deps, sendPage, limits),
    // Before the files of a badge: the last part of its address may be any format.
    paperRoutes(deps, limits),
    backpackRoutes(deps, sendPage),
    backpackStoryRoutes(deps, sendPage),
    askCorrectionRoutes(deps, sendPage),
    collectionRoutes(deps, sendPage),
    skillRoutes(deps, sendPage),
    enterRoutes(deps, sendPage, limits),
    signInRoutes(deps, sendPage, limits),
    passkeyRoutes(deps, sendPage, limits),
    pinRoutes(deps, sendPage),
    meRoutes(deps, sendPage),
    learnerEmailRoutes(deps, sendPage, limits),
    learnerPasskeyRoutes(deps, sendPage, limits),
    learnerSignInRoutes(deps, sendPage, limits),
    learnerLetterRoutes(deps, sendPage, limits),
    signUpRoutes(deps, sendPage, limits),
    ownBackpackRoutes(deps),
    erasureRoutes(deps, sendPage, limits),
    teamRoutes(deps, sendPage, limits),
    tokenRoutes(deps, sendPage),
    accountRoutes(deps, sendPage),
    revokeRoutes(deps, sendPage),
    correctRoutes(deps, sendPage),
    handOverRoutes(deps, sendPage),
    awardRoutes(deps, sendPage),
    awardBatchRoutes(deps, sendPage),
    workshopRoutes(deps, sendPage),
    peopleRoutes(deps, sendPage),
    inboxRoutes(deps, sendPage),
    reportRoutes(deps, sendPage, limits),
    peopleCardsRoutes(deps, sendPage),
    personCardsRoutes(deps, sendPage),
    personRoutes(deps, sendPage, limits),
    personFactsRoutes(deps, sendPage),
    consentRoutes(deps, sendPage),
    guardianLinkRoutes(deps, sendPage, limits),
    guardianRoutes(deps, sendPage, limits),
    ownConsentRoutes(deps, sendPage),
    photoRoutes(deps, sendPage),
    yourDataRoutes(sendPage),
    centreRoutes(deps, sendPage),
    badgeRoutes(deps, sendPage),
    badgeCatalogueRoutes(deps, sendPage),
    badgeEditorRoutes(deps, sendPage),
    frameworkRoutes(deps, sendPage),
    badgePictureRoutes(deps, sendPage),
    qRoutes(sendPage),
    verifierFileRoutes(deps, limits),
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
    apiRoutes(sendPage),
    healthRoutes(deps),
    // Last: the rest of the address may be any badge, or any form of one.
    backpackFileRoutes(deps),
    badgeDetailRoutes(deps, sendPage),
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
