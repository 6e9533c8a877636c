import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSmtpMail } from '../../src/mail/smtp-mail.ts';
import type { Mail } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { htmlPartOf, type MailServer, startMailServer, textOf } from './mail-server.ts';

let server: MailServer;
let mail: Mail;

beforeEach(async () => {
  server = await startMailServer();
  mail = createSmtpMail({ url: server.url, from: 'no-reply@centre.test' });
});
afterEach(async () => {
  await mail.close();
  await server.stop();
});

const letter = {
  to: 'amel@example.test',
  subject: 'Votre lien',
  text: 'Bonjour,\n\nVoilà :\nhttps://badges.test/enter/abc?a=1&b=2\n\nÀ bientôt <b>',
};

test('a letter comes with its text and an HTML part made from it', async () => {
  await mail.send(letter);
  const received = await server.received(1);
  expect(received).toMatchObject({ from: 'no-reply@centre.test', to: ['amel@example.test'] });
  expect(textOf(received)).toContain('Voilà :\nhttps://badges.test/enter/abc?a=1&b=2\n');
  const html = htmlPartOf(received);
  expect(html).toContain('<a href="https://badges.test/enter/abc?a=1&amp;b=2">');
  expect(html).toContain('À bientôt &lt;b&gt;');
  expect(received.raw).toMatch(/^Subject: Votre lien\r$/m);
});

test('an address inside a sentence is no link', async () => {
  await mail.send({ ...letter, text: 'Centre https://evil.test/ vous invite.' });
  expect(htmlPartOf(await server.received(1))).not.toContain('<a ');
});

// SECURITY T62.
describe('a recipient is one address and nothing else (T62)', () => {
  test.each([
    'a@b.test\r\nBcc:c@d.test',
    'a@b.test\nBcc: c@d.test',
    'a@b.test, c@d.test',
    'a@b.test;c@d.test',
    'Amel <a@b.test>',
    '"a@b.test" <c@d.test>',
    'a',
    '',
    `${'a'.repeat(300)}@b.test`,
  ])('%j is refused', async (to) => {
    expect(await codeOf(() => mail.send({ ...letter, to }))).toBe('mail_address_invalid');
    expect(server.letters).toEqual([]);
  });

  test('a subject cannot grow a header', async () => {
    await mail.send({ ...letter, subject: 'Lien\r\nBcc: c@d.test' });
    const { to, raw } = await server.received(1);
    expect(to).toEqual([letter.to]);
    expect(raw).not.toMatch(/^Bcc:/m);
  });
});

test('a server that refuses, or is not there, is a refusal with a code', async () => {
  const refusing = await startMailServer({ refuse: true });
  const refused = createSmtpMail({ url: refusing.url, from: 'no-reply@centre.test' });
  expect(await codeOf(() => refused.send(letter))).toBe('mail_failed');
  await refused.close();
  await refusing.stop();
  const gone = createSmtpMail({ url: refusing.url, from: 'no-reply@centre.test' });
  expect(await codeOf(() => gone.send(letter))).toBe('mail_failed');
  await gone.close();
});

test('closing waits for the letters that are leaving', async () => {
  const sending = mail.send(letter);
  await mail.close();
  expect(server.letters).toHaveLength(1);
  await sending;
});
