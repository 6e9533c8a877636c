import { basename, extname } from 'node:path';
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
  if (typeof given !== 'string' && holdsName(title, batch)) {
    terminal.note(terminal.say('cli.workshop_not_named'));
    return undefined;
  }
  if (title === '') return undefined;
  const date = typeof values['date'] === 'string' ? values['date'] : now.toISOString().slice(0, 10);
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

/** File names have neither capitals nor accents to tell names by: words of three letters count. */
function holdsName(title: string, { lines }: PreparedBatch): boolean {
  const words = new Set(plainWords(title));
  return lines.some(({ attendee: { firstName, lastName, nickname } }) =>
    plainWords(`${firstName} ${lastName} ${nickname}`).some((name) => words.has(name)),
  );
}

function plainWords(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter((word) => word.length > 2);
}
