import { fullNameKey, nameKey, searchPrefixes } from '../../src/domain/learner.ts';
import type { Store } from '../../src/usecases/ports.ts';
import {
  newAddress,
  newAuditEntry,
  newCard,
  newCollection,
  newConsent,
  newCorrection,
  newErasure,
  newImport,
  newNote,
  newPhoto,
  newPin,
  newRemoval,
  newRequest,
  newShare,
} from './learner-samples.ts';
import { newBatch, newPasskey, newReport } from './member-samples.ts';
import {
  AT,
  newAward,
  newCredential,
  newId,
  newIntent,
  newLearner,
  newLink,
  newRevocation,
  newWriter,
} from './samples.ts';

/** The ids by which the rows of one person are found. */
export interface Person {
  readonly profileId: string;
  readonly learnerId: string;
  /** Stands in every text and every other id of theirs. */
  readonly canary: string;
}

export function personOf(canary: string): Person {
  return { profileId: newId(), learnerId: `learner-${canary}`, canary };
}

/** Texts of theirs, each a canary with a name of its own. */
function textsOf({ canary }: Person) {
  const bytes = new TextEncoder();
  return {
    text: (place: string) => `${place}-${canary}`,
    hash: (place: string) => `hash-of-${place}-${canary}`,
    picture: (place: string) => bytes.encode(`${place}-bytes-${canary}`.repeat(700)),
    long: (place: string) => `${place}-${canary} `.repeat(700),
  };
}

/** One row of everything that is kept of a person, with the person in every field that can hold them. */
export async function fillEverything(store: Store, person: Person) {
  const award = await fillAward(store, person);
  await fillWaysIn(store, person);
  await fillBackpack(store, person, award.id);
  return { ...award, ...(await fillWords(store, person, award.id)) };
}

async function fillAward(store: Store, person: Person) {
  const { profileId, learnerId } = person;
  const { text, long } = textsOf(person);
  const names = { firstName: text('first'), lastName: text('last'), nickname: text('nick') };
  const keys = { nameKey: nameKey(names), fullNameKey: fullNameKey(names) };
  const band = { band: '15-17', bandUntil: '2027-05' } as const;
  await store.learners.insertMany([
    newLearner({ id: learnerId, profileId, ...names, ...keys, ...band }),
  ]);
  const id = text('award');
  const batchId = text('batch');
  await store.awards.insertMany([
    newAward({ id, profileId, learnerId, batchId, sentence: text('sentence') }),
  ]);
  await store.awards.answer(id, 'accepted', AT);
  await store.awards.correct(newCorrection({ awardId: id, sentence: text('corrected') }));
  const rowId = newId();
  const parts = { id: rowId, profileId, awardId: id, text: long('signed') };
  await store.intents.insertMany([newIntent({ ...parts, kind: 'named' })]);
  const writer = newWriter();
  await store.credentials.commit([newCredential({ ...parts, kind: 'named' })], writer.entryOf);
  const revocation = newRevocation({
    credentialRowId: rowId,
    profileId,
    revokedBy: `learner:${learnerId}`,
    reason: text('reason'),
  });
  await store.revocations.insertMany([revocation], writer.entryOfEvents);
  await store.workshops.attend(`workshop-of-${profileId}`, [learnerId]);
  const rows = [{ line: 2, cells: [text('first'), long('cell')] }];
  const list = { header: [text('header')], rows };
  await store.batches.insert(newBatch({ id: batchId, profileId, list }));
  await store.batches.insert(
    newBatch({
      id: text('unrun'),
      profileId,
      list: { header: [], rows: [{ line: 2, cells: [text('first'), text('last')] }] },
    }),
  );
  const line = { line: 2, outcome: 'awarded', learnerId, awardId: id, fresh: true } as const;
  await store.batches.report(newReport({ batchId: newId(), lines: [line] }));
  return { id, revocation, chain: writer.chain };
}

async function fillWaysIn(store: Store, person: Person) {
  const { profileId, learnerId } = person;
  const { text, hash } = textsOf(person);
  const own = { profileId, learnerId };
  const secrets = { secretHash: hash('card'), codeHash: hash('code') };
  await store.cards.insert(newCard({ id: text('card'), ...own, ...secrets }));
  await store.pins.insert(
    newPin({ id: text('pin'), ...own, hash: hash('pin'), salt: text('salt') }),
  );
  await store.attempts.insert({ subject: `pin:${learnerId}:unlock`, number: 1, at: AT });
  await store.addresses.insert(newAddress({ ...own, email: `${text('mail')}@maison.test` }));
  await store.ownLearners.insert({ memberId: text('member'), learnerId });
  const session = hash('session');
  const ofLearner = { profileId, targetId: learnerId };
  await store.links.insert(
    newLink({ ...ofLearner, secretHash: session, kind: 'learner-session', note: text('phone') }),
  );
  await store.links.insert(
    newLink({ secretHash: hash('unlocked'), kind: 'unlocked', profileId, targetId: session }),
  );
  await store.links.insert(
    newLink({ ...ofLearner, secretHash: hash('address'), kind: 'address', binding: text('mail') }),
  );
  await store.links.insert(
    newLink({
      secretHash: hash('sign-up'),
      kind: 'sign-up',
      targetId: 'nobody',
      profileId,
      binding: `${text('mail')}@maison.test`,
    }),
  );
  await store.passkeys.insert(
    newPasskey({ id: text('passkey'), memberId: learnerId, profileId, name: text('key') }),
  );
}

async function fillBackpack(store: Store, person: Person, awardId: string) {
  const { text, hash, picture, long } = textsOf(person);
  const { profileId, learnerId } = person;
  const own = { profileId, learnerId };
  await store.notes.save(newNote({ entryId: awardId, learnerId, ownWords: long('own-words') }));
  await store.collections.insert(
    newCollection({ id: text('collection'), ...own, title: text('title'), entryIds: [awardId] }),
  );
  await store.pictures.put(hash('import-picture'), picture('import'));
  await store.imports.insert(
    newImport({
      id: text('import'),
      ...own,
      digest: hash('import'),
      name: text('import-name'),
      issuerName: text('issuer'),
      pictureHash: hash('import-picture'),
      text: long('import'),
    }),
  );
  const via = `card:${text('card')}`;
  await store.removals.insert(newRemoval({ awardId, ...own, via }));
  await store.pictures.put(hash('photo'), picture('photo'));
  await store.photos.insert(
    newPhoto({ id: text('photo'), ...own, awardId, pictureHash: hash('photo') }),
  );
  await store.shares.insert(
    newShare({
      id: text('share'),
      ...own,
      tokenHash: hash('share-token'),
      keyHash: hash('share-key'),
      entryIds: [awardId],
      title: text('share-title'),
      label: text('label'),
      signedName: text('signed-name'),
      via,
    }),
  );
  await store.shares.opened({ id: text('opening'), shareId: text('share'), at: AT });
}

async function fillWords(store: Store, person: Person, awardId: string) {
  const { text, long } = textsOf(person);
  const { profileId, learnerId } = person;
  const own = { profileId, learnerId };
  await store.inbox.insert(
    newRequest({ id: text('ask'), kind: 'correction', ...own, awardId, text: long('ask') }),
  );
  const answer = { outcome: 'refused', by: 'operator', at: AT, reason: long('why') } as const;
  await store.inbox.answer(profileId, text('ask'), answer);
  await store.inbox.insert(
    newRequest({ id: text('report'), profileId, shareId: text('share'), text: long('report') }),
  );
  await store.audit.insert(
    newAuditEntry({ id: text('audit'), ...own, by: `learner:${learnerId}` }),
  );
  const consent = newConsent({ ...own, recordedBy: `learner:${learnerId}` });
  await store.consents.insert(consent);
  // Names a random id alone; stays, as the proof that the person was erased.
  const erasure = newErasure({ profileId, learnerId: newId() });
  await store.erasures.insert(erasure);
  return { consent, erasure };
}

/** Everything that any question still answers of the person, by what was asked. */
export async function whatIsLeftOf(store: Store, person: Person): Promise<string[]> {
  const { profileId, learnerId, canary } = person;
  const { text, hash } = textsOf(person);
  const id = text('award');
  const prefixes = searchPrefixes(canary).slice(0, 1);
  const answers: Record<string, unknown> = {
    learner: await store.learners.get(profileId, learnerId),
    words: await store.learners.search(profileId, prefixes, 5),
    attendees: (await store.workshops.attendeesOf(`workshop-of-${profileId}`)).filter(
      (each) => each === learnerId,
    ),
    award: await store.awards.get(id),
    answer: [...(await store.awards.answersOf([id]))],
    corrections: await store.awards.correctionsOf([id]),
    credentials: await store.credentials.listOfAward(id),
    awards: await store.awards.listOfLearner(profileId, learnerId),
    batch: await store.batches.get(profileId, text('batch')),
    unrun: await store.batches.get(profileId, text('unrun')),
    card: await store.cards.bySecretHash(hash('card')),
    cards: await store.cards.listOf(learnerId),
    pins: await store.pins.listOf(learnerId),
    attempts: await store.attempts.listOf(`pin:${learnerId}:unlock`),
    addresses: await store.addresses.listOf(learnerId),
    member: await store.ownLearners.memberOf(learnerId),
    session: await store.links.get(hash('session')),
    unlocked: await store.links.get(hash('unlocked')),
    address: await store.links.get(hash('address')),
    signUp: await store.links.get(hash('sign-up')),
    passkeys: await store.passkeys.listOf(learnerId),
    notes: await store.notes.listOf(learnerId),
    collections: await store.collections.listOf(learnerId),
    imports: await store.imports.listOf(learnerId),
    removals: await store.removals.listOf(learnerId),
    removal: await store.removals.ofAwards([id]),
    photos: await store.photos.listOf(learnerId),
    importPicture: await store.pictures.get(hash('import-picture')),
    photo: await store.pictures.get(hash('photo')),
    share: await store.shares.byTokenHash(hash('share-token')),
    openings: [...(await store.shares.openings([text('share')]))],
    requests: await store.inbox.listOfLearner(learnerId),
    report: await store.inbox.get(profileId, text('report')),
    audit: await store.audit.listOf(learnerId, 10),
  };
  return Object.keys(answers).filter((asked) => {
    const answer = answers[asked];
    return Array.isArray(answer) ? answer.length > 0 : answer !== undefined;
  });
}
