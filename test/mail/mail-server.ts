import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
}

export interface MailServer {
  readonly url: string;
  readonly letters: readonly ReceivedLetter[];
  /** Settles when `count` letters have come since the start. */
  received(count: number): Promise<ReceivedLetter>;
  stop(): Promise<void>;
}

/** A real SMTP server that keeps what it is given; `refuse` makes it take no recipient. */
export async function startMailServer(options: { refuse?: boolean } = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  let told = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(options.refuse ? new Error('No such mailbox') : undefined),
    onData(stream, session, callback) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (part: string) => {
        raw += part;
      });
      stream.once('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        letters.push({ from, to: rcptTo.map(({ address }) => address), raw });
        callback();
        told();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    async received(count) {
      while (letters.length < count) {
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
      const letter = letters[count - 1];
      if (!letter) throw new Error('No letter came.');
      return letter;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The plain part of a letter, readable. */
export function textOf({ raw }: ReceivedLetter): string {
  return partOf(raw, 'text/plain');
}

export function htmlPartOf({ raw }: ReceivedLetter): string {
  return partOf(raw, 'text/html');
}

function partOf(raw: string, type: string): string {
  const part = raw.split(/^--.*$/m).find((one) => one.includes(`Content-Type: ${type}`)) ?? '';
  const [head = '', ...rest] = part.trimStart().split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return body;
  const joined = body.replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
