import type { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { askCorrectionRoutes } from './learner/ask-correction.ts';
import { backpackFileRoutes, backpackRoutes } from './learner/backpack.ts';
import { backpackStoryRoutes } from './learner/backpack-story.ts';
import { badgeRemovalRoutes } from './learner/badge-removal.ts';
import { cardRoutes } from './learner/card.ts';
import { collectionRoutes } from './learner/collections.ts';
import { erasureRoutes } from './learner/erasure.ts';
import { exportRoutes } from './learner/export.ts';
import { forgottenPinRoutes } from './learner/forgotten-pin.ts';
import { importRoutes } from './learner/imports.ts';
import { learnerEmailRoutes } from './learner/learner-email.ts';
import { learnerLetterRoutes } from './learner/learner-letter.ts';
import { learnerPasskeyRoutes } from './learner/learner-passkeys.ts';
import { learnerSignInRoutes } from './learner/learner-sign-in.ts';
import { meRoutes } from './learner/me.ts';
import { ownCardsRoutes } from './learner/own-cards.ts';
import { ownConsentRoutes } from './learner/own-consent.ts';
import { paperRoutes } from './learner/paper.ts';
import { pinRoutes } from './learner/pin.ts';
import { shareNewRoutes } from './learner/share-new.ts';
import { sharesRoutes } from './learner/shares.ts';
import { signUpRoutes } from './learner/sign-up.ts';
import { skillRoutes } from './learner/skills.ts';
import { takeAlongRoutes } from './learner/take-along.ts';

/** The pages of the backpack and the ways into it. */
export function learnerPages(deps: WebDeps, sendPage: SendPage, limits: Limits): Router[] {
  return [
    shareNewRoutes(deps, sendPage),
    takeAlongRoutes(deps, sendPage),
    sharesRoutes(deps, sendPage),
    cardRoutes(deps, sendPage, limits),
    ownCardsRoutes(deps, sendPage),
    importRoutes(deps, sendPage, limits),
    exportRoutes(deps, sendPage, limits),
    // Before the files of a badge: the last part of its address may be any format.
    paperRoutes(deps, limits),
    backpackRoutes(deps, sendPage),
    backpackStoryRoutes(deps, sendPage),
    askCorrectionRoutes(deps, sendPage),
    badgeRemovalRoutes(deps, sendPage),
    collectionRoutes(deps, sendPage),
    skillRoutes(deps, sendPage),
    pinRoutes(deps, sendPage),
    forgottenPinRoutes(deps, sendPage, limits),
    meRoutes(deps, sendPage),
    learnerEmailRoutes(deps, sendPage, limits),
    learnerPasskeyRoutes(deps, sendPage, limits),
    learnerSignInRoutes(deps, sendPage, limits),
    learnerLetterRoutes(deps, sendPage, limits),
    signUpRoutes(deps, sendPage, limits),
    erasureRoutes(deps, sendPage, limits),
    ownConsentRoutes(deps, sendPage),
    // Last: the rest of the address may be any form of a badge.
    backpackFileRoutes(deps),
  ];
}
