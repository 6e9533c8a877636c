import { Client, type Dispatcher } from 'undici';
import { BadgeError } from '../domain/errors.ts';
import { checkOutsideUrl } from '../domain/outside-url.ts';
import {
  contentTypeOf,
  MAX_DOCUMENT_BYTES,
  MAX_PAGE_BYTES,
  meaningOf,
} from '../domain/remote-document.ts';
import { type ConnectDeps, createPublicConnector } from './connect-publicly.ts';
import { asRefusal } from './remote-failure.ts';

/** Names the software to the host's administrator, and nothing of who asks or about whom. */
const USER_AGENT = 'Ecusson (Open Badges verifier)';

type Headers = Dispatcher.ResponseData['headers'];

export type Reply =
  | { redirect: URL }
  /** `contentType` in lower case, without its parameters. */
  | { contentType: string; bytes: Uint8Array };

/**
 * One GET over a connection of its own, closed when the promise settles: nothing of one
 * verification (cookie, connection, TLS session) is seen again in another. Redirects are handed back.
 *
 * @throws {BadgeError} `egress_blocked`, `egress_port`, `egress_scheme`, `url_userinfo` and
 * `remote_*`
 */
export async function fetchOnce(url: URL, accept: string, deps: ConnectDeps): Promise<Reply> {
  const client = new Client(url.origin, {
    connect: createPublicConnector(deps),
    maxResponseSize: MAX_DOCUMENT_BYTES,
  });
  const stop = () => void client.destroy();
  try {
    deps.signal.throwIfAborted();
    // Not undici's own `signal`, which is heard only once there is a connection.
    deps.signal.addEventListener('abort', stop);
    const response = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { accept, 'accept-encoding': 'identity', 'user-agent': USER_AGENT },
      reset: true,
    });
    return await readReply(url, accept, response);
  } catch (error) {
    throw asRefusal(error, deps.signal, deps.progress);
  } finally {
    deps.signal.removeEventListener('abort', stop);
    await client.destroy();
  }
}

async function readReply(
  url: URL,
  accept: string,
  { statusCode, headers, body }: Dispatcher.ResponseData,
): Promise<Reply> {
  if ([301, 302, 303, 307, 308].includes(statusCode)) return { redirect: redirectOf(url, headers) };
  if (statusCode !== 200) throw new BadgeError(meaningOf(statusCode), `Status ${statusCode}.`);
  const encoding = headerOf(headers, 'content-encoding');
  if (encoding !== '' && encoding !== 'identity') {
    throw new BadgeError(
      'remote_encoding',
      'The reply is compressed though it was asked not to be.',
    );
  }
  const contentType = contentTypeOf(headerOf(headers, 'content-type'), accept);
  if (contentType === 'text/html') return { contentType, bytes: await beginningOf(body) };
  if (Number(headerOf(headers, 'content-length')) > MAX_DOCUMENT_BYTES) {
    throw new BadgeError(
      'remote_too_large',
      `The reply is larger than ${MAX_DOCUMENT_BYTES} bytes.`,
    );
  }
  const bytes = await body.bytes();
  if (bytes.length === 0) throw new BadgeError('remote_bad_response', 'The reply is empty.');
  return { contentType, bytes };
}

/** What a page says first; the connection is closed on the rest. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length >= MAX_PAGE_BYTES) break;
  }
  if (length === 0) throw new BadgeError('remote_bad_response', 'The reply is empty.');
  return new Uint8Array(Buffer.concat(parts)).subarray(0, MAX_PAGE_BYTES);
}

function redirectOf(url: URL, headers: Headers): URL {
  const location = headerOf(headers, 'location');
  if (location === '' || !URL.canParse(location, url.href)) {
    throw new BadgeError('remote_bad_response', 'A redirect to nowhere.');
  }
  const target = new URL(location, url);
  if (target.protocol !== 'https:') {
    throw new BadgeError('egress_scheme', `A redirect to ${target.protocol}`);
  }
  return checkOutsideUrl(target.href);
}

/** A header that is absent is empty; one that comes twice is joined, hence equal to no known value. */
function headerOf(headers: Headers, name: string): string {
  return [headers[name] ?? ''].flat().join(', ').trim();
}
