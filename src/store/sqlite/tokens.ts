import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../../domain/api-token.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, questionFrom, type Table } from './rows.ts';

const API_TOKENS: Table<ApiToken> = {
  name: 'api_tokens',
  columns: [
    'id',
    'profileId',
    'secretHash',
    'name',
    'scopes',
    'createdBy',
    'createdAt',
    'expiresAt',
    'withdrawnAt',
  ],
  json: ['scopes'],
};

const IDEMPOTENCY_CLAIMS: Table<IdempotencyClaim> = {
  name: 'idempotency_claims',
  columns: ['id', 'bodyHash', 'at'],
};

const IDEMPOTENCY_ANSWERS: Table<IdempotentAnswer> = {
  name: 'idempotency_answers',
  columns: ['id', 'bodyHash', 'status', 'at', 'body'],
};

export function tokensOf(db: Database): Store['tokens'] {
  const insert = insertionInto(db, API_TOKENS);
  const withdraw = db.prepare(
    `UPDATE api_tokens SET withdrawnAt = :at
     WHERE id = :id AND profileId = :profileId AND withdrawnAt IS NULL`,
  );
  const bySecret = questionFrom(db, API_TOKENS, 'WHERE secretHash = :secretHash');
  const ofProfile = questionFrom(
    db,
    API_TOKENS,
    'WHERE profileId = :profileId ORDER BY createdAt DESC, id DESC',
  );
  return {
    insert: async (token) => db.write(() => insert(token)),
    bySecretHash: async (secretHash) => bySecret.first({ secretHash }),
    listOf: async (profileId) => ofProfile.all({ profileId }),
    withdraw: async (profileId, id, at) => {
      db.write(() => withdraw.run({ profileId, id, at }));
    },
  };
}

export function idempotencyOf(db: Database): Store['idempotency'] {
  const claim = insertionInto(db, IDEMPOTENCY_CLAIMS);
  const answer = insertionInto(db, IDEMPOTENCY_ANSWERS);
  const claimById = questionFrom(db, IDEMPOTENCY_CLAIMS, 'WHERE id = :id');
  const answerById = questionFrom(db, IDEMPOTENCY_ANSWERS, 'WHERE id = :id');
  const forgetClaims = db.prepare('DELETE FROM idempotency_claims WHERE at < :before');
  const forgetAnswers = db.prepare('DELETE FROM idempotency_answers WHERE at < :before');
  return {
    claim: async (each) => db.write(() => claim(each)),
    claimOf: async (id) => claimById.first({ id }),
    answer: async (each) => db.write(() => answer(each)),
    answerOf: async (id) => answerById.first({ id }),
    forget: async (before) => {
      db.write(() => {
        forgetClaims.run({ before });
        forgetAnswers.run({ before });
      });
    },
  };
}
