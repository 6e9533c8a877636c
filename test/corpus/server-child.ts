import { connect } from 'node:net';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { createApp } from '../../src/web/app.ts';
import type { WebDeps } from '../../src/web/deps.ts';
import { answers, PUBLIC } from '../egress/harness.ts';
import { NOW, openService } from '../harness.ts';

// The real service in a process of its own, that a watchdog may kill. Whatever it dials outside
// leads to the test's own internet, at the port given; what it dialled is told to the parent.

const port = Number(process.argv[2]);

/** Names that lead where nobody may be asked; every other one is public. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'inside.test': ['127.0.0.1'],
  'half-inside.test': [PUBLIC, '10.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
};

const { service } = await openService({
  outside: {
    now: () => NOW,
    resolve: async (name) => answers(...(NAMES[name] ?? [PUBLIC])),
    connect: (options, callback) => {
      process.send?.({ dialled: options.hostname });
      const socket = connect(port, '127.0.0.1', () => callback(null, socket));
      socket.on('error', (error) => callback(error, null));
    },
  },
});
const MANY = 1_000_000;
const limits = {
  verifications: MANY,
  attestations: MANY,
  wrongLinks: MANY,
  signIns: MANY,
  letters: MANY,
  programs: MANY,
  wrongTokens: MANY,
  guesses: MANY,
  guessesInAll: MANY,
  reports: MANY,
} satisfies Required<NonNullable<WebDeps['limits']>>;
const deps = { ...(await createWebDeps(service)), limits };
const server = createApp(deps).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
