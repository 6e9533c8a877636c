import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../src/store/mongo/database.ts';
import { eraseOf } from '../../src/store/mongo/erase.ts';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { describeOnMongo } from './mongo-database.ts';
import {
  AT,
  LATER,
  newAward,
  newCredential,
  newId,
  newIntent,
  newLearner,
  newRevocation,
  newWriter,
} from './samples.ts';

/** Stands in every text that is kept of the person. */
const CANARY = 'Zébuline';

describeOnMongo('erasing on MongoDB', ({ url, connection }) => {
  let store: Store;
  let database: Database;
  beforeAll(async () => {
    store = await openMongoStore({ url });
    database = await openDatabase({ url });
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  /** Collections in which a text stands. */
  async function where(text: string): Promise<string[]> {
    const names = (await connection().listCollections()).map(({ name }) => name);
    const found = await Promise.all(
      names.map(async (name) => {
        const rows = await connection().collection(name).find().toArray();
        return rows.some((row) => JSON.stringify(row).includes(text)) ? name : [];
      }),
    );
    return found.flat().sort();
  }

  /** A database that dies at the question or change after `left` of them. */
  function dyingAfter(left: number): Database {
    let still = left;
    const dying = <Value>(value: Value): Value => {
      if (typeof value === 'function') {
        return ((...parts: unknown[]) => dying(value(...parts))) as Value;
      }
      if (value instanceof Promise) {
        still -= 1;
        if (still < 0) return Promise.reject(new Error('killed')) as Value;
        return value;
      }
      if (typeof value !== 'object' || value === null) return value;
      const parts = Object.entries(value).map(([name, part]) => [name, dying(part)]);
      return Object.fromEntries(parts) as Value;
    };
    return { ...database, table: (shape) => dying(database.table(shape)) };
  }

  /** Answers the hash of a picture. */
  async function fill(profileId: string, learnerId: string): Promise<string> {
    const own = { profileId, learnerId };
    const [awardId, shareId, batchId, hash] = [newId(), newId(), newId(), newId()];
    const name = { firstName: CANARY, lastName: learnerId, nickname: '' };
    const keys = { nameKey: learnerId, fullNameKey: learnerId };
    await store.learners.insertMany([newLearner({ ...name, ...keys, id: learnerId, profileId })]);
    await store.learners.setAge(profileId, learnerId, { band: 'under15' });
    const other = { ...keys, ...name, nameKey: newId(), nickname: CANARY };
    await store.learners.rename(profileId, learnerId, other);
    await store.workshops.attend(newId(), [learnerId]);
    const award = newAward({ ...own, id: awardId, batchId, sentence: CANARY });
    await store.awards.insertMany([award, newAward({ ...own, sentence: CANARY })]);
    await store.awards.answer(awardId, 'accepted', AT);
    const by = `learner:${learnerId}`;
    const correction = { awardId, number: 1, achievementId: newId(), wasWrong: true, at: AT };
    await store.awards.correct({ ...correction, sentence: CANARY, by });
    const credential = newCredential({ awardId, profileId, text: CANARY });
    await store.intents.insertMany([
      newIntent({ id: credential.id, awardId, profileId, text: CANARY }),
      newIntent({ awardId, profileId, kind: 'named', text: CANARY }),
    ]);
    await store.credentials.commit([credential], newWriter().entryOf);
    const revocation = newRevocation({ credentialRowId: credential.id, profileId });
    await store.revocations.insertMany(
      [{ ...revocation, revokedBy: by, reason: CANARY }],
      newWriter().entryOfEvents,
    );
    const list = { header: ['Nom', 'Prénom'], rows: [{ line: 2, cells: [learnerId, CANARY] }] };
    const batch = { profileId, achievementId: newId(), warnings: [], createdBy: by, createdAt: AT };
    await store.batches.insert({ ...batch, id: batchId, list });
    await store.batches.insert({ ...batch, id: newId(), list });
    const line = { line: 2, outcome: 'awarded', learnerId, awardId, fresh: true } as const;
    await store.batches.report({ batchId, run: 1, lines: [line], finishedAt: AT });
    const card = { id: newId(), ...own, secretHash: newId(), codeHash: newId() };
    await store.cards.insert({ ...card, createdBy: by, createdAt: AT });
    await store.cards.use(card.id, AT);
    await store.cards.void(card.id, { at: LATER, lostSince: AT });
    await store.pins.insert({ id: newId(), ...own, salt: CANARY, hash: '', via: '', setAt: AT });
    await store.attempts.insert({ subject: `pin:${learnerId}`, number: 1, at: AT });
    const address = { id: newId(), ...own, email: `${learnerId}@example.org`, confirmedAt: AT };
    await store.addresses.insert(address);
    await store.ownLearners.insert({ memberId: newId(), learnerId });
    const note = { entryId: awardId, learnerId, hidden: false, savedAt: AT };
    await store.notes.save({ ...note, ownWords: CANARY });
    const collection = { id: newId(), ...own, title: CANARY, entryIds: [awardId], createdAt: AT };
    await store.collections.insert(collection);
    const texts = { name: CANARY, description: CANARY, issuerName: '', issuerDomain: '' };
    const badge = { id: newId(), ...own, digest: newId(), ...texts, alignments: [], text: CANARY };
    await store.imports.insert({ ...badge, pictureHash: hash, importedAt: AT });
    const photo = { id: newId(), ...own, awardId, recognisable: true, createdBy: by };
    await store.photos.insert({ ...photo, pictureHash: hash, createdAt: AT });
    await store.pictures.put(hash, new TextEncoder().encode(learnerId));
    const share = { id: shareId, ...own, tokenHash: newId(), keyHash: newId(), label: CANARY };
    const shown = { entryIds: [awardId], title: CANARY, signedName: CANARY, kind: 'link' } as const;
    await store.shares.insert({ ...share, ...shown, createdAt: AT, expiresAt: LATER });
    await store.shares.withdraw(profileId, shareId, AT);
    await store.shares.opened({ id: newId(), shareId, at: AT });
    const request = { id: newId(), profileId, createdAt: AT, text: CANARY };
    const report = { ...request, id: newId(), shareId, kind: 'report' } as const;
    await store.inbox.insert({ ...request, learnerId, awardId, kind: 'correction' });
    await store.inbox.insert(report);
    await store.inbox.answer(profileId, report.id, { outcome: 'done', by, at: AT });
    const consent = { id: newId(), ...own, purpose: 'photo', party: 'learner', at: AT } as const;
    const given = { decision: 'given', channel: 'own', band: 'under15', textVersion: '1' } as const;
    await store.consents.insert({ ...consent, ...given, recordedBy: by });
    await store.audit.insert({ id: newId(), ...own, by, act: 'exported', at: AT });
    const session = { secretHash: newId(), profileId, createdAt: AT };
    await store.links.insert({ ...session, kind: 'learner-session', targetId: learnerId });
    const unlocked = { ...session, secretHash: newId(), note: CANARY };
    await store.links.insert({ ...unlocked, kind: 'unlocked', targetId: session.secretHash });
    const passkey = { id: newId(), memberId: learnerId, profileId, publicKey: '', transports: [] };
    await store.passkeys.insert({ ...passkey, name: CANARY, counter: 0, createdAt: AT });
    return hash;
  }

  test('wherever the process dies, the next call leaves nothing but the pseudonym of the erasure', async () => {
    const profileId = newId();
    let deaths = 0;
    for (let isDone = false; !isDone; deaths += 5) {
      const learnerId = newId();
      const hash = await fill(profileId, learnerId);
      const erasure = { id: newId(), profileId, learnerId, askedBy: 'operator' };
      await store.erasures.insert({ ...erasure, askedAt: AT, dueAt: LATER });
      const dying = eraseOf(dyingAfter(deaths))(profileId, learnerId);
      isDone = await dying.then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed');
          return false;
        },
      );
      await store.erasures.erase(profileId, learnerId);
      expect(await where(learnerId)).toEqual(['erasures']);
      expect(await where(CANARY)).toEqual([]);
      expect(await store.pictures.get(hash)).toBeUndefined();
      expect(await store.erasures.erase(profileId, learnerId)).toEqual({});
    }
    expect(deaths).toBeGreaterThan(40);
  });

  test('says what went, and touches nobody else', async () => {
    const [profileId, learnerId, neighbour] = [newId(), newId(), newId()];
    await fill(profileId, learnerId);
    await fill(profileId, neighbour);
    const before = await where(neighbour);
    expect(await store.erasures.erase(newId(), learnerId)).toEqual({});
    expect(await store.erasures.erase(profileId, learnerId)).toEqual({
      ...{ answers: 1, corrections: 1, intents: 2, credentials: 1, awards: 2, batches: 2 },
      ...{ reportLines: 1, inbox: 2, openings: 1, shares: 1, cards: 1, pins: 1, attempts: 1 },
      ...{ addresses: 1, ownLearners: 1, notes: 1, collections: 1, imports: 1, photos: 1 },
      ...{ pictures: 1, passkeys: 1, links: 2, audit: 1, attendances: 1, learners: 1 },
      words: expect.any(Number),
    });
    expect(await where(neighbour)).toEqual(before);
    expect((await store.consents.listOf(neighbour)).map(({ recordedBy }) => recordedBy)).toEqual([
      `learner:${neighbour}`,
    ]);
    await store.erasures.erase(profileId, neighbour);
  });
});
