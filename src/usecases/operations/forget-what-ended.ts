import { forgetBatches } from '../awarding/start-batch.ts';
import type { Seams, Store } from '../ports.ts';
import { forgetArchives } from './archive-pack.ts';
import { forgetAnswers } from './idempotency.ts';

interface ForgetDeps extends Pick<Seams, 'now'> {
  readonly store: Store;
}

/** Days in which whoever comes by a link that ended still hears so. */
const LINK_DAYS = 7;

/**
 * Forgets what is kept for a while only: lists of names, links and sessions that ended, answers to
 * programs, what archives were signed from. Safe to run at any time, beside anything.
 */
export async function forgetWhatEnded(deps: ForgetDeps): Promise<void> {
  const linksBefore = new Date(deps.now().getTime() - LINK_DAYS * 86_400_000);
  await Promise.all([
    forgetBatches(deps),
    deps.store.links.forget(linksBefore.toISOString()),
    forgetAnswers(deps),
    forgetArchives(deps),
  ]);
}
