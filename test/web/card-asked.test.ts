import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Learner } from '../../src/domain/learner.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { awardCsv, OPERATOR } from '../harness.ts';
import { type Jar, openJar } from './cookie-jar.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

async function cardsOfTwo() {
  const { profile, achievement } = centre;
  const [report] = await awardCsv(web.service, profile, achievement, 'Prénom;Nom\nZoé;Petit\n');
  const cardOf = async (learnerId: string) => {
    const learner = await web.service.store.learners.get(profile.id, learnerId);
    return makeCard(web.service, OPERATOR, learner as Learner);
  };
  const other = report?.award?.learnerId ?? '';
  return { mine: await cardOf(centre.award.learnerId), other: await cardOf(other) };
}
const stays = async (jar: Jar) => (await jar.get('/backpack')).text();

describe('a card of somebody else', () => {
  // SECURITY T53: another site could put a visitor into a backpack that is not theirs.
  test('asks before it closes the backpack that is open', async () => {
    const { mine, other } = await cardsOfTwo();
    const jar = openJar(web);
    await jar.post('/card', { secret: mine.secret });
    const before = jar.cookies.get('__Host-backpack');
    const asked = await jar.post('/card', { secret: other.secret });
    const html = await asked.text();
    expect([asked.status, jar.cookies.get('__Host-backpack')]).toEqual([200, before]);
    expect(html).toContain('Ouvrir le carnet de Zoé');
    expect(html).toContain('Rester dans le carnet de Léa');
    expect(await stays(jar)).toContain('Léa');
    const left = await jar.post('/card', { secret: other.secret, leave: 'yes' });
    expect([left.status, left.headers.get('location')]).toEqual([303, '/backpack']);
    expect(await stays(jar)).toContain('Zoé');
  });

  test('of one’s own is opened without a question', async () => {
    const { mine } = await cardsOfTwo();
    const jar = openJar(web);
    for (const given of [{ secret: mine.secret }, { code: mine.code }]) {
      expect((await jar.post('/card', given)).status).toBe(303);
    }
  });

  test('that another site brings waits for a tap', async () => {
    const pageFrom = async (site: string) =>
      (await web.fetch('/card', { headers: { 'sec-fetch-site': site } })).text();
    for (const site of ['cross-site', 'same-site']) {
      expect(await pageFrom(site)).toContain('data-elsewhere');
    }
    // A code that a camera reads comes from no site.
    expect(await pageFrom('none')).not.toContain('data-elsewhere');
  });
});
