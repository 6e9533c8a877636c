import { expect, test } from '@jest/globals';
import { API_SCOPES } from '../../../src/domain/api-token.ts';
import type { Handles } from '../contract.ts';
import { newAnswer, newClaim, newToken } from '../member-samples.ts';
import { AT, LATER, newId } from '../samples.ts';

const LONG_AGO = '2020-01-01T00:00:00Z';
const AFTER_LONG_AGO = '2020-01-01T00:00:01Z';

export function tokensContract(use: () => Handles): void {
  test('a token comes back as it went in, once by id and by secret', async () => {
    const { store, other } = use();
    const bare = newToken();
    const full = newToken({ scopes: API_SCOPES, expiresAt: LATER });
    expect(await store.tokens.insert(bare)).toBe(true);
    expect(await store.tokens.insert(full)).toBe(true);
    expect(await other.tokens.insert(newToken({ id: bare.id }))).toBe(false);
    expect(await other.tokens.insert(newToken({ secretHash: bare.secretHash }))).toBe(false);
    expect(await other.tokens.bySecretHash(bare.secretHash)).toStrictEqual(bare);
    expect(await other.tokens.bySecretHash(full.secretHash)).toStrictEqual(full);
  });

  test('the tokens of a profile are listed newest first, withdrawn ones too', async () => {
    const { store, other } = use();
    const profileId = newId();
    const old = newToken({ profileId, createdAt: AT });
    const young = newToken({ profileId, createdAt: LATER });
    for (const each of [old, young, newToken()]) await store.tokens.insert(each);
    await store.tokens.withdraw(profileId, young.id, LATER);
    expect(await other.tokens.listOf(profileId)).toStrictEqual([
      { ...young, withdrawnAt: LATER },
      old,
    ]);
  });

  test('withdrawing keeps the first date, and is for the own profile alone', async () => {
    const { store, other } = use();
    const token = newToken();
    const { id, profileId, secretHash } = token;
    await store.tokens.insert(token);
    await store.tokens.withdraw(newId(), id, AT);
    expect(await other.tokens.bySecretHash(secretHash)).toStrictEqual(token);
    await store.tokens.withdraw(profileId, id, AT);
    await other.tokens.withdraw(profileId, id, LATER);
    await other.tokens.withdraw(profileId, newId(), LATER);
    expect(await other.tokens.bySecretHash(secretHash)).toStrictEqual({
      ...token,
      withdrawnAt: AT,
    });
  });

  // DESIGN section 9: the same request sent again is done once.
  test('of 50 parallel claims of one key exactly one works', async () => {
    const { store, other } = use();
    const id = newId();
    const claims = Array.from({ length: 50 }, () => newClaim({ id }));
    const won = await Promise.all(
      claims.map((claim, at) => (at % 2 ? store : other).idempotency.claim(claim)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await other.idempotency.claimOf(id)).toStrictEqual(claims[won.indexOf(true)]);
  });

  test('an answer is kept once, byte for byte', async () => {
    const { store, other } = use();
    const answer = newAnswer();
    expect(await store.idempotency.answer(answer)).toBe(true);
    expect(await other.idempotency.answer(newAnswer({ id: answer.id, status: 422 }))).toBe(false);
    expect(await other.idempotency.answerOf(answer.id)).toStrictEqual(answer);
    expect(await other.idempotency.claimOf(answer.id)).toBeUndefined();
  });

  test('forgetting takes the claims and answers made before a moment', async () => {
    const { store, other } = use();
    const [old, young] = [newId(), newId()];
    for (const [id, at] of [
      [old, LONG_AGO],
      [young, AFTER_LONG_AGO],
    ] as const) {
      await store.idempotency.claim(newClaim({ id, at }));
      await store.idempotency.answer(newAnswer({ id, at, body: '{}' }));
    }
    await other.idempotency.forget(AFTER_LONG_AGO);
    expect(await store.idempotency.claimOf(old)).toBeUndefined();
    expect(await store.idempotency.answerOf(old)).toBeUndefined();
    expect((await store.idempotency.claimOf(young))?.id).toBe(young);
    expect((await store.idempotency.answerOf(young))?.id).toBe(young);
    expect(await store.idempotency.claim(newClaim({ id: old }))).toBe(true);
  });

  test('knows nothing of tokens and keys that were never put', async () => {
    const { store } = use();
    expect(await store.tokens.bySecretHash(newId())).toBeUndefined();
    expect(await store.tokens.listOf(newId())).toEqual([]);
    expect(await store.idempotency.claimOf(newId())).toBeUndefined();
    expect(await store.idempotency.answerOf(newId())).toBeUndefined();
  });
}
