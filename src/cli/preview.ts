import type { Attendee } from '../domain/attendance.ts';
import { displayName } from '../domain/learner.ts';
import type { PreparedBatch, PreparedLine } from '../usecases/awarding/prepare-batch.ts';
import { isYes, type Terminal } from './terminal.ts';

/** Shows what the list would do, line by line, before anything is done. */
export function showBatch(
  terminal: Terminal,
  { achievement, lines, problems }: PreparedBatch,
  workshop: { title: string; date: string } | undefined,
): void {
  const { say, note } = terminal;
  note(say('cli.achievement', { name: achievement.name }));
  if (workshop) note(say('cli.workshop', workshop));
  for (const line of lines) {
    const person = nameOf(line.attendee);
    const at = { line: line.attendee.line, person };
    if (line.kind === 'known' && line.award) note(say('cli.preview_already', at));
    else note(say(line.kind === 'ambiguous' ? 'cli.preview_ambiguous' : 'cli.preview_award', at));
  }
  for (const problem of problems) {
    const { line, code } = problem;
    const params = {
      line,
      of: 'of' in problem ? problem.of : 0,
      value: 'value' in problem ? problem.value : '',
    };
    note(say(`cli.preview_${code}`, params));
  }
}

/**
 * Asks, for each line whose name is known under another nickname, whether it is that person.
 * With `--yes` nobody is asked; a line
 * without a clear answer is left out.
 */
export async function chooseLearners(
  terminal: Terminal,
  batch: PreparedBatch,
  yes: boolean,
): Promise<ReadonlyMap<number, string>> {
  const choices = new Map<number, string>();
  if (yes || !terminal.interactive) return choices;
  for (const line of batch.lines) {
    if (line.kind !== 'ambiguous') continue;
    const choice = await chooseCandidate(terminal, line);
    if (choice !== undefined) choices.set(line.attendee.line, choice);
  }
  return choices;
}

/** The id of the person meant, `new` when none of those known is, nothing when it stays unclear. */
async function chooseCandidate(
  terminal: Terminal,
  { attendee, candidates }: PreparedLine & { kind: 'ambiguous' },
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const params = { person: nameOf(attendee), known: displayName(candidate) };
    const answer = await terminal.ask(terminal.say('cli.same_person', params));
    if (isYes(answer)) return candidate.id;
    if (!/^(n|no|non)$/i.test(answer)) return undefined;
  }
  return 'new';
}

function nameOf({ firstName, lastName, nickname }: Attendee): string {
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return nickname && nickname !== full ? `${full} «\u00a0${nickname}\u00a0»`.trim() : full;
}
