import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { BadgeError, type ErrorCode } from '../domain/errors.ts';

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_MILLISECONDS = 5000;
const AT_ONCE = 2;
/** Each that waits holds its bytes. */
const MAX_WAITING = 20;

/**
 * Address space in KiB: V8 reserves far more than it uses. Processor seconds. No file may be
 * written, no core left.
 */
const CAGE = 'ulimit -v 2500000; ulimit -t 6; ulimit -f 0; ulimit -c 0; exec "$@"';
const HEAP_MEBIBYTES = 96;

/** What the caged process may say; anything else is a picture that could not be read. */
const REFUSALS: readonly ErrorCode[] = [
  'image_too_large',
  'picture_unreadable',
  'svg_malformed',
  'svg_too_complex',
  'svg_too_deep',
  'xml_doctype_forbidden',
];

/** What the caged process can do with a picture. */
export type PictureTask = 'remake' | 'read-qr';

export type PictureCage = (task: PictureTask, bytes: Uint8Array) => Promise<Uint8Array>;

/**
 * Pictures from outside are decoded in a process of their own: bounded memory and time, no
 * environment, nothing to talk to but its own input and output; two at once.
 *
 * @param script the built `picture-child.js`
 * @returns a function that throws {BadgeError} `image_too_large` (8 MiB, 30,000 pixels wide or
 *   high, 24 million pixels), `picture_unreadable`, `svg_malformed`, `svg_too_deep`,
 *   `svg_too_complex`, `xml_doctype_forbidden`, `too_many_requests`
 */
export function createPictureCage(script: string, maxMilliseconds = MAX_MILLISECONDS): PictureCage {
  let running = 0;
  const waiting: Array<() => void> = [];
  const enter = async () => {
    if (running < AT_ONCE) running += 1;
    else if (waiting.length < MAX_WAITING) await new Promise<void>((go) => waiting.push(go));
    else throw new BadgeError('too_many_requests', 'Too many pictures wait to be read.');
  };
  // Whoever leaves hands the place on.
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async (task, bytes) => {
    if (bytes.length > MAX_BYTES) {
      throw new BadgeError('image_too_large', `The picture exceeds ${MAX_BYTES} bytes.`);
    }
    await enter();
    try {
      return readAnswer(await askChild([script, task], bytes, maxMilliseconds));
    } finally {
      leave();
    }
  };
}

/** What the process said before it ended; killed when it takes too long or says too much. */
async function askChild(
  command: readonly string[],
  bytes: Uint8Array,
  maxMilliseconds: number,
): Promise<Buffer> {
  const heap = `--max-old-space-size=${HEAP_MEBIBYTES}`;
  const child = spawn('/bin/sh', ['-c', CAGE, 'sh', process.execPath, heap, ...command], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: maxMilliseconds,
    killSignal: 'SIGKILL',
  });
  let said = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.length;
    if (said > MAX_ANSWER_BYTES) child.kill('SIGKILL');
  });
  // A process that ends before it has read everything breaks the pipe; its answer counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  const [answer, isWhole] = await Promise.all([
    buffer(child.stdout).catch(() => Buffer.alloc(0)),
    ended,
  ]);
  return isWhole ? answer : Buffer.alloc(0);
}

function readAnswer(answer: Buffer): Uint8Array {
  if (answer[0] === 0) return new Uint8Array(answer.subarray(1));
  const { code, message } = refusalIn(answer);
  throw new BadgeError(code, message);
}

function refusalIn(answer: Buffer): { code: ErrorCode; message: string } {
  const said = answer[0] === 1 ? parsed(answer.subarray(1).toString('utf8')) : {};
  const code = REFUSALS.find((known) => known === said['code']);
  return code
    ? { code, message: String(said['message']) }
    : { code: 'picture_unreadable', message: 'The picture was not decoded.' };
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
