import { expect, test } from '@jest/globals';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import { describeOnMongo } from './mongo-database.ts';
import { AT, LATER, newId } from './samples.ts';

type Row = { _id: string } & Record<string, unknown>;

describeOnMongo('rows of schema 2 on MongoDB', ({ url, connection }) => {
  const put = (collection: string, rows: Row[]) =>
    connection().collection<Row>(collection).insertMany(rows);

  test('are brought up to date when a newer service opens, and no more the second time', async () => {
    const [profileId, learnerId, batchId] = [newId(), newId(), newId()];
    const shares = [newId(), newId()].map((id) => ({
      _id: id,
      tokenHash: `token-${id}`,
      profileId,
      learnerId,
      awardId: `award-${id}`,
      label: 'Stage',
      createdAt: AT,
      expiresAt: LATER,
    }));
    const link = { targetId: learnerId, profileId, createdAt: AT };
    const lines = [{ line: 2, outcome: 'awarded', learnerId, fresh: true }];
    await put('schema_versions', [{ _id: '2', version: 2 } as Row]);
    await put('shares', shares);
    await put('share_withdrawals', [{ _id: shares[1]?._id ?? '', at: LATER }]);
    await put('links', [
      { _id: 'old', kind: 'backpack', ...link },
      { _id: 'kept', kind: 'session', ...link },
    ]);
    await put('batch_reports', [
      { _id: `${batchId}:1`, batchId, run: 1, lines: JSON.stringify(lines), finishedAt: AT },
    ]);

    for (const _ of [1, 2]) {
      const store = await openMongoStore({ url });
      const found = await store.shares.listOfLearner(profileId, learnerId);
      expect(found).toHaveLength(2);
      for (const { _id, tokenHash, awardId, ...rest } of shares) {
        const withdrawn = _id === shares[1]?._id ? { withdrawnAt: LATER } : {};
        const now = { entryIds: [awardId], kind: 'link', title: '', keyHash: tokenHash };
        const share = { id: _id, tokenHash, ...rest, ...now, ...withdrawn };
        expect(await store.shares.byKeyHash(tokenHash)).toStrictEqual(share);
      }
      expect(await store.shares.listWithdrawnNamed({ limit: 10 })).toEqual([]);
      expect(await store.links.get('old')).toBeUndefined();
      expect((await store.links.get('kept'))?.targetId).toBe(learnerId);
      await store.close();
    }
    const store = await openMongoStore({ url });
    expect(await store.erasures.erase(profileId, learnerId)).toEqual({
      shares: 2,
      reportLines: 1,
      links: 1,
    });
    await store.close();
  });
});
