import { basename, extname } from 'node:path';
import { localDay } from '../domain/date-time.ts';
import { namesPerson } from '../domain/learner.ts';
import type { PreparedBatch } from '../usecases/awarding/prepare-batch.ts';
import { type Arguments, type Terminal, Usage } from './terminal.ts';

/**
 * The workshop that will be signed as evidence: as said, or as the list's own name says, unless
 * that name holds the name of someone on the list.
 */
export function readWorkshop(
  terminal: Terminal,
  values: Arguments['values'],
  file: string,
  batch: PreparedBatch,
  now: Date,
): { title: string; date: string; hours?: number } | undefined {
  const given = values['workshop'];
  const title = typeof given === 'string' ? given.trim() : titleOf(file);
  const isNaming = batch.everyone.some((one) => namesPerson(title.toLowerCase(), one));
  if (typeof given !== 'string' && isNaming) {
    terminal.note(terminal.say('cli.workshop_not_named'));
    return undefined;
  }
  if (title === '') return undefined;
  const date = typeof values['date'] === 'string' ? values['date'] : localDay(now);
  const day = new Date(`${date}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(date) ||
    Number.isNaN(day.getTime()) ||
    !day.toISOString().startsWith(date)
  ) {
    throw new Usage(terminal.say('cli.date_wrong'));
  }
  const hours = values['hours'] === undefined ? undefined : Number(values['hours']);
  if (hours !== undefined && !(hours > 0 && hours <= 1000)) {
    throw new Usage(terminal.say('cli.hours_wrong'));
  }
  return { title: title.slice(0, 150), date, ...(hours === undefined ? {} : { hours }) };
}

/** `atelier-robotique.csv` is called "Atelier robotique". */
function titleOf(file: string): string {
  if (file === '-') return '';
  const words = basename(file, extname(file)).replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
