import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database, Parameters } from './driver.ts';
import { eraseFromBatchesOf } from './erase-batches.ts';
import { question } from './rows.ts';
import { unneededPictures } from './unneeded-pictures.ts';

const THEIR_AWARDS = `
  SELECT id FROM awards WHERE profileId = :profileId AND learnerId = :learnerId`;
const THEIR_SHARES = `
  SELECT id FROM shares WHERE profileId = :profileId AND learnerId = :learnerId`;

/** What stays of a person, without them. */
const PROOFS = [
  `UPDATE consents
   SET learnerId = '',
     recordedBy = iif(recordedBy = 'learner:' || :learnerId, 'learner', recordedBy)
   WHERE learnerId = :learnerId`,
  `UPDATE revocations
   SET reason = NULL, revokedBy = iif(revokedBy = 'learner:' || :learnerId, 'learner', revokedBy)
   WHERE credentialRowId IN (SELECT id FROM credentials WHERE awardId IN (${THEIR_AWARDS}))`,
];

/** What goes, by kind, in this order: what is found by another row goes before it. */
const REMOVALS: ReadonlyArray<readonly [kind: string, sql: string]> = [
  ['answers', `DELETE FROM answers WHERE awardId IN (${THEIR_AWARDS})`],
  ['corrections', `DELETE FROM corrections WHERE awardId IN (${THEIR_AWARDS})`],
  ['intents', `DELETE FROM intents WHERE awardId IN (${THEIR_AWARDS})`],
  ['credentials', `DELETE FROM credentials WHERE awardId IN (${THEIR_AWARDS})`],
  [
    'inbox',
    `DELETE FROM inbox
     WHERE profileId = :profileId
       AND (learnerId = :learnerId OR awardId IN (${THEIR_AWARDS}) OR shareId IN (${THEIR_SHARES}))`,
  ],
  ['openings', `DELETE FROM openings WHERE shareId IN (${THEIR_SHARES})`],
  ['shares', 'DELETE FROM shares WHERE profileId = :profileId AND learnerId = :learnerId'],
  ['cards', 'DELETE FROM cards WHERE learnerId = :learnerId'],
  ['pins', 'DELETE FROM pins WHERE learnerId = :learnerId'],
  // Wherever the id stands in a subject: guesses are forgotten soon, so that there are few.
  ['attempts', 'DELETE FROM attempts WHERE instr(subject, :learnerId)'],
  // A link to begin with is nobody's, and holds the address it went to: found while that is there.
  [
    'links',
    `DELETE FROM links
     WHERE targetId = 'nobody' AND kind = 'sign-up' AND binding IN (
       SELECT email FROM addresses WHERE learnerId = :learnerId)`,
  ],
  ['addresses', 'DELETE FROM addresses WHERE learnerId = :learnerId'],
  ['ownLearners', 'DELETE FROM own_learners WHERE learnerId = :learnerId'],
  ['notes', 'DELETE FROM notes WHERE learnerId = :learnerId'],
  ['collections', 'DELETE FROM collections WHERE learnerId = :learnerId'],
  ['imports', 'DELETE FROM imports WHERE learnerId = :learnerId'],
  ['removals', 'DELETE FROM removals WHERE learnerId = :learnerId'],
  ['photos', 'DELETE FROM photos WHERE learnerId = :learnerId'],
  ['passkeys', 'DELETE FROM passkeys WHERE memberId = :learnerId'],
  [
    'links',
    `DELETE FROM links
     WHERE kind = 'unlocked' AND targetId IN (
       SELECT secretHash FROM links WHERE targetId = :learnerId AND kind = 'learner-session')`,
  ],
  ['links', `DELETE FROM links WHERE targetId = :learnerId AND kind <> 'erasure'`],
  ['audit', 'DELETE FROM audit WHERE learnerId = :learnerId'],
  ['attendances', 'DELETE FROM attendances WHERE learnerId = :learnerId'],
  ['awards', 'DELETE FROM awards WHERE profileId = :profileId AND learnerId = :learnerId'],
  ['words', 'DELETE FROM learner_words WHERE learnerId = :learnerId'],
  ['learners', 'DELETE FROM learners WHERE id = :learnerId'],
];

/** Nothing of the person is left in the file, nor in the log beside it. */
export function eraseOf(db: Database): Store['erasures']['erase'] {
  const learner = question<Learner>(
    db,
    'SELECT profileId, firstName, lastName, nickname FROM learners WHERE id = :learnerId',
  );
  const pictures = question<{ pictureHash: string }>(
    db,
    `SELECT pictureHash FROM photos WHERE learnerId = :learnerId
     UNION ALL
     SELECT pictureHash FROM imports
     WHERE learnerId = :learnerId AND pictureHash IS NOT NULL`,
  );
  const proofs = PROOFS.map((sql) => db.prepare(sql));
  const removals = REMOVALS.map(([kind, sql]) => [kind, db.prepare(sql)] as const);
  const removePictures = unneededPictures(db);
  const eraseFromBatches = eraseFromBatchesOf(db);
  const eraseRows = (profileId: string, learnerId: string): Record<string, number> => {
    const where: Parameters = { profileId, learnerId };
    const person = learner.first(where);
    // Somebody else's.
    if (person && person.profileId !== profileId) return {};
    const hashes = pictures.all(where).map(({ pictureHash }) => pictureHash);
    const erased = eraseFromBatches(profileId, learnerId, person);
    for (const proof of proofs) proof.run(where);
    for (const [kind, removal] of removals) {
      erased[kind] = (erased[kind] ?? 0) + removal.run(where);
    }
    erased['pictures'] = removePictures(profileId, hashes);
    return Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0));
  };
  return async (profileId: string, learnerId: string) => {
    const erased = db.write(() => eraseRows(profileId, learnerId));
    db.rewrite();
    return erased;
  };
}
