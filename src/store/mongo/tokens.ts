import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../../domain/api-token.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

const TOKENS: Shape<ApiToken> = {
  name: 'api_tokens',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    secretHash: 'text',
    name: 'text',
    scopes: 'json',
    createdBy: 'text',
    createdAt: 'text',
    expiresAt: 'text',
    withdrawnAt: 'text',
  },
  indexes: [
    { on: { secretHash: 1 }, unique: true },
    { on: { profileId: 1, createdAt: -1, id: -1 } },
  ],
};

export function tokensOf(database: Database): Store['tokens'] {
  const tokens = database.table(TOKENS);
  const withdrawals = datesOf(database, 'api_token_withdrawals');
  const bySecret = tokens.question(['secretHash']);
  const ofProfile = tokens.question(['profileId'], { createdAt: -1, id: -1 });
  const dated = async (found: Promise<ApiToken[]>) => withdrawals.onto(await found, 'withdrawnAt');
  return {
    insert: tokens.insert,
    bySecretHash: async (secretHash) => (await dated(bySecret.all({ secretHash })))[0],
    listOf: (profileId) => dated(ofProfile.all({ profileId })),
    withdraw: async (profileId, id, at) => {
      const token = await tokens.get(id);
      if (token?.profileId === profileId) await withdrawals.insert(id, at);
    },
  };
}

const CLAIMS: Shape<IdempotencyClaim> = {
  name: 'idempotency_claims',
  key: 'id',
  fields: { id: 'text', bodyHash: 'text', at: 'text' },
  indexes: [{ on: { at: 1 } }],
};

const ANSWERS: Shape<IdempotentAnswer> = {
  name: 'idempotency_answers',
  key: 'id',
  fields: { id: 'text', bodyHash: 'text', status: 'number', body: 'text', at: 'text' },
  indexes: [{ on: { at: 1 } }],
};

export function idempotencyOf(database: Database): Store['idempotency'] {
  const claims = database.table(CLAIMS);
  const answers = database.table(ANSWERS);
  const forgetClaims = claims.removalBefore('at');
  const forgetAnswers = answers.removalBefore('at');
  return {
    claim: claims.insert,
    claimOf: claims.get,
    answer: answers.insert,
    answerOf: answers.get,
    forget: async (before) => {
      await forgetClaims(before);
      await forgetAnswers(before);
    },
  };
}
