import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebDeps } from '../src/serve/web-deps.ts';
import { createApp } from '../src/web/app.ts';
import { openService, type TestService } from './harness.ts';

export interface HttpService extends TestService {
  /** `http://localhost:<port>`, which is also the service's public origin. */
  readonly origin: string;
}

/** The real service over HTTP, on a free port that its badges name as their origin. */
export async function startHttp(
  options: Parameters<typeof openService>[0] = {},
): Promise<HttpService> {
  const server = createServer();
  // As in `startWeb`: no idle connection is closed under the next request.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const opened = await openService({ ...options, env: { BASE_URL: origin, ...options.env } });
  server.on('request', createApp(await createWebDeps(opened.service)));
  return {
    ...opened,
    origin,
    async stop() {
      server.close();
      server.closeAllConnections();
      await opened.stop();
    },
  };
}
