import type { Request } from 'express';
import { isOver } from '../domain/link.ts';
import type { Share } from '../domain/share.ts';
import { hashOf } from '../usecases/secrets.ts';
import { cookieOf } from './cookies.ts';
import type { WebDeps } from './deps.ts';
import { learnerCookie } from './learner-room.ts';

type Deps = Pick<WebDeps, 'store' | 'now' | 'newId' | 'sha256Hex' | 'origin'>;

/**
 * Counts that somebody opened a share, and nothing of who: not a browser that only fetches ahead,
 * nor the learner who looks at their own.
 */
export async function countOpening(deps: Deps, req: Request, share: Share): Promise<void> {
  if (!isNavigation(req) || (await isOwnBackpack(deps, req, share))) return;
  const at = deps.now().toISOString();
  await deps.store.shares.opened({ id: deps.newId(), shareId: share.id, at });
}

/** @see https://www.w3.org/TR/fetch-metadata/ */
function isNavigation(req: Request): boolean {
  if (req.method !== 'GET') return false;
  const purpose = `${req.get('sec-purpose') ?? ''} ${req.get('purpose') ?? ''} ${req.get('x-moz') ?? ''}`;
  if (/prefetch|preview|prerender/i.test(purpose)) return false;
  const mode = req.get('sec-fetch-mode');
  return mode === undefined || mode === 'navigate';
}

async function isOwnBackpack(deps: Deps, req: Request, share: Share): Promise<boolean> {
  const secret = cookieOf(req, learnerCookie(deps.origin).name);
  const link = secret ? await deps.store.links.get(hashOf(deps, secret)) : undefined;
  return (
    link?.kind === 'learner-session' &&
    link.targetId === share.learnerId &&
    !isOver(link, deps.now())
  );
}
