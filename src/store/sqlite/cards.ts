import type { Card, Pin } from '../../domain/card.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertion,
  insertionInto,
  listParameter,
  pageParameters,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const CARDS: Table<Card> = {
  name: 'cards',
  columns: [
    'id',
    'profileId',
    'learnerId',
    'secretHash',
    'codeHash',
    'picture',
    'createdBy',
    'createdAt',
    'usedAt',
    'voidedAt',
    'lostSince',
  ],
};

const PINS: Table<Pin> = {
  name: 'pins',
  columns: ['id', 'learnerId', 'profileId', 'salt', 'hash', 'via', 'setAt'],
};

export function cardsOf(db: Database): Store['cards'] {
  const insert = insertionInto(db, CARDS);
  const use = db.prepare('UPDATE cards SET usedAt = :at WHERE id = :id AND usedAt IS NULL');
  const voidOne = db.prepare(
    `UPDATE cards SET voidedAt = :at, lostSince = :lostSince
     WHERE id = :id AND voidedAt IS NULL`,
  );
  const earlier = db.prepare(
    'UPDATE cards SET lostSince = :lostSince WHERE id = :id AND lostSince > :lostSince',
  );
  return {
    insert: async (card) => db.write(() => insert(card)),
    use: async (id, at) => {
      db.write(() => use.run({ id, at }));
    },
    void: async (id, { at, lostSince }) => db.write(() => voidOne.run({ id, at, lostSince })) === 1,
    lostEarlier: async (id, lostSince) => {
      db.write(() => earlier.run({ id, lostSince }));
    },
    ...questionsOf(db),
  };
}

type Questions = 'get' | 'bySecretHash' | 'byCodeHash' | 'listOf' | 'listOfMany' | 'listVoided';

function questionsOf(db: Database): Pick<Store['cards'], Questions> {
  const byId = questionFrom(db, CARDS, 'WHERE id = :id AND profileId = :profileId');
  const bySecret = questionFrom(db, CARDS, 'WHERE secretHash = :secretHash');
  const byCode = questionFrom(db, CARDS, 'WHERE codeHash = :codeHash');
  const ofLearner = questionFrom(
    db,
    CARDS,
    'WHERE learnerId = :learnerId ORDER BY createdAt DESC, id DESC',
  );
  const ofLearners = questionFrom(
    db,
    CARDS,
    'WHERE learnerId IN (SELECT value FROM json_each(:learnerIds))',
  );
  const voided = questionFrom(
    db,
    CARDS,
    'WHERE voidedAt IS NOT NULL AND id > :after ORDER BY id LIMIT :limit',
  );
  return {
    get: async (profileId, id) => byId.first({ profileId, id }),
    bySecretHash: async (secretHash) => bySecret.first({ secretHash }),
    byCodeHash: async (codeHash) => byCode.first({ codeHash }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    listVoided: async (page) => voided.all(pageParameters(page)),
    listOfMany: async (learnerIds) => ofLearners.all({ learnerIds: listParameter(learnerIds) }),
  };
}

export function pinsOf(db: Database): Store['pins'] {
  const insert = insertionInto(db, PINS);
  const remove = db.prepare('DELETE FROM pins WHERE id = :id');
  const ofLearner = questionFrom(
    db,
    PINS,
    'WHERE learnerId = :learnerId ORDER BY setAt DESC, id DESC',
  );
  return {
    insert: async (pin) => db.write(() => insert(pin)),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    remove: async (id) => {
      db.write(() => remove.run({ id }));
    },
  };
}

export function attemptsOf(db: Database): Store['attempts'] {
  const insert = insertion<{ subject: string; number: number; at: string }>(
    db,
    `INSERT INTO attempts (subject, number, at) VALUES (:subject, :number, :at)
     ON CONFLICT DO NOTHING`,
  );
  const clear = db.prepare('DELETE FROM attempts WHERE subject = :subject');
  const forget = db.prepare('DELETE FROM attempts WHERE at < :before');
  const ofSubject = question<{ number: number; at: string }>(
    db,
    'SELECT number, at FROM attempts WHERE subject = :subject ORDER BY number',
  );
  return {
    insert: async (attempt) => db.write(() => insert(attempt)),
    listOf: async (subject) => ofSubject.all({ subject }),
    clear: async (subject) => {
      db.write(() => clear.run({ subject }));
    },
    forget: async (before) => {
      db.write(() => forget.run({ before }));
    },
  };
}
