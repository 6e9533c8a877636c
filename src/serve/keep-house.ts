import type { Service } from '../compose.ts';
import { BadgeError } from '../domain/errors.ts';
import { finishAwards } from '../usecases/awarding/finish-awards.ts';
import { finishCorrections } from '../usecases/awarding/finish-corrections.ts';
import { finishDeclines } from '../usecases/backpack/finish-declines.ts';
import { removeDue } from '../usecases/backpack/removals.ts';
import { finishWithdrawals } from '../usecases/backpack/shares.ts';
import { forgetWhatEnded } from '../usecases/operations/forget-what-ended.ts';
import { eraseDue } from '../usecases/people/erase-due.ts';
import { finishConsents } from '../usecases/people/finish-consents.ts';
import { finishVoidings } from '../usecases/people/undo-lost.ts';
import type { Log } from '../usecases/ports.ts';

const HOUR_MS = 3_600_000;

/**
 * What every running service does beside its pages: once, it finishes what a crash left; at once and
 * then every hour, it forgets what ended. Safe beside new awards. What fails stops nothing else.
 *
 * @returns what ends it, and settles when the work that was begun at the start is done
 */
export function keepHouse(service: Service, log: Log): () => Promise<void> {
  const begun = Promise.all([finishLeftovers(service, log), forget(service, log)]);
  const hourly = setInterval(() => forget(service, log), HOUR_MS).unref();
  return async () => {
    clearInterval(hourly);
    await begun;
  };
}

async function finishLeftovers(service: Service, log: Log): Promise<void> {
  try {
    const { finished, voided } = await finishAwards(service);
    const corrected = await finishCorrections(service);
    const declined = await finishDeclines(service);
    const withdrawn = await finishWithdrawals(service);
    const undone = await finishVoidings(service);
    if (finished + voided + corrected + declined + withdrawn + undone > 0) {
      log('info', 'awards_finished', { finished, voided, corrected, declined, withdrawn, undone });
    }
  } catch (error) {
    log('error', 'awards_not_finished', { code: codeOf(error) });
  }
}

/**
 * What ended is forgotten in time, what was handed back is gone for good, and what nobody agrees to
 * any more is closed, whether or not anybody comes.
 */
async function forget(service: Service, log: Log): Promise<void> {
  for (const task of [finishConsents, removeDue, eraseDue, forgetWhatEnded]) {
    try {
      await task(service);
    } catch (error) {
      log('error', 'not_forgotten', { task: task.name, code: codeOf(error) });
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof BadgeError ? error.code : 'fault';
}
