import { expect, test } from '@jest/globals';
import type { Cursor, CursorPage } from '../../../src/usecases/ports.ts';
import type { Handles } from '../contract.ts';
import {
  inOrder,
  newAward,
  newCredential,
  newId,
  newRevocation,
  newWorkshop,
  newWriter,
} from '../samples.ts';

/** Three days, each of which several rows share. */
function dayOf(at: number): string {
  return `2026-03-1${at % 3}`;
}

function momentOf(at: number): string {
  return `${dayOf(at)}T09:30:00Z`;
}

/** The pages of a list, one after the other; each begins where the last one ended. */
async function pagesOf<Row>(
  list: (page: CursorPage) => Promise<Row[]>,
  cursorOf: (row: Row) => Cursor,
): Promise<Row[][]> {
  const pages: Row[][] = [];
  let before: Cursor | undefined;
  do {
    const page = await list({ limit: 3, ...(before ? { before } : {}) });
    pages.push(page);
    const last = page.at(-1);
    before = last && cursorOf(last);
  } while (before);
  return pages;
}

/** Latest first, and of one moment by id downwards. */
function latestFirst<Row>(rows: readonly Row[], cursorOf: (row: Row) => Cursor): Row[] {
  const keyOf = (row: Row) => `${cursorOf(row).at} ${cursorOf(row).id}`;
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return inOrder([...byKey.keys()])
    .reverse()
    .flatMap((key) => byKey.get(key) ?? []);
}

export function latestContract(use: () => Handles): void {
  test('workshops are listed last made first, whatever their day, each once', async () => {
    const { store, other } = use();
    const profileId = newId();
    const cursorOf = ({ createdAt, id }: { createdAt: string; id: string }) => ({
      at: createdAt,
      id,
    });
    const workshops = Array.from({ length: 8 }, (_, at) =>
      newWorkshop({
        profileId,
        title: `Atelier ${at}`,
        date: dayOf(9 - at),
        place: 'Salle Ada',
        createdAt: `${dayOf(Math.floor(at / 2))}T10:00:00.000Z`,
      }),
    );
    for (const each of [...workshops, newWorkshop()]) await store.workshops.insert(each);
    const pages = await pagesOf((page) => other.workshops.latestOf(profileId, page), cursorOf);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2, 0]);
    expect(pages.flat()).toStrictEqual(latestFirst(workshops, cursorOf));
    expect(await other.workshops.latestOf(newId(), { limit: 3 })).toEqual([]);
  });

  test('awards are listed newest first, all or those of one achievement or workshop', async () => {
    const { store, other } = use();
    const profileId = newId();
    const cursorOf = ({ awardedDate, id }: { awardedDate: string; id: string }) => ({
      at: awardedDate,
      id,
    });
    const [achievementId, workshopId] = [newId(), newId()];
    const awards = Array.from({ length: 12 }, (_, at) =>
      newAward({
        profileId,
        awardedDate: momentOf(at),
        ...(at % 2 ? { achievementId } : {}),
        ...(at < 7 ? { workshopId } : {}),
      }),
    );
    await store.awards.insertMany([...awards, newAward({ achievementId, workshopId })]);
    for (const [by, wanted] of [
      [{}, awards],
      [{ achievementId }, awards.filter((award) => award.achievementId === achievementId)],
      [{ workshopId }, awards.filter((award) => award.workshopId === workshopId)],
    ] as const) {
      const pages = await pagesOf((page) => other.awards.latestOf(profileId, by, page), cursorOf);
      expect(pages.flat()).toStrictEqual(latestFirst(wanted, cursorOf));
    }
    expect(await other.awards.latestOf(newId(), {}, { limit: 3 })).toEqual([]);
    expect(await other.awards.latestOf(profileId, { workshopId: newId() }, { limit: 3 })).toEqual(
      [],
    );
  });

  test('the latest awards say how they ended', async () => {
    const { store, other } = use();
    const profileId = newId();
    const [issued, voided, open] = [0, 1, 2].map((at) =>
      newAward({ profileId, awardedDate: momentOf(at) }),
    );
    if (!issued || !voided || !open) throw new Error('three');
    await store.awards.insertMany([issued, voided, open]);
    await store.credentials.commit([newCredential({ awardId: issued.id })], newWriter().entryOf);
    await store.awards.void(voided.id);
    const listed = await other.awards.latestOf(profileId, {}, { limit: 10 });
    expect(listed.map(({ state }) => state)).toEqual(['intended', 'voided', 'issued']);
  });

  test('revocations are listed newest first, each once', async () => {
    const { store, other } = use();
    const profileId = newId();
    const cursorOf = ({ at, credentialRowId }: { at: string; credentialRowId: string }) => ({
      at,
      id: credentialRowId,
    });
    const revocations = Array.from({ length: 8 }, (_, at) =>
      newRevocation({ profileId, at: momentOf(at), reason: 'erreur de personne' }),
    );
    await store.revocations.insertMany(
      [...revocations, newRevocation()],
      newWriter().entryOfEvents,
    );
    const pages = await pagesOf((page) => other.revocations.latestOf(profileId, page), cursorOf);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2, 0]);
    expect(pages.flat()).toStrictEqual(latestFirst(revocations, cursorOf));
    expect(await other.revocations.latestOf(newId(), { limit: 3 })).toEqual([]);
  });

  test('a cursor is a place, whether or not a row is there', async () => {
    const { store, other } = use();
    const profileId = newId();
    const [old, young] = [0, 1].map((at) => newAward({ profileId, awardedDate: momentOf(at) }));
    if (!old || !young) throw new Error('two');
    await store.awards.insertMany([old, young]);
    const from = async (at: string, id: string) =>
      (await other.awards.latestOf(profileId, {}, { before: { at, id }, limit: 10 })).map(
        (award) => award.id,
      );
    expect(await from(momentOf(1), '')).toEqual([old.id]);
    expect(await from(momentOf(1), '~')).toEqual([young.id, old.id]);
    expect(await from(momentOf(0), old.id)).toEqual([]);
    expect(await from('2020-01-01T00:00:00Z', '')).toEqual([]);
  });
}
