import { awardCsv, openCentre, openService } from '../harness.ts';
import { measureBadges } from './badges.ts';
import { measureCards } from './cards.ts';
import { measureFirstVerdict } from './first-verdict.ts';
import { measurePages } from './pages.ts';

/**
 * `npm run bench`: issuing and verifying badges with the stock library and with ours, in alternating
 * blocks of one run; then a thousand awards from a list, start to end; then the pages of a member in a
 * large store; then the first answer of the verifier in a browser. Quote ratios.
 */
const write = (line: string) => process.stdout.write(line);
await measureBadges(write);

const { service, stop } = await openService();
try {
  const { profile, achievement } = await openCentre(service);
  const people = Array.from({ length: 1000 }, (_, at) => `Prénom ${at};Nom ${at}`).join('\n');
  const start = performance.now();
  const reports = await awardCsv(service, profile, achievement, `Prénom;Nom\n${people}\n`);
  const seconds = (performance.now() - start) / 1000;
  const awarded = reports.filter(({ outcome }) => outcome === 'awarded').length;
  write(`${awarded} awards, decided, signed, checked and stored: ${seconds.toFixed(2)} s\n`);
} finally {
  await stop();
}
await measureCards(write);
await measurePages(write);
await measureFirstVerdict(write);
