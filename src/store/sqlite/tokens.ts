import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../../domain/api-token.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question } from './rows.ts';

export function tokensOf(db: Database): Store['tokens'] {
  const insert = insertion<ApiToken>(
    db,
    `INSERT INTO api_tokens
       (id, profileId, secretHash, name, scopes, createdBy, createdAt, expiresAt, withdrawnAt)
     VALUES
       (:id, :profileId, :secretHash, :name, :scopes, :createdBy, :createdAt, :expiresAt,
        :withdrawnAt)
     ON CONFLICT DO NOTHING`,
  );
  const withdraw = db.prepare(
    `UPDATE api_tokens SET withdrawnAt = :at
     WHERE id = :id AND profileId = :profileId AND withdrawnAt IS NULL`,
  );
  const bySecret = question<ApiToken>(
    db,
    `SELECT id, profileId, secretHash, name, scopes, createdBy, createdAt, expiresAt, withdrawnAt
     FROM api_tokens WHERE secretHash = :secretHash`,
    ['scopes'],
  );
  const ofProfile = question<ApiToken>(
    db,
    `SELECT id, profileId, secretHash, name, scopes, createdBy, createdAt, expiresAt, withdrawnAt
     FROM api_tokens WHERE profileId = :profileId ORDER BY createdAt DESC, id DESC`,
    ['scopes'],
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
  const claim = insertion<IdempotencyClaim>(
    db,
    `INSERT INTO idempotency_claims (id, bodyHash, at) VALUES (:id, :bodyHash, :at)
     ON CONFLICT DO NOTHING`,
  );
  const answer = insertion<IdempotentAnswer>(
    db,
    `INSERT INTO idempotency_answers (id, bodyHash, status, at, body)
     VALUES (:id, :bodyHash, :status, :at, :body)
     ON CONFLICT DO NOTHING`,
  );
  const claimById = question<IdempotencyClaim>(
    db,
    'SELECT id, bodyHash, at FROM idempotency_claims WHERE id = :id',
  );
  const answerById = question<IdempotentAnswer>(
    db,
    'SELECT id, bodyHash, status, at, body FROM idempotency_answers WHERE id = :id',
  );
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
