import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const PAGE = '/backpack/me/email';

let mailServer: MailServer;
let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { SMTP_URL: mailServer.url });
  web.clock.now = new Date('2026-11-20T21:30:00Z');
  centre = await openCentreWithBadges(web);
  const { profile, award } = centre;
  await web.service.store.learners.setAge(profile.id, award.learnerId, { band: 'adult' });
  await unlock({ pin: '4071', again: '4071' });
});
afterEach(async () => {
  await web.stop();
  await mailServer.stop();
});

const unlock = (fields: Record<string, string>) =>
  postAsMember(web, centre.backpack, '/backpack/me/pin', fields);
const ask = (email: string) => postAsMember(web, centre.backpack, PAGE, { email });
const pass = (minutes: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + minutes * 60_000);
};
const strangers = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `stranger-${from + at}@example.test`);

// SECURITY T54: a card makes nobody a sender of letters to strangers.
describe('letters that confirm an address', () => {
  test('are five a day of one learner; the sixth is refused kindly, beside its field', async () => {
    for (const email of strangers(1, 5)) expect((await ask(email)).status).toBe(303);
    const [sixth = ''] = strangers(6, 1);
    const refused = await ask(sixth);
    const html = await refused.text();
    expect(refused.status).toBe(429);
    expect(html).toContain('id="email-error"');
    expect(html).toContain('Tu as demandé 5 messages aujourd’hui');
    // What was typed stays.
    expect(html).toContain(`value="${sixth}"`);
    await mailServer.received(5);
    expect(mailServer.letters.map(({ to }) => to)).toEqual(strangers(1, 5).map((one) => [one]));
  });

  test('asked for at once are counted each', async () => {
    const answers = await Promise.all(strangers(1, 12).map(ask));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(303), ...Array(7).fill(429)]);
    expect(mailServer.letters).toHaveLength(5);
  });

  test('leave again on the next day, and the links of before are good for a day', async () => {
    for (const email of strangers(1, 6)) await ask(email);
    pass(3 * 60);
    centre = { ...centre, backpack: await openBackpackOf(web.service, centre.award) };
    await postAsMember(web, centre.backpack, '/backpack/pin', { pin: '4071' });
    const [next = ''] = strangers(7, 1);
    expect((await ask(next)).status).toBe(303);
    expect((await mailServer.received(6)).to).toEqual([next]);
    const [, path = ''] =
      /(\/card\/letter\/[\w-]+)/.exec(textOf(await mailServer.received(1))) ?? [];
    expect((await web.fetch(path, { method: 'POST' })).status).toBe(303);
  });

  test('of one learner take nothing from another', async () => {
    for (const email of strangers(1, 6)) await ask(email);
    const { learners } = web.service.store;
    const profileId = centre.profile.id;
    const [noe] = await learners.byFullNames(profileId, ["noé|d'arc"]);
    const learnerId = noe?.id ?? '';
    await learners.setAge(profileId, learnerId, { band: 'adult' });
    const backpack = await openBackpackOf(web.service, { learnerId, profileId });
    const chosen = { pin: '8205', again: '8205' };
    await postAsMember(web, backpack, '/backpack/me/pin', chosen);
    const [email = ''] = strangers(9, 1);
    expect((await postAsMember(web, backpack, PAGE, { email })).status).toBe(303);
  });
});
