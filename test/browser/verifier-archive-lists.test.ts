import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { newKey } from '../usecases/other-issuer.ts';
import {
  addressOf,
  archiveOf,
  badgeOf,
  daysFromNow,
  didJson,
  entryIn,
  listOf,
} from './archive-of.ts';
import { useFile } from './file-world.ts';
import { codes, give, headline } from './verifier-file.ts';

// SECURITY.md, attack 1.2: a list of what was revoked counts out of the archive of its own issuer,
// once it is known whose that is, and for as long as lists are believed.

const world = useFile();

/** An issuer that the file does not know, its key, and the key of someone who would be it. */
const GOOD = 'did:web:good.test:uni';
const REAL = newKey();
const FORGER = newKey();
const LIST = `${addressOf(GOOD)}/status/1`;

describe('the lists of an archive', () => {
  const listed = () => badgeOf(GOOD, REAL, { credentialStatus: entryIn(LIST) });
  const archived = async (change: JsonObject = {}) =>
    archiveOf(GOOD, [didJson(GOOD, REAL), await listOf(GOOD, LIST, REAL)], { key: REAL, change });

  test('count once it is known who made it, and say of when they are', async () => {
    await give(world().page, await listed(), await archived());
    expect(await codes(world().page)).toEqual(
      expect.arrayContaining(['archive_unproven', 'status_offline']),
    );
    await world().page.click('[data-vouch]');
    await world().page.locator('#verdict h1', { hasText: 'Authentique et valable' }).waitFor();
    expect(await codes(world().page)).toContain('not_revoked_archived');
    const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
    const said = await world()
      .page.locator('.check', { hasText: 'not_revoked_archived' })
      .innerText();
    for (const date of [daysFromNow(-1), daysFromNow(-30)]) {
      expect(said).toContain(day.format(Date.parse(date)));
    }
  });

  test.each([
    ['not_revoked_archived', 'six days ago', -6, 30_000],
    ['status_offline', 'eight days ago', -8, 30_000],
    ['status_offline', 'the day after tomorrow', 2, 9],
    ['status_offline', 'two days ago, for one', -2, -1],
  ])('count for seven days at most: %s from %s', async (code, _made, from, until) => {
    const dates = { validFrom: daysFromNow(from), validUntil: daysFromNow(until) };
    await give(world().page, await listed(), await archived(dates));
    await world().page.click('[data-vouch]');
    await world().page.locator('[data-vouch]').waitFor({ state: 'detached' });
    expect(await codes(world().page)).toEqual(expect.arrayContaining(['issuer_archived', code]));
  });

  test('do not hide that a badge was revoked, out of the archive of a stranger', async () => {
    await give(world().page, world().ours.badge, world().ours.after);
    expect(await codes(world().page)).toContain('revoked');
    await world().page.click('a[href="/verify"]');

    const nobody = world().ours.did.replace(/:[^:]+$/, ':nobody');
    const old = world().ours.before.documents.filter(({ url }) => url.includes('/status/'));
    expect(old.length).toBeGreaterThan(0);
    const archive = await archiveOf(nobody, [didJson(nobody, FORGER), ...old], { key: FORGER });
    await give(world().page, world().ours.badge, archive);
    expect(await headline(world().page)).toBe('Impossible à dire');
    expect(await codes(world().page)).toContain('status_offline');
  });

  test('the later of two archives of one issuer speaks', async () => {
    await give(world().page, world().ours.before, world().ours.badge, world().ours.after);
    expect(await codes(world().page)).toContain('revoked');
  });

  test('do not count when they are signed by another issuer', async () => {
    const nobody = 'did:web:good.test:nobody';
    const foreign = await listOf(nobody, LIST, FORGER);
    const archive = await archiveOf(GOOD, [didJson(GOOD, REAL), foreign], { key: REAL });
    await give(world().page, await listed(), archive);
    await world().page.click('[data-vouch]');
    await world().page.locator('[data-vouch]').waitFor({ state: 'detached' });
    expect(await codes(world().page)).toContain('status_offline');
  });
});
