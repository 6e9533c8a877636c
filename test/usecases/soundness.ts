import { expect } from '@jest/globals';
import type { Service } from '../../src/compose.ts';
import type { Award, SignedCredential } from '../../src/domain/award.ts';
import { linkEntry } from '../../src/domain/ledger.ts';
import type { Profile } from '../../src/domain/profile.ts';

export async function awardsOf(service: Service, profile: Profile): Promise<Award[]> {
  const awards: Award[] = [];
  for (;;) {
    const after = awards.at(-1)?.id;
    const page = { limit: 1000, ...(after ? { after } : {}) };
    const more = await service.store.awards.listOf(profile.id, page);
    awards.push(...more);
    if (more.length < 1000) return awards;
  }
}

export async function credentialsOf(
  service: Service,
  profile: Profile,
): Promise<SignedCredential[]> {
  const awards = await awardsOf(service, profile);
  const lists = awards.map(({ id }) => service.store.credentials.listOfAward(id));
  return (await Promise.all(lists)).flat();
}

/**
 * What must hold after anything at all: one award and one badge for each person, each badge in the
 * ledger once, every chain linked, no status bit given twice.
 *
 * @returns the badges
 */
export async function expectSound(
  service: Service,
  profile: Profile,
  people: number,
): Promise<SignedCredential[]> {
  const awards = await awardsOf(service, profile);
  const credentials = await credentialsOf(service, profile);
  expect(awards.map(({ state }) => state)).toEqual(new Array(people).fill('issued'));
  expect(new Set(awards.map(({ learnerId }) => learnerId)).size).toBe(people);
  const badges = credentials.filter(({ kind, form }) => kind === 'badge' && form !== 'vc-jwt');
  expect(new Set(badges.map(({ awardId }) => awardId)).size).toBe(people);
  expect(badges).toHaveLength(people);
  expectOwnBits(credentials);
  await expectLedgerOf(service, credentials);
  return badges;
}

function expectOwnBits(credentials: readonly SignedCredential[]): void {
  const bits = credentials
    .filter(({ form, statusListId }) => form !== 'vc-jwt' && statusListId !== undefined)
    .map(({ statusListId, statusIndex }) => `${statusListId}#${statusIndex}`);
  expect(new Set(bits).size).toBe(bits.length);
}

async function expectLedgerOf(
  service: Service,
  credentials: readonly SignedCredential[],
): Promise<void> {
  const issued: string[] = [];
  for (const chain of await service.store.ledger.chains()) {
    const entries = await service.store.ledger.listOf(chain);
    entries.forEach((entry, at) => {
      const { events, at: when } = entry;
      const parts = { chain, events, at: when };
      expect(entry).toEqual(linkEntry(service.sha256Hex, entries[at - 1], parts));
      for (const { kind, credentialRowId, digest } of events) {
        if (kind === 'issued') issued.push(`${credentialRowId} ${digest}`);
      }
    });
  }
  const expected = credentials.map(({ id, text }) => `${id} ${service.sha256Hex(text)}`);
  expect(issued.sort()).toEqual(expected.sort());
}

/** The verdict of our own verifier on a stored credential. */
export async function verdictOf(service: Service, { text }: SignedCredential): Promise<string> {
  const { verdict, state } = await service.verifyBytes(new TextEncoder().encode(text));
  return `${verdict} ${state}`;
}

/** A list of so many people, none alike. */
export function listOf(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => `Prénom${at};Nom${at}`);
  return ['Prénom;Nom', ...lines].join('\n');
}

/** The learner of an award, as they act themselves. */
export function learnerOf({ learnerId, profileId }: Award) {
  return { kind: 'learner', learnerId, profileId } as const;
}
