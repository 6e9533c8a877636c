import { destination, pino } from 'pino';
import type { Config } from '../config.ts';
import type { Log } from '../usecases/ports.ts';

/**
 * Structured lines on standard error. Fields are numbers, booleans and short technical words that
 * the callers choose one by one: no object, hence no name, address, secret or body, can slip in.
 */
export function createLog(level: Config['logLevel']): Log {
  const logger = pino({ level, base: null }, destination({ fd: 2, sync: true }));
  return (at, event, fields = {}) => logger[at](fields, event);
}
