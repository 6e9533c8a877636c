import { AUDIT_MONTHS } from '../../domain/audit.ts';
import { forgetBatches } from '../awarding/start-batch.ts';
import type { Seams, Store } from '../ports.ts';
import { forgetArchives } from './archive-pack.ts';
import { forgetAnswers } from './idempotency.ts';

interface ForgetDeps extends Pick<Seams, 'now'> {
  readonly store: Store;
}

/** Days in which whoever comes by a link that ended still hears so. */
const LINK_DAYS = 7;
/** Days in which wrong PINs count towards those in all. */
const ATTEMPT_DAYS = 90;
/** On the average. */
const MONTH_DAYS = 30.44;

/**
 * Forgets what is kept for a while only: lists of names, links and sessions that ended, answers to
 * programs, what archives were signed from, wrong PINs, who looked at what of a learner. Safe to
 * run at any time, beside anything.
 */
export async function forgetWhatEnded(deps: ForgetDeps): Promise<void> {
  await Promise.all([
    forgetBatches(deps),
    deps.store.links.forget(daysAgo(deps, LINK_DAYS)),
    deps.store.attempts.forget(daysAgo(deps, ATTEMPT_DAYS)),
    deps.store.audit.forget(daysAgo(deps, AUDIT_MONTHS * MONTH_DAYS)),
    forgetAnswers(deps),
    forgetArchives(deps),
  ]);
}

function daysAgo({ now }: Pick<Seams, 'now'>, days: number): string {
  return new Date(now().getTime() - days * 86_400_000).toISOString();
}
