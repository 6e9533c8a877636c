import { describe, expect, test } from '@jest/globals';
import { wordsOf } from '../../src/web/words.ts';
import { startMailServer } from '../mail/mail-server.ts';
import { openCentreWithBadges, postAsMember, shareOf, signIn, startWeb } from './start-web.ts';

describe('limits (SECURITY rows 123, 124)', () => {
  test('verifications, with Retry-After, whatever X-Forwarded-For says', async () => {
    const small = await startWeb({ limits: { verifications: 3 } });
    try {
      const statuses: number[] = [];
      let last: Response | undefined;
      for (let at = 0; at < 5; at += 1) {
        last = await small.fetch('/api/v1/verifications', {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `1.2.3.${at}` },
        });
        statuses.push(last.status);
      }
      expect(statuses).toEqual([422, 422, 422, 429, 429]);
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await last?.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
    } finally {
      await small.stop();
    }
  });

  test('wrong links are slowed; right ones never count', async () => {
    const small = await startWeb({ limits: { wrongLinks: 3 } });
    try {
      const share = await shareOf(small, await openCentreWithBadges(small));
      for (let at = 0; at < 6; at += 1) {
        expect((await small.fetch(`/s/${share}`)).status).toBe(200);
      }
      const statuses: number[] = [];
      for (const path of ['/s/a', '/enter/b', '/s/c', '/s/d']) {
        statuses.push((await small.fetch(path)).status);
      }
      expect(statuses).toEqual([404, 404, 404, 429]);
    } finally {
      await small.stop();
    }
  });

  test('letters, by member: no session mails by the hundred', async () => {
    const mailServer = await startMailServer();
    const small = await startWeb({ limits: { letters: 2 } }, { SMTP_URL: mailServer.url });
    try {
      const centre = await openCentreWithBadges(small);
      const one = await signIn(small, centre);
      const other = await signIn(small, await openCentreWithBadges(small));
      const letter = `/people/${centre.award.learnerId}/letter`;
      const send = async (cookie: string, path: string, fields = {}) => {
        const answer = await postAsMember(small, cookie, path, fields);
        return { status: answer.status, html: await answer.text() };
      };
      expect((await send(one, letter, { to: 'lea@example.test' })).status).toBe(303);
      expect((await send(one, '/team/invitations', { name: 'Amel' })).status).toBe(201);
      const refused = [
        await send(one, letter, { to: 'lea@example.test' }),
        await send(one, '/team/invitations', { email: 'new@example.test' }),
        await send(one, '/team/members/any/link'),
      ];
      expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
      expect(refused[0]?.html).toContain(wordsOf('fr').error('too_many_requests'));
      expect((await send(other, '/team/invitations', { name: 'Ana' })).status).toBe(201);
      expect(mailServer.letters).toHaveLength(1);
    } finally {
      await small.stop();
      await mailServer.stop();
    }
  });

  test('addresses of one IPv6 /56 count as one behind a trusted proxy', async () => {
    const small = await startWeb({ limits: { verifications: 2 }, trustProxy: 1 });
    try {
      const statuses: number[] = [];
      for (const address of [
        '2001:db8:0:1::1',
        '2001:db8:0:2::1',
        '2001:db8:0:ff::1',
        '2001:db8:1::1',
      ]) {
        const { status } = await small.fetch('/api/v1/verifications', {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        });
        statuses.push(status);
      }
      expect(statuses).toEqual([422, 422, 429, 422]);
    } finally {
      await small.stop();
    }
  });
});
