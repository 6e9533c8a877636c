import type { Request } from 'express';
import { BadgeError } from '../domain/errors.ts';

export interface FormParts {
  /** Texts by name; a list when a name stands twice. */
  readonly fields: Record<string, string | string[]>;
  /** The one file that was chosen. */
  readonly file?: Uint8Array;
}

/** Taking thousands of parts asunder would keep everyone else waiting. */
const MAX_PARTS = 400;
/** Of one part, and of all of them: browsers write a name or two. Longer ones are slow to read. */
const MAX_PART_HEADER = 8 * 1024;
const MAX_HEADERS = 128 * 1024;
/** Percent signs by the megabyte are slow to read; what people paste or choose comes in parts. */
const MAX_URLENCODED = 256 * 1024;
const END_OF_HEADER = '\r\n\r\n';
/** As browsers write it: what is counted must be what is taken apart. */
const MULTIPART = /^multipart\/form-data;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1$/i;
const URLENCODED = /^application\/x-www-form-urlencoded(;\s*charset=utf-8)?$/i;

/**
 * Takes a form apart whose body was read as bytes, with or without a file.
 *
 * @throws {BadgeError} `form_invalid`, `body_too_large` (256 kB without parts)
 */
export async function readFormData(
  req: Pick<Request, 'body' | 'get'>,
  maxParts = MAX_PARTS,
): Promise<FormParts> {
  const form = await parsed(req, maxParts);
  const fields: Record<string, string | string[]> = Object.create(null);
  const files: File[] = [];
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      // A field that was left empty is sent as a file of no bytes.
      if (value.size > 0) files.push(value);
      continue;
    }
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  const [file] = files;
  if (files.length > 1) throw new BadgeError('form_invalid', 'More than one file was given.');
  return { fields, ...(file ? { file: new Uint8Array(await file.arrayBuffer()) } : {}) };
}

async function parsed(req: Pick<Request, 'body' | 'get'>, maxParts: number): Promise<FormData> {
  const type = req.get('content-type') ?? '';
  const body: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const boundary = MULTIPART.exec(type)?.[2];
  if (boundary === undefined && !URLENCODED.test(type)) {
    throw new BadgeError('form_invalid', 'The body is not a form.');
  }
  if (boundary === undefined && body.length > MAX_URLENCODED) {
    throw new BadgeError('body_too_large', 'A form without parts holds 256 kB at most.');
  }
  if (count(body, boundary === undefined ? '&' : `--${boundary}`, maxParts) > maxParts) {
    throw new BadgeError('form_invalid', 'The form has more fields than ours.');
  }
  if (boundary !== undefined) refuseAbsurdHeaders(body, `--${boundary}`);
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new BadgeError('form_invalid', 'The body is not a form.', { cause });
  }
}

/** Looks no further into a part than a header may reach. @throws {BadgeError} `form_invalid` */
function refuseAbsurdHeaders(body: Buffer, mark: string): void {
  let total = 0;
  let at = 0;
  // What stands before the first part is nothing that a browser writes.
  if (body.indexOf(mark) !== 0) throw new BadgeError('form_invalid', 'The body is not a form.');
  while (at !== -1) {
    const start = at + mark.length;
    if (body.toString('latin1', start, start + 2) === '--') return;
    const length = body.subarray(start, start + MAX_PART_HEADER).indexOf(END_OF_HEADER);
    total += length;
    if (length === -1 || total > MAX_HEADERS) {
      throw new BadgeError('form_invalid', 'The form has longer headers than ours.');
    }
    at = body.indexOf(mark, start + length);
  }
}

/** How often a mark stands in bytes, as far as one more than the most that is allowed. */
function count(bytes: Buffer, mark: string, most: number): number {
  let found = 0;
  let at = bytes.indexOf(mark);
  while (at !== -1 && found <= most) {
    found++;
    at = bytes.indexOf(mark, at + mark.length);
  }
  return found;
}
