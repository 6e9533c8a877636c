import { createHash, randomUUID } from 'node:crypto';
import type { Achievement } from '../../src/domain/achievement.ts';
import type {
  Award,
  CredentialIntent,
  Revocation,
  SignedCredential,
  Workshop,
} from '../../src/domain/award.ts';
import type { Learner } from '../../src/domain/learner.ts';
import { type LedgerEntry, type LedgerEvent, linkEntry } from '../../src/domain/ledger.ts';
import type { Link } from '../../src/domain/link.ts';
import type { Profile } from '../../src/domain/profile.ts';
import type { SigningKey } from '../../src/domain/signing-key.ts';
import type { StatusList } from '../../src/domain/status-list.ts';

// Values of every kind that is kept, without their optional parts; every id is random.

export const AT = '2026-03-14T09:30:00Z';
export const LATER = '2026-03-15T09:30:00Z';

/** What spoils text that is not kept byte for byte; about 100 kB as UTF-8. */
export const DELICATE_TEXT = [
  '\ufeff{"é":"e\u0301",\r\n"\u2028\u2029":"👩🏽‍🚀 œuf \\u0000",\t"$set":{"a.b":1.10},"n":1e21} \n',
  '🤖'.repeat(25_000),
  ' '.repeat(3),
].join('');

export function newId(): string {
  return randomUUID();
}

export function inOrder(ids: readonly string[]): string[] {
  return [...ids].sort();
}

export function newProfile(parts: Partial<Profile> = {}): Profile {
  const handle = newId();
  return {
    id: newId(),
    handle,
    origin: 'https://badges.test',
    name: 'Centre « Les Tilleuls »',
    createdAt: AT,
    ...parts,
  };
}

export function newKey(parts: Partial<SigningKey> = {}): SigningKey {
  return {
    id: newId(),
    profileId: newId(),
    kind: 'Ed25519',
    kid: `z6Mk${newId()}`,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'x', key_ops: ['verify'] },
    sealed: DELICATE_TEXT,
    createdAt: AT,
    ...parts,
  };
}

export function newAchievement(parts: Partial<Achievement> = {}): Achievement {
  return {
    id: newId(),
    profileId: newId(),
    origin: 'https://badges.test',
    digest: newId(),
    inLanguage: 'fr',
    name: 'Programmer un robot',
    description: 'Fait avancer,\r\ntourner et s’arrêter un robot.',
    criteria: '- avance\n- tourne\n',
    achievementType: 'Badge',
    tags: [],
    alignments: [],
    related: [],
    svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    createdAt: AT,
    ...parts,
  };
}

export function newLearner(parts: Partial<Learner> = {}): Learner {
  const id = newId();
  return {
    id,
    profileId: newId(),
    nameKey: `zoé|d'arc|${id}`,
    fullNameKey: `zoé|d'arc${id}`,
    firstName: 'Zoé',
    lastName: "D'Arc",
    nickname: '',
    createdAt: AT,
    ...parts,
  };
}

export function newWorkshop(parts: Partial<Workshop> = {}): Workshop {
  const title = 'Robots du mercredi';
  return { id: newId(), profileId: newId(), title, date: '2026-03-11', createdAt: AT, ...parts };
}

export function newAward(parts: Partial<Award> = {}): Award {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    achievementId: newId(),
    awardedBy: 'operator',
    occasion: '',
    awardedDate: AT,
    state: 'intended',
    ...parts,
  };
}

export function newIntent(parts: Partial<CredentialIntent> = {}): CredentialIntent {
  return {
    id: newId(),
    profileId: newId(),
    kind: 'badge',
    form: 'data-integrity',
    keyId: newId(),
    methodId: 'did:web:badges.test#z6Mk',
    created: AT,
    text: '{}',
    ...parts,
  };
}

export function newCredential(parts: Partial<SignedCredential> = {}): SignedCredential {
  return {
    id: newId(),
    profileId: newId(),
    awardId: newId(),
    credentialId: `urn:uuid:${newId()}`,
    kind: 'badge',
    form: 'data-integrity',
    text: '{"proof":[]}',
    issuedAt: AT,
    ...parts,
  };
}

export function newStatusList(parts: Partial<StatusList> = {}): StatusList {
  return {
    id: newId(),
    profileId: newId(),
    origin: 'https://badges.test',
    ordinal: 0,
    shuffle: [0, 1, 2, 3, 4, 5, 6, 0xffff_ffff],
    createdAt: AT,
    ...parts,
  };
}

export function newRevocation(parts: Partial<Revocation> = {}): Revocation {
  return {
    credentialRowId: newId(),
    profileId: newId(),
    statusListId: newId(),
    statusIndex: 0,
    revokedBy: 'operator',
    at: AT,
    ...parts,
  };
}

export function newLink(parts: Partial<Link> = {}): Link {
  return {
    secretHash: newId(),
    kind: 'owner',
    targetId: newId(),
    profileId: newId(),
    createdAt: AT,
    ...parts,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A writer with a chain of its own, as each process is. */
export function newWriter() {
  const chain = newId();
  const entries: LedgerEntry[] = [];
  const link = (events: readonly LedgerEvent[]): LedgerEntry => {
    const entry = linkEntry(sha256, entries.at(-1), { chain, events, at: AT });
    entries.push(entry);
    return entry;
  };
  return {
    chain,
    /** What was linked so far. */
    entries,
    entryOfEvents: link,
    entryOf: (fresh: readonly SignedCredential[]) =>
      link(
        fresh.map(({ id, text, issuedAt }) => ({
          kind: 'issued',
          credentialRowId: id,
          digest: sha256(text),
          at: issuedAt,
        })),
      ),
  };
}
