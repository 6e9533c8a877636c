import type { Request, Response } from 'express';
import { holdsKey } from '../usecases/backpack/report-page.ts';
import type { Limits } from './limits.ts';

/**
 * Stands before what somebody gave is verified, wherever that is: a control key that is tried out
 * by an address, a text or a picture counts as it does at its own page.
 *
 * @throws {BadgeError} `too_many_guesses`, `too_many_requests`
 */
export async function countKeys(
  limits: Pick<Limits, 'keyGuesses' | 'hiddenKeyGuesses' | 'wrongLinks'>,
  origin: string,
  given: Uint8Array | string,
  { req, res }: { readonly req: Request; readonly res: Response },
): Promise<void> {
  const count = limitFor(limits, origin, given);
  await new Promise<void>((resolve, reject) => {
    void count(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

/** Longer than any address of ours. */
const MAX_ADDRESS = 2048;

function limitFor(
  limits: Pick<Limits, 'keyGuesses' | 'hiddenKeyGuesses' | 'wrongLinks'>,
  origin: string,
  given: Uint8Array | string,
) {
  const isLong = given.length > MAX_ADDRESS;
  const address = typeof given === 'string' ? given : isLong ? '' : new TextDecoder().decode(given);
  if (holdsKey(origin, address.trim())) return limits.keyGuesses;
  // The link of a share is too long to be guessed.
  const isShare = address.trim().startsWith(`${origin}/s/`);
  return isShare ? limits.wrongLinks : limits.hiddenKeyGuesses;
}
