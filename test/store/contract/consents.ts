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

  test('the answers of several learners are found at once, and of nobody else', async () => {
    const { store, other } = use();
    const mine = [newConsent(), newConsent({ decision: 'withdrawn' })];
    for (const each of [...mine, newConsent()]) await store.consents.insert(each);
    const asked = [...mine.map(({ learnerId }) => learnerId), newId()];
    const found = await other.consents.listOfMany(asked);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(mine));
    expect(await other.consents.listOfMany([])).toEqual([]);
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

  test('what waits is listed by its kind, newest first, a page at a time', async () => {
    const { store, other } = use();
    const [profileId, learnerId] = [newId(), newId()];
    const requests = [0, 1, 2].map((hour) =>
      newRequest({
        profileId,
        learnerId,
        kind: 'correction',
        createdAt: `2026-03-14T0${hour}:00:00Z`,
      }),
    );
    const [oldest, middle, newest] = requests;
    if (!oldest || !middle || !newest) throw new Error('three');
    const report = newRequest({ profileId, about: '/issuers/x', createdAt: LATER });
    for (const each of [...requests, report, newRequest()]) await store.inbox.insert(each);
    expect(await store.inbox.countWaiting(profileId)).toEqual({ correction: 3, report: 1 });
    const list = (limit: number, before?: { at: string; id: string }) =>
      other.inbox.listWaiting(profileId, 'correction', { limit, ...(before ? { before } : {}) });
    expect(await list(2)).toStrictEqual([newest, middle]);
    expect(await list(2, { at: middle.createdAt, id: middle.id })).toStrictEqual([oldest]);

    await store.inbox.answer(profileId, middle.id, done);
    const answered = { ...middle, answer: done };
    expect(await list(9)).toStrictEqual([newest, oldest]);
    expect(await other.inbox.listWaiting(profileId, 'report', { limit: 9 })).toStrictEqual([
      report,
    ]);
    expect(await other.inbox.listAnswered(profileId, 9)).toStrictEqual([answered]);
    expect(await other.inbox.listOfLearner(learnerId)).toStrictEqual([newest, answered, oldest]);
    expect(await other.inbox.countWaiting(profileId)).toEqual({ correction: 2, report: 1 });
    expect(await other.inbox.countWaiting(newId())).toEqual({ correction: 0, report: 0 });
    expect(await other.inbox.listAnswered(newId(), 9)).toEqual([]);
  });

  test('reports of one page are found together: of one share, or of a page without one', async () => {
    const { store, other } = use();
    const [profileId, shareId] = [newId(), newId()];
    const report = (hour: number, parts: { about: string; shareId?: string }) =>
      newRequest({ profileId, createdAt: `2026-03-14T0${hour}:00:00Z`, ...parts });
    const share = [0, 1, 2].map((hour) => report(hour, { about: '/s', shareId }));
    const another = report(3, { about: '/s', shareId: newId() });
    const issuer = report(4, { about: '/issuers/x' });
    for (const each of [...share, another, issuer]) await store.inbox.insert(each);
    const [oldest, middle, newest] = share;
    const list = (page: { about: string; shareId?: string }, limit = 9) =>
      other.inbox.listWaitingAbout(profileId, page, limit);
    expect(await list({ about: '/s', shareId })).toStrictEqual([newest, middle, oldest]);
    expect(await list({ about: '/s', shareId }, 2)).toStrictEqual([newest, middle]);
    expect(await list({ about: '/issuers/x' })).toStrictEqual([issuer]);
    expect(await list({ about: '/s' })).toEqual([]);
    await store.inbox.answer(profileId, newest?.id ?? '', done);
    expect(await list({ about: '/s', shareId })).toStrictEqual([middle, oldest]);
    expect(await other.inbox.listWaitingAbout(newId(), { about: '/s', shareId }, 9)).toEqual([]);
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
    expect(await store.inbox.countWaiting(profileId)).toEqual({ correction: 0, report: 0 });
  });

  test('an answer comes back with its reason, or without one', async () => {
    const { store, other } = use();
    const profileId = newId();
    const learnerId = newId();
    const reason = 'La feuille de présence dit le 13.\n« Voilà » 🙂';
    const answers = [done, { ...done, outcome: 'refused', reason }] as const;
    const asked = answers.map(() => newRequest({ profileId, learnerId }));
    for (const [at, request] of asked.entries()) {
      await store.inbox.insert(request);
      await store.inbox.answer(profileId, request.id, answers[at] ?? done);
      const now = { ...request, answer: answers[at] };
      expect(await other.inbox.get(profileId, request.id)).toStrictEqual(now);
    }
    const told = (await other.inbox.listOfLearner(learnerId)).map(({ answer }) => answer?.reason);
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining([undefined, reason]));
  });
}
