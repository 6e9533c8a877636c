import { once } from 'node:events';
import type { Server } from 'node:http';
import { createLog } from './compose/logger.ts';
import { SENTENCES } from './compose/sentences.ts';
import { compose, type Service } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { BadgeError } from './domain/errors.ts';
import { isIssuer } from './domain/profile.ts';
import { createSay } from './domain/sentences.ts';
import { keepHouse } from './serve/keep-house.ts';
import { createWebDeps } from './serve/web-deps.ts';
import { createProfile } from './usecases/people/create-profile.ts';
import { newOwnerLink } from './usecases/people/member-links.ts';
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
    // While pages are served already.
    const endKeeping = keepHouse(service, log);
    await untilAsked(asked, server, service);
    await endKeeping();
    log('info', 'stopped');
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  } finally {
    await service?.close();
  }
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
