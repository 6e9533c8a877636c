import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createLog } from './compose/logger.ts';
import { SENTENCES } from './compose/sentences.ts';
import { compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { writeBadges } from './demo/badges-folder.ts';
import { type DemoLinks, seed } from './demo/seed.ts';
import { createSay } from './domain/sentences.ts';
import { ROOT } from './root.ts';
import { keepHouse } from './serve/keep-house.ts';
import { askedToStop, listen, untilAsked } from './serve.ts';
import { finishAwards } from './usecases/awarding/finish-awards.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    once: { type: 'boolean' },
    out: { type: 'string' },
  },
});

/** The demo has a store and keys of its own, one for each origin, unless the environment says. */
function demoConfig(env: NodeJS.ProcessEnv): Config {
  const config = readConfig(env);
  const folder = `data/demo/${new URL(config.origin).host.replace(':', '_')}`;
  return {
    ...config,
    ...(env['DATABASE_URL'] ? {} : { database: { kind: 'sqlite', path: `${folder}/demo.db` } }),
    ...(env['KEYS_DIR'] ? {} : { keys: { ...config.keys, folder: `${folder}/keys` } }),
  };
}

const say = createSay(SENTENCES.fr, 'fr');

/** For people: who opens which link. */
function describeLinks(links: DemoLinks): string {
  const lines = Object.entries(links).map(
    ([who, link]) => `  ${`${say(`cli.demo_${who}`)} :`.padEnd(34)} ${link}`,
  );
  return `\n${say('cli.demo_ready')}\n\n${lines.join('\n')}\n`;
}

const config = demoConfig(process.env);
const log = createLog('warn');
const service = await compose(config, { log });
try {
  await finishAwards(service);
  const read = (name: string) => readFile(new URL(`templates/demo/${name}`, ROOT));
  const { links, badges } = await seed(service, {
    achievements: await read('badges.json'),
    list: await read('atelier-robotique.csv'),
  });
  if (values.out) await writeBadges(service, badges, values.out);
  if (values.json) process.stdout.write(`${JSON.stringify(links)}\n`);
  else process.stdout.write(describeLinks(links));
  if (!values.once) {
    const server = await listen(service, config);
    if (!values.json) process.stdout.write(`\n${say('cli.demo_stop')}\n`);
    const endKeeping = keepHouse(service, log);
    await untilAsked(askedToStop(process), server, service);
    await endKeeping();
  }
} finally {
  await service.close();
}
