import type { Response } from 'express';
import { BadgeError } from '../domain/errors.ts';
import type { Mail } from '../usecases/ports.ts';
import type { WebDeps } from './deps.ts';

/**
 * Sends a letter once the visitor was answered, so that the answer says nothing of whether there
 * was one to send. What goes wrong from then on is for the log.
 */
export function sendLater(
  { mail, log }: Pick<WebDeps, 'mail' | 'log'>,
  res: Response,
  send: (mail: Mail) => Promise<void>,
): void {
  if (!mail) return;
  const trySending = async () => {
    try {
      await send(mail);
    } catch (error) {
      const code = error instanceof BadgeError ? error.code : 'fault';
      log('error', 'sign_in_letter_failed', { code });
    }
  };
  res.once('close', () => void trySending());
}
