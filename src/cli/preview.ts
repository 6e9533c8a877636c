import type { Attendee } from '../domain/attendance.ts';
import { displayName } from '../domain/learner.ts';
import type { PreparedBatch } from '../usecases/awarding/prepare-batch.ts';
import type { Terminal } from './terminal.ts';

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
 * With `--yes` nobody is asked, and these lines are left out.
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
    for (const candidate of line.candidates) {
      const params = { person: nameOf(line.attendee), known: displayName(candidate) };
      const answer = await terminal.ask(terminal.say('cli.same_person', params));
      if (/^(o|oui|y|yes)$/i.test(answer)) choices.set(line.attendee.line, candidate.id);
    }
    if (!choices.has(line.attendee.line)) choices.set(line.attendee.line, 'new');
  }
  return choices;
}

function nameOf({ firstName, lastName, nickname }: Attendee): string {
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return nickname && nickname !== full ? `${full} « ${nickname} »`.trim() : full;
}
