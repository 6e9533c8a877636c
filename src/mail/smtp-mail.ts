import { createTransport } from 'nodemailer';
import { EmailAddress } from '../domain/email-address.ts';
import { BadgeError } from '../domain/errors.ts';
import type { Letter, Mail } from '../usecases/ports.ts';
import { htmlOf } from './html-of.ts';

/** Milliseconds that the mail server has for each step. */
const STEP_MS = 10_000;

/**
 * Sends letters through one SMTP server: one recipient each, no attachment, no file and no address
 * read on behalf of a letter. The addresses stand in no log.
 *
 * @param options `url` as `smtp(s)://USER:PASSWORD@HOST:PORT`; `from` one address
 */
export function createSmtpMail({
  url,
  from,
}: {
  readonly url: string;
  readonly from: string;
}): Mail {
  const transport = createTransport({
    url,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const leaving = new Set<Promise<unknown>>();
  return {
    async send(letter) {
      const to = recipientOf(letter);
      const sending = transport.sendMail({
        from: { name: 'Écusson', address: from },
        to: { name: '', address: to },
        subject: letter.subject.replace(/[\r\n]+/g, ' '),
        text: letter.text,
        html: htmlOf(letter.text),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      leaving.add(sending);
      try {
        await sending;
      } catch (cause) {
        throw new BadgeError('mail_failed', 'The mail server did not take the letter.', { cause });
      } finally {
        leaving.delete(sending);
      }
    },
    async close() {
      await Promise.allSettled(leaving);
      transport.close();
    },
  };
}

/** @throws {BadgeError} `mail_address_invalid` for anything but one address */
function recipientOf({ to }: Letter): string {
  const result = EmailAddress.safeParse(to);
  if (!result.success || /[\r\n]/.test(to)) {
    throw new BadgeError('mail_address_invalid', 'The recipient is not one e-mail address.');
  }
  return result.data;
}
