import { isIP, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { BadgeError } from '../domain/errors.ts';
import { isPublicAddress, machineOf } from './address-rule.ts';
import type { Leave } from './host-slots.ts';
import { isTlsFailure, type Progress, unreachable } from './remote-failure.ts';

type Connector = buildConnector.connector;

export interface ConnectDeps {
  resolve: (hostname: string) => Promise<{ address: string; family: 4 | 6 }[]>;
  connect?: Connector;
  signal: AbortSignal;
  timeoutMs: number;
  progress: Progress;
  /** Takes a place at a machine, which any number of names may lead to. */
  enter: (machine: string) => Promise<Leave>;
}

/**
 * A connector for undici through which every connection passes. It resolves the name once, refuses
 * it when any answer is not public, waits for a place at the machine, and dials an address that was checked, never the name, so no
 * second answer can take its place. TLS still checks the certificate against the name. At most
 * one IPv4 and one IPv6 address are tried.
 */
export function createPublicConnector(deps: ConnectDeps): Connector {
  const dial =
    deps.connect ??
    buildConnector({ timeout: deps.timeoutMs, signal: deps.signal, rejectUnauthorized: true });
  return (options, callback) => {
    connectPublicly(deps, dial, options).then(
      (socket) => callback(null, socket),
      (error) => callback(error, null),
    );
  };
}

async function connectPublicly(
  deps: ConnectDeps,
  dial: Connector,
  options: buildConnector.Options,
) {
  const addresses = await publicAddresses(deps, options.hostname);
  let failure: unknown;
  for (const hostname of addresses) {
    const leave = await deps.enter(machineOf(hostname));
    try {
      deps.signal.throwIfAborted();
      deps.progress.dialled = true;
      const socket = await dialOnce(dial, { ...options, hostname });
      deps.progress.connected = true;
      socket.once('close', leave);
      return socket;
    } catch (error) {
      leave();
      deps.signal.throwIfAborted();
      if (isTlsFailure(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

function dialOnce(dial: Connector, options: buildConnector.Options): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // By the error, as undici leaves the socket out where its type promises null.
    dial(options, (...[error, socket]) => (error === null ? resolve(socket) : reject(error)));
  });
}

/** IPv4 first: a machine without IPv6 is common, one without IPv4 fails at once and goes on. */
async function publicAddresses(deps: ConnectDeps, hostname: string): Promise<string[]> {
  const answers = isIP(hostname) === 0 ? await lookUp(deps, hostname) : [{ address: hostname }];
  if (!answers.every(({ address }) => isPublicAddress(address))) {
    // As if there were no such name: nobody learns from us which names exist on a network within.
    const reason = 'The name has an address that is not public.';
    throw unreachable(new BadgeError('egress_blocked', reason));
  }
  const addresses = answers.map(({ address }) => address);
  const tried = [4, 6].map((family) => addresses.find((address) => isIP(address) === family));
  return tried.filter((address) => address !== undefined);
}

async function lookUp(deps: ConnectDeps, hostname: string): Promise<{ address: string }[]> {
  const answers = await deps.resolve(hostname).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  if (answers.length === 0) throw unreachable(new Error('The name has no address.'));
  return answers;
}
