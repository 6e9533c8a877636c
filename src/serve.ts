import { once } from 'node:events';
import type { Server } from 'node:http';
import { createLog } from './compose/logger.ts';
import { SENTENCES } from './compose/sentences.ts';
import { compose, type Service } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { BadgeError } from './domain/errors.ts';
import { isIssuer } from './domain/profile.ts';
import { createSay } from './domain/sentences.ts';
import { createWebDeps } from './serve/web-deps.ts';
import { finishAwards } from './usecases/awarding/finish-awards.ts';
import { finishCorrections } from './usecases/awarding/finish-corrections.ts';
import { finishDeclines } from './usecases/backpack/finish-declines.ts';
import { removeDue } from './usecases/backpack/removals.ts';
import { finishWithdrawals } from './usecases/backpack/shares.ts';
import { forgetWhatEnded } from './usecases/operations/forget-what-ended.ts';
import { createProfile } from './usecases/people/create-profile.ts';
import { eraseDue } from './usecases/people/erase-due.ts';
import { finishConsents } from './usecases/people/finish-consents.ts';
import { newOwnerLink } from './usecases/people/member-links.ts';
import { finishVoidings } from './usecases/people/undo-lost.ts';
import type { Log } from './usecases/ports.ts';
import { createApp } from './web/app.ts';

/** Milliseconds that accepted requests have to end in after a signal. */
const STOP_MS = 15_000;

/**
 * Starts the service, serves until SIGTERM or SIGINT, finishes what it accepted.
 *
 * @returns the exit code: 0 stopped as asked, 1 refused to start
 */
export async function start(process: NodeJS.Process): Promise<number> {
  // From the first moment: a signal while keys are made is not lost.
  const asked = askedToStop(process);
  let service: Service | undefined;
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    service = await compose(config, { log });
    await welcome(service, process);
    const server = await listen(service, config);
    log('info', 'listening', { port: config.port });
    // What a crash left is finished while pages are served already; safe beside new awards.
    const finishing = finishLeftovers(service, log);
    const forgetting = forgetHourly(service, log);
    await untilAsked(asked, server, service);
    clearInterval(forgetting);
    await finishing;
    log('info', 'stopped');
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  } finally {
    await service?.close();
  }
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
    log('error', 'awards_not_finished', {
      code: error instanceof BadgeError ? error.code : 'fault',
    });
  }
}

const HOUR_MS = 3_600_000;

/**
 * What ended is forgotten in time, what was handed back is gone for good, and what nobody agrees to any more is closed, whether or not
 * anybody comes. What fails stops nothing else.
 */
function forgetHourly(service: Service, log: Log): NodeJS.Timeout {
  const forget = async () => {
    for (const task of [finishConsents, removeDue, eraseDue, forgetWhatEnded]) {
      try {
        await task(service);
      } catch (error) {
        const code = error instanceof BadgeError ? error.code : 'fault';
        log('error', 'not_forgotten', { task: task.name, code });
      }
    }
  };
  void forget();
  return setInterval(forget, HOUR_MS).unref();
}

/** An empty service gets its first profile, and the one link that lets its owner in. */
async function welcome(service: Service, { stdout }: NodeJS.Process): Promise<void> {
  if ((await service.store.profiles.list()).some(isIssuer)) return;
  const say = createSay(SENTENCES.fr, 'fr');
  const profile = await createProfile(
    service,
    { kind: 'operator' },
    { name: say('cli.first_profile') },
  );
  const secret = await newOwnerLink(service, profile.id);
  stdout.write(`${say('cli.owner_link', { link: `${service.origin}/enter/${secret}` })}\n`);
}

/** Serves on the configured port of every interface. */
export async function listen(service: Service, config: Config): Promise<Server> {
  const app = createApp(await createWebDeps(service));
  const server = app.listen(config.port);
  await once(server, 'listening');
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  // Longer than any usual proxy keeps one that waits: whoever closes first cuts off the other's request.
  server.keepAliveTimeout = 130_000;
  return server;
}

/** Settles with the first signal to stop; the process no longer ends by itself at one. */
export async function askedToStop(process: NodeJS.Process): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}

/** Waits for a signal, then until every accepted request is answered; the rest is cut off. */
export async function untilAsked(
  asked: Promise<void>,
  server: Server,
  service: Pick<Service, 'batchRuns'>,
): Promise<void> {
  await asked;
  // An answer that tells progress would go on as long as the work does.
  service.batchRuns.letGo();
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), STOP_MS);
  await closed;
  clearTimeout(cut);
}

/** Why the service does not start, and how to mend it. */
function explain(error: unknown): string {
  if (!(error instanceof BadgeError)) return error instanceof Error ? error.message : String(error);
  const sentence = createSay(SENTENCES.fr, 'fr')(`errors.${error.code}`, error.params);
  // The variables are in the sentence already.
  if (error.code === 'configuration_refused') return sentence;
  return `${sentence}\n${error.message} (${error.code})`;
}
