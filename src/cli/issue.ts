import { SingleBar } from 'cli-progress';
import type { Service } from '../compose.ts';
import { BadgeError } from '../domain/errors.ts';
import type { Profile } from '../domain/profile.ts';
import { awardBatch, type LineReport } from '../usecases/awarding/award-batch.ts';
import { finishAwards } from '../usecases/awarding/finish-awards.ts';
import { type PreparedBatch, prepareBatch } from '../usecases/awarding/prepare-batch.ts';
import { findAchievement } from '../usecases/operations/import-achievements.ts';
import { handOut, makeFolder, readHandOut } from './hand-out.ts';
import { readInput } from './input.ts';
import { chooseLearners, showBatch } from './preview.ts';
import { type Arguments, type Command, isYes, OPERATOR, type Terminal, Usage } from './terminal.ts';
import { readWorkshop } from './workshop.ts';

/**
 * `ecusson issue LIST --achievement NAME-OR-ID`: from an attendance list to signed badges. A line
 * of JSON per line of the list, as soon as its badge is on disk; 0 when nothing was refused.
 */
export const issue: Command = {
  options: {
    achievement: { type: 'string' },
    profile: { type: 'string' },
    workshop: { type: 'string' },
    date: { type: 'string' },
    hours: { type: 'string' },
    sentence: { type: 'string' },
    again: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    links: { type: 'boolean' },
    'recipient-email': { type: 'boolean' },
    'did-key': { type: 'boolean' },
    'text-checked': { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  async run(terminal, args) {
    const { values, positionals } = args;
    const [file] = positionals;
    const { achievement } = values;
    if (!file || typeof achievement !== 'string') throw new Usage(terminal.say('cli.list_missing'));
    const wanted = readHandOut(terminal, values);
    const service = await terminal.service();
    const profile = await terminal.profile(values['profile']);
    await finishLeftovers(terminal, service);
    const batch = await prepare(terminal, service, profile, { file, achievement, values });
    const workshop = readWorkshop(terminal, values, file, batch, service.now());
    showBatch(terminal, batch, workshop);
    const choices = await chooseLearners(terminal, batch, values['yes'] === true);
    if (!(await confirmed(terminal, values['yes'] === true))) return 1;
    // Before anything is awarded: a folder that cannot be made is told now.
    makeFolder(wanted);
    const reports = await award(terminal, service, batch, { workshop, choices, values });
    await handOut(terminal, service, profile, reports, wanted);
    return reports.every(({ outcome }) => ['awarded', 'already_awarded'].includes(outcome)) ? 0 : 1;
  },
};

/** What a crash left of an earlier list is signed first, and said. */
async function finishLeftovers(terminal: Terminal, service: Service): Promise<void> {
  const { finished } = await finishAwards(service);
  if (finished > 0) terminal.note(terminal.say('cli.finished', { count: finished }));
}

async function prepare(
  terminal: Terminal,
  service: Service,
  profile: Profile,
  { file, achievement, values }: { file: string; achievement: string; values: Arguments['values'] },
): Promise<PreparedBatch> {
  const list = service.readList(readInput(file));
  const separator = list.separator === '\t' ? 'TAB' : list.separator;
  terminal.note(terminal.say('cli.list_read', { encoding: list.encoding, separator }));
  const { id: achievementId } = await findAchievement(service, profile.id, achievement);
  const occasion = typeof values['again'] === 'string' ? values['again'] : '';
  const command = { profileId: profile.id, achievementId, occasion, list };
  return prepareBatch(service, OPERATOR, command);
}

/** Without `--yes`, somebody must be there to say yes. */
async function confirmed(terminal: Terminal, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!terminal.interactive) throw new Usage(terminal.say('cli.yes_missing'));
  const answer = await terminal.ask(terminal.say('cli.confirm'));
  if (isYes(answer)) return true;
  terminal.note(terminal.say('cli.nothing_done'));
  return false;
}

async function award(
  terminal: Terminal,
  service: Service,
  batch: PreparedBatch,
  parts: {
    workshop: ReturnType<typeof readWorkshop>;
    choices: ReadonlyMap<number, string>;
    values: Arguments['values'];
  },
): Promise<LineReport[]> {
  const reports: LineReport[] = [];
  const { sentence } = parts.values;
  const bar = terminal.interactive
    ? new SingleBar({
        format: `${terminal.say('cli.progress')} [{bar}] {value}/{total}`,
        stream: process.stderr,
      })
    : undefined;
  bar?.start(batch.lines.length, 0);
  const options = {
    choices: parts.choices,
    ...(parts.workshop ? { workshop: parts.workshop } : {}),
    ...(typeof sentence === 'string' ? { sentence } : {}),
    isTextChecked: parts.values['text-checked'] === true,
  };
  await awardBatch(service, OPERATOR, batch, options, (report) => {
    reports.push(report);
    bar?.increment();
    const { line, outcome, award: made, code } = report;
    terminal.result({
      line,
      outcome,
      ...(made ? { award: made.id } : {}),
      ...(code ? { code } : {}),
    });
  });
  bar?.stop();
  summarise(terminal, reports);
  return reports;
}

function summarise(terminal: Terminal, reports: readonly LineReport[]): void {
  const of = (outcome: LineReport['outcome']) =>
    reports.filter((report) => report.outcome === outcome).length;
  terminal.note(terminal.say('cli.awarded', { count: of('awarded') }));
  if (of('already_awarded') > 0) {
    terminal.note(terminal.say('cli.already_awarded', { count: of('already_awarded') }));
  }
  for (const { line, outcome, code } of reports) {
    if (outcome === 'ambiguous') terminal.note(terminal.say('cli.line_ambiguous', { line }));
    if (code) {
      const sentence = terminal.sentenceOf(new BadgeError(code, code));
      const key = outcome === 'waiting' ? 'cli.line_waiting' : 'cli.line_refused';
      terminal.note(terminal.say(key, { line, sentence }));
    }
  }
}
