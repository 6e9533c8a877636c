import type { Store } from '../../usecases/ports.ts';
import { AWARDS, outcomesOf } from './award-outcomes.ts';
import { ANSWERS, CORRECTIONS } from './awards.ts';
import { COLLECTIONS, IMPORTS, NOTES, PHOTOS } from './backpack-rows.ts';
import { PINS } from './cards.ts';
import { AUDIT, CONSENTS } from './consents.ts';
import { CREDENTIALS, INTENTS } from './credentials.ts';
import type { Database } from './database.ts';
import { eraseAccessOf } from './erase-access.ts';
import { eraseFromBatchesOf } from './erase-batches.ts';
import { erasePicturesOf } from './erase-pictures.ts';
import { eraseSharesOf } from './erase-shares.ts';
import type { Counts, Step } from './erase-step.ts';
import { ADDRESSES, OWN_LEARNERS } from './learner-access.ts';
import { AGES, LEARNERS, peopleOf } from './learner-rows.ts';
import { LEARNER_WORDS } from './learner-words.ts';
import { PASSKEYS } from './members.ts';
import { anyOf } from './model.ts';
import { REMOVALS } from './removals.ts';
import { REVOCATIONS } from './revocations.ts';
import { ATTENDANCES } from './workshops.ts';

/**
 * Without a transaction: whatever a crash leaves is found by the next call, since the awards, and
 * last the learner, go when everything is gone that they lead to.
 */
export function eraseOf(database: Database): Store['erasures']['erase'] {
  const learners = database.table(LEARNERS);
  const people = peopleOf(database);
  const fromBatches = eraseFromBatchesOf(database);
  const steps: readonly Step[] = [
    eraseSharesOf(database),
    eraseAccessOf(database),
    erasePicturesOf(database),
    ofLearnerOf(database),
    awardsOf(database),
    personOf(database),
  ];
  return async (profileId: string, learnerId: string) => {
    const row = await learners.get(learnerId);
    // Somebody else's.
    if (row && row.profileId !== profileId) return {};
    const [person] = await people([learnerId]);
    const erased: Counts = { ...(await fromBatches(profileId, learnerId, person?.learner)) };
    for (const step of steps) {
      for (const [kind, count] of Object.entries(await step({ profileId, learnerId }))) {
        erased[kind] = (erased[kind] ?? 0) + count;
      }
    }
    return Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0));
  };
}

/** Everything else that names the learner and leads to nothing further. */
function ofLearnerOf(database: Database): Step {
  const removals = Object.entries({
    pins: database.table(PINS).removalOf(['learnerId']),
    addresses: database.table(ADDRESSES).removalOf(['learnerId']),
    ownLearners: database.table(OWN_LEARNERS).removalOf(['learnerId']),
    notes: database.table(NOTES).removalOf(['learnerId']),
    collections: database.table(COLLECTIONS).removalOf(['learnerId']),
    imports: database.table(IMPORTS).removalOf(['learnerId']),
    removals: database.table(REMOVALS).removalOf(['learnerId']),
    photos: database.table(PHOTOS).removalOf(['learnerId']),
    audit: database.table(AUDIT).removalOf(['learnerId']),
    attendances: database.table(ATTENDANCES).removalOf(['learnerId']),
  });
  const removePasskeys = database.table(PASSKEYS).removalOf(['memberId']);
  const consents = database.table(CONSENTS);
  const answered = consents.question(['learnerId'], {}, ['id', 'recordedBy']);
  return async ({ learnerId }) => {
    const erased: Counts = { passkeys: await removePasskeys({ memberId: learnerId }) };
    for (const [kind, removal] of removals) erased[kind] = await removal({ learnerId });
    const rows = await answered.all({ learnerId });
    const own = rows.filter(({ recordedBy }) => recordedBy === `learner:${learnerId}`);
    await consents.set(idsOf(own), { recordedBy: 'learner' });
    await consents.set(idsOf(rows), { learnerId: '' });
    return erased;
  };
}

function awardsOf(database: Database): Step {
  const awards = database.table(AWARDS);
  const credentials = database.table(CREDENTIALS);
  const outcomes = outcomesOf(database);
  const theirs = awards.question(['profileId', 'learnerId'], {}, ['id', 'state']);
  const signed = credentials.question(['awardId'], {}, ['id']);
  const eraseReasons = reasonsOf(database);
  const removeAnswers = database.table(ANSWERS).removalOf(['awardId']);
  const removeCorrections = database.table(CORRECTIONS).removalOf(['awardId']);
  const removeIntents = database.table(INTENTS).removalOf(['awardId']);
  const removeCredentials = credentials.removalOf(['awardId']);
  const removeAwards = awards.removalOf(['id']);
  return async (who) => {
    const found = await theirs.all(who);
    const unfinished = found.filter(({ state }) => state === 'intended');
    // Their ends stay, a word beside a random id: whoever still signs one is told to leave it out.
    await outcomes.claim(idsOf(unfinished), 'voided');
    const awardId = anyOf(idsOf(found));
    await eraseReasons(who.learnerId, idsOf(await signed.all({ awardId })));
    return {
      answers: await removeAnswers({ awardId }),
      corrections: await removeCorrections({ awardId }),
      intents: await removeIntents({ awardId }),
      credentials: await removeCredentials({ awardId }),
      awards: await removeAwards({ id: awardId }),
    };
  };
}

/** What a worker wrote of why, which nobody needs any more: the bit stays set. */
function reasonsOf(
  database: Database,
): (learnerId: string, credentialIds: readonly string[]) => Promise<void> {
  const revocations = database.table(REVOCATIONS);
  return async (learnerId, credentialIds) => {
    const rows = await revocations.getMany(credentialIds);
    const own = rows.filter(({ revokedBy }) => revokedBy === `learner:${learnerId}`);
    const keysOf = (some: typeof rows) => some.map(({ credentialRowId }) => credentialRowId);
    await revocations.set(keysOf(own), { revokedBy: 'learner' });
    await revocations.set(keysOf(rows), { reason: undefined });
  };
}

/** Names go before the person and once more after: one may be given at this very moment. */
function personOf(database: Database): Step {
  const learners = database.table(LEARNERS);
  const removeNames = learners.removalOf(['personId']);
  const removeWords = database.table(LEARNER_WORDS).removalOf(['learnerId']);
  const removePerson = learners.removalOf(['id']);
  return async ({ learnerId }) => {
    let words = await removeWords({ learnerId });
    await removeNames({ personId: learnerId });
    await database.table(AGES).remove([learnerId]);
    const person = await removePerson({ id: learnerId });
    words += await removeWords({ learnerId });
    await removeNames({ personId: learnerId });
    return { words, learners: person };
  };
}

function idsOf(rows: ReadonlyArray<{ readonly id: string }>): string[] {
  return rows.map(({ id }) => id);
}
