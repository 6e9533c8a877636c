import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { createEgress, type EgressDeps } from '../../src/egress/egress.ts';

/** An address that is public by its number; nothing is ever sent to it. */
export const PUBLIC = '93.184.215.14';
export const JSON_TYPE = { 'content-type': 'application/json' };

export type Answers = Awaited<ReturnType<EgressDeps['resolve']>>;

export function answers(...addresses: string[]): Answers {
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

/** A local server that answers for every https host, and counts who came. */
export interface Remote {
  connect: buildConnector.connector;
  /** What egress dialled, in order. */
  dialled: string[];
  /** The targets that were asked for: the Host header and the path. */
  asked: string[];
  openAtOnce: () => number;
  close: () => Promise<void>;
}

export async function openRemote(listener: RequestListener): Promise<Remote> {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.headers.host}${req.url}`);
    listener(req, res);
  });
  const port = await listen(server);
  const dialled: string[] = [];
  let open = 0;
  let most = 0;
  return {
    dialled,
    asked,
    openAtOnce: () => most,
    connect: (options, callback) => {
      dialled.push(options.hostname);
      open += 1;
      most = Math.max(most, open);
      const socket: Socket = connect(port, '127.0.0.1', () => callback(null, socket));
      socket.on('error', (error) => callback(error, null));
      socket.on('close', () => {
        open -= 1;
      });
    },
    close: () => shut(server),
  };
}

export async function listen(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function shut(server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** A document, whatever is asked for. */
export const sayOk: RequestListener = (_req, res) => res.writeHead(200, JSON_TYPE).end('{}');

/** Redirects a path to where the table says; any other path is a document. */
export function redirecting(table: Record<string, string | undefined>): RequestListener {
  return (req, res) => {
    const path = req.url ?? '';
    if (!(path in table)) return sayOk(req, res);
    const location = table[path];
    res.writeHead(302, location === undefined ? {} : { location }).end();
  };
}

export const ACCEPT = { accept: 'application/json', why: 'test' };

/** Egress whose every name is public unless the test says otherwise. */
export function openEgress(remote: Pick<Remote, 'connect'>, deps: Partial<EgressDeps> = {}) {
  return createEgress({
    now: () => new Date('2026-11-22T10:00:00Z'),
    resolve: async () => answers(PUBLIC),
    connect: remote.connect,
    ...deps,
  });
}

/** The code of the refusal that a promise ends with; a fault comes out as it is. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => ({ code: 'no refusal' }),
    (error: { code?: string }) => error,
  );
  if (typeof outcome.code !== 'string') throw outcome;
  return outcome.code;
}
