import { Router } from 'express';
import { type Achievement, achievementDocument } from '../../domain/achievement.ts';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from '../../domain/credential-text.ts';
import { BadgeError } from '../../domain/errors.ts';
import { successorOf } from '../../usecases/achievements/open-achievement.ts';
import type { WebDeps } from '../deps.ts';
import type { SendPage } from '../pages.ts';
import { sendDocument } from '../send-document.ts';
import { achievementView } from '../views/achievement.ts';

type Deps = Pick<WebDeps, 'store' | 'picture' | 'pictureSvg'>;

/** A published achievement never changes. */
const CACHE = 'public, max-age=3600';
/** An SVG opened by itself is a page: it may neither run nor load anything. */
const SVG_POLICY = "sandbox; default-src 'none'; style-src 'none'";
/** The pixels of an uploaded picture stand inside it. */
const UPLOAD_POLICY = `${SVG_POLICY}; img-src data:`;

/** What may be earned, for people and for verifiers, with its picture. */
export function achievementRoutes(deps: Deps, sendPage: SendPage): Router {
  const router = Router();

  router.get('/achievements/:id', async (req, res) => {
    const achievement = await achievementOf(deps, req.params.id);
    res.vary('Accept');
    const type = req.accepts(['text/html', 'application/ld+json', 'application/json']);
    if (type === 'application/ld+json' || type === 'application/json') {
      const document = {
        '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
        ...achievementDocument(achievement),
      };
      return sendDocument(res, document, { type, cache: CACHE });
    }
    const profile = await deps.store.profiles.get(achievement.profileId);
    if (!profile) throw new Error('An achievement has lost its profile.');
    const newest = await successorOf(deps, achievement);
    sendPage(req, res, 'achievement', (words) =>
      achievementView(words, { achievement, profile, newest }),
    );
  });

  router.get('/achievements/:id/image.png', async (req, res) => {
    const achievement = await achievementOf(deps, req.params.id);
    const bytes = await deps.picture(achievement);
    sendDocument(res, bytes, { type: 'image/png', cache: CACHE });
  });

  router.get('/achievements/:id/image.svg', async (req, res) => {
    const achievement = await achievementOf(deps, req.params.id);
    const svg = await deps.pictureSvg(achievement);
    res.set('Content-Security-Policy', achievement.svg ? SVG_POLICY : UPLOAD_POLICY);
    sendDocument(res, svg, { type: 'image/svg+xml', cache: CACHE });
  });

  return router;
}

async function achievementOf({ store }: Deps, id: string): Promise<Achievement> {
  const achievement = await store.achievements.get(id);
  if (!achievement) throw new BadgeError('not_found', 'No such achievement.');
  return achievement;
}
