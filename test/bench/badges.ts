import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { readEntry } from '../../src/proofs/status-entry.ts';
import { readStatus } from '../../src/proofs/status-list.ts';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import type { EgressSession } from '../../src/usecases/ports.ts';
import { localDocument } from '../../src/usecases/verification/local-documents.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { measure, type Variant } from './blocks.ts';

/** More than any memory of single proofs holds: no badge is met again while it is remembered. */
const BADGES = 200;
const STATUS_CHECKS = 1000;

type Badge = Awaited<ReturnType<typeof badgeOf>>;

/**
 * Issuing and verifying badges with the stock library and with ours, each from its text, in
 * alternating blocks of one run. Ours answers every question of the report; the stock library checks proof
 * and dates, and its status check is a constant.
 */
export async function measureBadges(write: (line: string) => void): Promise<void> {
  const here = await openService();
  const elsewhere = await openService({ env: { BASE_URL: 'https://verifier.test' } });
  try {
    const badges = await awardMany(here);
    elsewhere.clock.now = here.clock.now;
    const rates = await measure([
      ...(await stockVariants(badges)),
      ...ourVariants(here.service, badges),
      await strangerVariant(here.service, elsewhere.service, badges),
      await statusVariant(here.service, badges),
      ...bareVariants(),
    ]);
    for (const [name, rate] of rates) write(`${name.padEnd(42)} ${rate.toFixed(0)}/s\n`);
    const rateOf = (name: string) => rates.get(name) ?? 0;
    for (const [name, rate] of rates) {
      const [job = ''] = name.split(',');
      if (!name.includes(', ours')) continue;
      const ofStock = rate / rateOf(`${job}, stock library`);
      const ofBare = (100 * rate) / rateOf(`${job}, bare Ed25519`);
      write(`${name}: ${ofStock.toFixed(1)} times the stock library, `);
      write(`${ofBare.toFixed(0)} % of the bare signature\n`);
    }
    const nanoseconds = 1e9 / (rateOf(STATUS) * STATUS_CHECKS);
    write(`one status of a list already held: ${nanoseconds.toFixed(0)} ns\n`);
  } finally {
    await here.stop();
    await elsewhere.stop();
  }
}

const STATUS = `status, ${STATUS_CHECKS} of a held list`;

/** One a second, so that no two proofs have the same date. */
async function awardMany({ service, clock }: TestService): Promise<Badge[]> {
  const { profile, achievement } = await openCentre(service);
  const badges: Badge[] = [];
  for (let at = 0; at < BADGES; at += 1) {
    clock.now = new Date(clock.now.getTime() + 1000);
    const csv = `Prénom;Nom\nPrénom ${at};Nom ${at}\n`;
    const [report] = await awardCsv(service, profile, achievement, csv);
    if (!report?.award) throw new Error('Nothing was awarded.');
    badges.push(await badgeOf(service, report.award.id));
  }
  return badges;
}

async function stockVariants(badges: readonly Badge[]): Promise<Variant[]> {
  const documents = badges.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  const unsigned = documents.map(({ proof: _proof, ...rest }) => JSON.stringify(rest));
  // Loaded after our own code: jsonld takes what it finds when it loads.
  const { createStock } = await import('./stock.ts');
  const [issuerId = ''] = documents.map((document) => String(Object(document['issuer']).id));
  const stock = await createStock(issuerId);
  const signed: string[] = [];
  for (const text of unsigned) signed.push(JSON.stringify(await stock.issue(text)));
  return [
    { name: 'issue, stock library', run: eachInTurn(unsigned, stock.issue) },
    { name: 'verify, stock library', run: eachInTurn(signed, stock.verify) },
  ];
}

function ourVariants(service: TestService['service'], badges: readonly Badge[]): Variant[] {
  return [
    { name: 'issue, ours', run: eachInTurn(badges, ({ id }) => service.vault.sign(id)) },
    {
      name: 'verify, ours',
      run: eachInTurn(badges, async ({ text }) => {
        const { verdict } = await service.verifyText(text);
        if (verdict !== 'verified') throw new Error(verdict);
      }),
    },
  ];
}

/** As another service answers that has the issuer's documents at hand. */
async function strangerVariant(
  issuing: TestService['service'],
  verifying: TestService['service'],
  badges: readonly Badge[],
): Promise<Variant> {
  const held = new Map<string, Uint8Array>();
  const session: EgressSession = {
    contacted: [],
    async get(url) {
      const bytes = held.get(url) ?? (await localDocument(issuing, url)) ?? new Uint8Array();
      held.set(url, bytes);
      return { url, contentType: 'application/json', bytes, ms: 0 };
    },
  };
  const texts = badges.map(({ text }) => new TextEncoder().encode(text));
  const run = eachInTurn(texts, async (bytes) => {
    // Bytes that nobody has seen: those that were read before are remembered.
    const { verdict } = await verifying.verifyBytes(bytes.slice(), session);
    if (verdict !== 'verified') throw new Error(verdict);
  });
  return { name: 'verify, ours (another issuer, documents held)', run };
}

async function statusVariant(
  service: TestService['service'],
  [badge]: readonly Badge[],
): Promise<Variant> {
  const { credentialStatus } = JSON.parse(badge?.text ?? '{}') as JsonObject;
  const entry = readEntry(credentialStatus as JsonObject);
  if ('problem' in entry) throw new Error(entry.problem.code);
  const bytes = await localDocument(service, entry.listUrl);
  const list = JSON.parse(new TextDecoder().decode(bytes)) as JsonObject;
  const { gunzipCapped: gunzip } = await import('../../src/compose/machine.ts');
  return {
    name: STATUS,
    async run() {
      for (let time = 0; time < STATUS_CHECKS; time += 1) await readStatus(list, entry, { gunzip });
    },
  };
}

/** The signature alone: what no issuer and no verifier can do without. */
function bareVariants(): Variant[] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.alloc(64, 7);
  const signature = sign(undefined, bytes, privateKey);
  return [
    { name: 'issue, bare Ed25519', run: async () => sign(undefined, bytes, privateKey) },
    {
      name: 'verify, bare Ed25519',
      run: async () => verify(undefined, bytes, publicKey, signature),
    },
  ];
}

function eachInTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>) {
  let turn = 0;
  return () => work(items[turn++ % items.length] as Item);
}
