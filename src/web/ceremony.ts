import type { Request, Response } from 'express';
import * as z from 'zod';
import { BadgeError } from '../domain/errors.ts';
import { parse } from '../domain/parse.ts';
import type { Answered, Begun } from '../usecases/people/passkeys.ts';
import { cookieOf, hostCookie } from './cookies.ts';
import { plainText } from './plain-text.ts';

const CHALLENGE_MS = 300_000;

/** What a browser answers a challenge with; its parts are checked with the signature. */
const Ceremony = z.object({
  id: z.string().min(1).max(2000),
  rawId: z.string(),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().optional(),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.looseObject({ clientDataJSON: z.string() }),
});
const AddForm = z.object({
  name: z.string().trim().min(1).max(60).catch('…'),
  response: z.string(),
});
const EnterForm = z.object({ response: z.string() });

/** The challenge stays in the browser that began, out of reach of scripts. */
export function sendBegun(res: Response, origin: string, { options, challenge }: Begun): void {
  const cookie = hostCookie(origin, 'challenge');
  res.cookie(cookie.name, challenge, { ...cookie.options, maxAge: CHALLENGE_MS });
  res.json(options);
}

/** The form of a key that is to be added. @throws {BadgeError} `passkey_refused` */
export function addedIn(
  req: Pick<Request, 'headers' | 'body'>,
  res: Response,
  origin: string,
): Omit<Answered, 'id'> & { readonly name: string } {
  const form = parse(AddForm, req.body, 'passkey_refused');
  const { response } = ceremonyIn(form.response);
  return { response, challenge: challengeOf(req, res, origin), name: plainText(form.name, 60) };
}

/** The form of a key that lets somebody in. @throws {BadgeError} `passkey_refused` */
export function answeredIn(
  req: Pick<Request, 'headers' | 'body'>,
  res: Response,
  origin: string,
): Answered {
  const form = parse(EnterForm, req.body, 'passkey_refused');
  return { ...ceremonyIn(form.response), challenge: challengeOf(req, res, origin) };
}

/** Takes the challenge out of the browser. */
function challengeOf(req: Pick<Request, 'headers'>, res: Response, origin: string): string {
  const cookie = hostCookie(origin, 'challenge');
  res.clearCookie(cookie.name, cookie.options);
  return cookieOf(req, cookie.name) ?? '';
}

/** @throws {BadgeError} `passkey_refused` */
function ceremonyIn(text: string): Omit<Answered, 'challenge'> {
  try {
    const response = parse(Ceremony, JSON.parse(text), 'passkey_refused');
    return { id: response.id, response };
  } catch (cause) {
    throw new BadgeError('passkey_refused', 'The answer to the challenge is malformed.', { cause });
  }
}
