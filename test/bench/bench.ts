import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { awardCsv, openCentre, openService } from '../harness.ts';
import { measure } from './blocks.ts';
import { measurePages } from './pages.ts';

/**
 * `npm run bench`: issuing and verifying one badge with the stock library and with ours, in
 * alternating blocks of one run; then a thousand awards from a list, start to end; then the pages of
 * a member in a large store. Quote ratios.
 */
const { service, folder, stop } = await openService();
try {
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom;Nom\nAda;Lovelace\n');
  if (!report?.award) throw new Error('Nothing was awarded.');
  const badge = await badgeOf(service, report.award.id);
  const { proof: _proof, ...unsigned } = JSON.parse(badge.text) as Record<string, unknown>;
  // Loaded after our own code: jsonld takes what it finds when it loads.
  const { createStock } = await import('./stock.ts');
  const stock = await createStock(unsigned);
  const signed = await stock.issue();
  const pair = generateKeyPairSync('ed25519');
  const bytes = Buffer.alloc(64, 7);
  const signature = sign(undefined, bytes, pair.privateKey);

  const rates = await measure([
    { name: 'issue, stock library', run: () => stock.issue() },
    { name: 'issue, ours', run: () => service.vault.sign(badge.id) },
    { name: 'issue, bare Ed25519', run: async () => sign(undefined, bytes, pair.privateKey) },
    { name: 'verify, stock library', run: () => stock.verify(signed) },
    { name: 'verify, ours (whole report)', run: () => service.verifyText(badge.text) },
    {
      name: 'verify, bare Ed25519',
      run: async () => verify(undefined, bytes, pair.publicKey, signature),
    },
  ]);
  for (const [name, rate] of rates)
    process.stdout.write(`${name.padEnd(30)} ${rate.toFixed(0)}/s\n`);
  const ratio = (a: string, b: string) => ((rates.get(a) ?? 0) / (rates.get(b) ?? 1)).toFixed(1);
  process.stdout.write(
    `issue: ours is ${ratio('issue, ours', 'issue, stock library')} times the stock library\n`,
  );
  process.stdout.write(
    `verify: ours is ${ratio('verify, ours (whole report)', 'verify, stock library')} times the stock library\n`,
  );

  const people = Array.from({ length: 1000 }, (_, at) => `Prénom ${at};Nom ${at}`).join('\n');
  const start = performance.now();
  const reports = await awardCsv(service, profile, achievement, `Prénom;Nom\n${people}\n`);
  const seconds = (performance.now() - start) / 1000;
  const awarded = reports.filter(({ outcome }) => outcome === 'awarded').length;
  process.stdout.write(
    `${awarded} awards, decided, signed, checked and stored: ${seconds.toFixed(2)} s\n`,
  );
} finally {
  await stop();
  await rm(folder, { recursive: true, force: true });
}
await measurePages((line) => process.stdout.write(line));
