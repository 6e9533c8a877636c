import type { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { accountRoutes } from './worker/account.ts';
import { awardRoutes } from './worker/award.ts';
import { awardBatchRoutes } from './worker/award-batch.ts';
import { badgeCatalogueRoutes } from './worker/badge-catalogue.ts';
import { badgeEditorRoutes } from './worker/badge-editor.ts';
import { badgePictureRoutes } from './worker/badge-picture.ts';
import { badgeDetailRoutes, badgeRoutes } from './worker/badges.ts';
import { centreRoutes } from './worker/centre.ts';
import { consentRoutes } from './worker/consents.ts';
import { correctRoutes } from './worker/correct.ts';
import { enterRoutes } from './worker/enter.ts';
import { frameworkRoutes } from './worker/frameworks.ts';
import { guardianLinkRoutes } from './worker/guardian-links.ts';
import { handOverRoutes } from './worker/hand-over.ts';
import { inboxRoutes } from './worker/inbox.ts';
import { ownBackpackRoutes } from './worker/own-backpack.ts';
import { passkeyRoutes } from './worker/passkeys.ts';
import { peopleRoutes } from './worker/people.ts';
import { peopleCardsRoutes } from './worker/people-cards.ts';
import { personRoutes } from './worker/person.ts';
import { personCardsRoutes } from './worker/person-cards.ts';
import { personFactsRoutes } from './worker/person-facts.ts';
import { photoRoutes } from './worker/photos.ts';
import { revokeRoutes } from './worker/revoke.ts';
import { signInRoutes } from './worker/sign-in.ts';
import { tabletRoutes } from './worker/tablet.ts';
import { teamRoutes } from './worker/team.ts';
import { tokenRoutes } from './worker/tokens.ts';
import { workshopRoutes } from './worker/workshops.ts';

/** The pages of the team: sign-in, workshops, badges, people, the centre. */
export function workerPages(deps: WebDeps, sendPage: SendPage, limits: Limits): Router[] {
  return [
    tabletRoutes(deps),
    enterRoutes(deps, sendPage, limits),
    signInRoutes(deps, sendPage, limits),
    passkeyRoutes(deps, sendPage, limits),
    ownBackpackRoutes(deps),
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
    peopleCardsRoutes(deps, sendPage),
    personCardsRoutes(deps, sendPage),
    personRoutes(deps, sendPage, limits),
    personFactsRoutes(deps, sendPage),
    consentRoutes(deps, sendPage),
    guardianLinkRoutes(deps, sendPage, limits),
    photoRoutes(deps, sendPage),
    centreRoutes(deps, sendPage),
    badgeRoutes(deps, sendPage),
    badgeCatalogueRoutes(deps, sendPage),
    badgeEditorRoutes(deps, sendPage),
    frameworkRoutes(deps, sendPage),
    badgePictureRoutes(deps, sendPage),
    // Last: the rest of the address may be any badge.
    badgeDetailRoutes(deps, sendPage),
  ];
}
