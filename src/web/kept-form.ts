import express, { type Request, type Response } from 'express';
import type { ErrorCode } from '../domain/errors.ts';
import { type FormParts, readFormData } from './read-form-data.ts';

/** What someone wrote in one of our forms whose session has ended meanwhile, to be sent again. */
export interface KeptForm {
  readonly action: string;
  readonly fields: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  /** A file that was chosen cannot be kept. */
  readonly hasFile: boolean;
}

/** More than people write; whoever sends it is not known. */
const MAX_BYTES = 256 * 1024;

/**
 * Where people write at length. Forms that decide something — a member, an address, a letter — are
 * never kept: whoever signs in next in this browser would send them in their own name.
 */
const WRITTEN = /^\/(workshops\/new|badges\/drafts\/[\w-]+)$/;

const readBody = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });

/**
 * The form behind a request that was refused for want of a session, or of the word of the session
 * that is open now. Only what the browser itself says comes from a page of ours: the fields of
 * another site never stand in a page that waits to be sent.
 */
export async function keptForm(
  req: Request,
  res: Response,
  code: ErrorCode | undefined,
): Promise<KeptForm | undefined> {
  const isEnded = code === 'member_required' || code === 'request_refused';
  const isOurs = req.get('sec-fetch-site') === 'same-origin' && WRITTEN.test(req.path);
  if (!isEnded || req.method !== 'POST' || !isOurs) {
    return undefined;
  }
  const parts = await partsOf(req, res).catch(() => undefined);
  const { csrf: _word, ...texts } = parts?.fields ?? {};
  const fields = Object.entries(texts).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  if (!fields.some(({ value }) => value.trim())) return undefined;
  return { action: req.originalUrl, fields, hasFile: parts?.file !== undefined };
}

/** The body may have been read before the refusal, as bytes or as fields. */
async function partsOf(req: Request, res: Response): Promise<FormParts> {
  if (req.body === undefined) {
    await new Promise<void>((resolve, reject) => {
      readBody(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  }
  return Buffer.isBuffer(req.body) ? readFormData(req) : { fields: { ...req.body } };
}
