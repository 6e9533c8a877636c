import { expect, test } from '@jest/globals';
import type { InboxAnswer } from '../../../src/domain/inbox.ts';
import type { Handles } from '../contract.ts';
import { newAuditEntry, newConsent, newRequest } from '../learner-samples.ts';
import { AT, LATER, newId } from '../samples.ts';

/** Before every date of other tests, so that forgetting takes nothing of theirs. */
const LONG_AGO = '2020-01-01T00:00:00Z';

export function consentsContract(use: () => Handles): void {
  test('answers stand beside each other, oldest first, and are never changed', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const given = newConsent({ learnerId, party: 'guardian', capacity: 'sole', channel: 'paper' });
    const withdrawn = newConsent({ learnerId, decision: 'withdrawn', at: LATER });
    for (const each of [withdrawn, given, newConsent()]) {
      expect(await store.consents.insert(each)).toBe(true);
    }
    expect(await other.consents.insert({ ...given, decision: 'withdrawn' })).toBe(false);
    expect(await other.consents.listOf(learnerId)).toStrictEqual([given, withdrawn]);
    expect(await other.consents.listOf(newId())).toEqual([]);
  });

  test('who saw what is listed newest first, so many and no more', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const entries = [0, 1, 2].map((hour) =>
      newAuditEntry({ learnerId, at: `2026-03-14T0${hour}:00:00Z` }),
    );
    for (const each of [...entries, newAuditEntry()]) {
      expect(await store.audit.insert(each)).toBe(true);
    }
    const [first] = entries;
    expect(await other.audit.insert(newAuditEntry({ ...first, act: 'exported' }))).toBe(false);
    expect(await other.audit.listOf(learnerId, 10)).toStrictEqual(entries.toReversed());
    expect(await other.audit.listOf(learnerId, 2)).toStrictEqual(entries.slice(1).reverse());
  });

  test('forgetting takes what was seen before a moment', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const old = newAuditEntry({ learnerId, at: '2019-12-31T23:59:59Z' });
    const young = newAuditEntry({ learnerId, at: LONG_AGO });
    for (const each of [old, young]) await store.audit.insert(each);
    await other.audit.forget(LONG_AGO);
    expect(await store.audit.listOf(learnerId, 10)).toStrictEqual([young]);
  });
}

export function inboxContract(use: () => Handles): void {
  const done: InboxAnswer = { outcome: 'done', by: 'operator', at: LATER };

  test('a request comes back as it went in, inside its profile only', async () => {
    const { store, other } = use();
    const report = newRequest({ about: '/s', shareId: newId() });
    const correction = newRequest({ kind: 'correction', awardId: newId(), learnerId: newId() });
    for (const each of [report, correction]) {
      expect(await store.inbox.insert(each)).toBe(true);
      expect(await other.inbox.get(each.profileId, each.id)).toStrictEqual(each);
    }
    expect(await other.inbox.insert(newRequest({ id: report.id }))).toBe(false);
    expect(await other.inbox.get(correction.profileId, report.id)).toBeUndefined();
  });

  test('requests are listed newest first, a page at a time, answered ones too', async () => {
    const { store, other } = use();
    const [profileId, learnerId] = [newId(), newId()];
    const requests = [0, 1, 2].map((hour) =>
      newRequest({ profileId, learnerId, createdAt: `2026-03-14T0${hour}:00:00Z` }),
    );
    const [oldest, middle, newest] = requests;
    if (!oldest || !middle || !newest) throw new Error('three');
    for (const each of [...requests, newRequest()]) await store.inbox.insert(each);
    expect(await store.inbox.countWaiting(profileId)).toBe(3);
    await store.inbox.answer(profileId, middle.id, done);
    const answered = { ...middle, answer: done };
    const first = await other.inbox.latestOf(profileId, { limit: 2 });
    expect(first).toStrictEqual([newest, answered]);
    const before = { at: middle.createdAt, id: middle.id };
    expect(await other.inbox.latestOf(profileId, { before, limit: 2 })).toStrictEqual([oldest]);
    expect(await other.inbox.listOfLearner(learnerId)).toStrictEqual([newest, answered, oldest]);
    expect(await other.inbox.countWaiting(profileId)).toBe(2);
    expect(await other.inbox.countWaiting(newId())).toBe(0);
    expect(await other.inbox.latestOf(newId(), { limit: 2 })).toEqual([]);
  });

  test('the first answer counts, of 50 parallel ones exactly one', async () => {
    const { store, other } = use();
    const request = newRequest();
    const { id, profileId } = request;
    await store.inbox.insert(request);
    expect(await other.inbox.answer(newId(), id, done)).toBe(false);
    expect(await other.inbox.answer(profileId, newId(), done)).toBe(false);
    const answers = Array.from(
      { length: 50 },
      (_, at): InboxAnswer => ({
        outcome: at % 3 ? 'done' : 'refused',
        by: `member:${at}`,
        at: AT,
      }),
    );
    const won = await Promise.all(
      answers.map((answer, at) => (at % 2 ? store : other).inbox.answer(profileId, id, answer)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await other.inbox.answer(profileId, id, done)).toBe(false);
    expect(await other.inbox.get(profileId, id)).toStrictEqual({
      ...request,
      answer: answers[won.indexOf(true)],
    });
    expect(await store.inbox.countWaiting(profileId)).toBe(0);
  });
}
