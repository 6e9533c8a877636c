import { type AddressInfo, createServer } from 'node:net';

/** A server inside this machine that nobody may ever call. */
export interface Canary {
  /** Ways to write where it is, as the host and port of a URL. */
  readonly places: readonly string[];
  readonly calls: () => number;
  close(): Promise<void>;
}

/** Listens on a port of its own and, where this machine permits, on 443, which egress alone would dial. */
export async function openCanary(): Promise<Canary> {
  let calls = 0;
  const servers = [createServer(), createServer()];
  for (const server of servers) {
    server.on('connection', (socket) => {
      calls += 1;
      socket.destroy();
    });
  }
  const [any, https] = servers as [(typeof servers)[0], (typeof servers)[0]];
  await new Promise<void>((resolve) => any.listen(0, '127.0.0.1', resolve));
  const { port } = any.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    https.once('error', () => resolve());
    https.listen(443, '127.0.0.1', resolve);
  });
  const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1'];
  return {
    places: [...hosts, '[::ffff:127.0.0.1]', '①②⑦.⓪.⓪.①'].flatMap((host) => [
      host,
      `${host}:${port}`,
    ]),
    calls: () => calls,
    async close() {
      await Promise.all(
        servers
          .filter((server) => server.listening)
          .map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}
