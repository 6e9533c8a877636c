import { BadgeError } from '../domain/errors.ts';
import { answerLine } from '../web/answer-line.ts';
import { type BadgePlace, badgePlaces } from './badge-places.ts';
import { readBadgeInput } from './input.ts';
import { type Command, type Terminal, Usage } from './terminal.ts';

/**
 * `ecusson verify PLACE…`: files, folders, `-` or https addresses; one report a line; 0 only when
 * everything is verified. Needs no service: nothing is written, and a store is read only where
 * there is one.
 */
export const verify: Command = {
  options: { quiet: { type: 'boolean', short: 'q' } },
  async run(terminal, { values, positionals }) {
    if (positionals.length === 0) throw new Usage(terminal.say('cli.file_missing'));
    const note = values['quiet'] === true ? () => undefined : terminal.note;
    let code = 0;
    for (const word of positionals) {
      for (const isGood of await resultsOf({ ...terminal, note }, word)) if (!isGood) code = 1;
    }
    return code;
  },
};

async function resultsOf(terminal: Terminal, word: string): Promise<boolean[]> {
  const results: boolean[] = [];
  try {
    for (const place of badgePlaces([word])) results.push(await tell(terminal, place));
  } catch (error) {
    results.push(refuse(terminal, word, error));
  }
  return results;
}

/** One place, one line. @returns whether it takes nothing from the whole */
async function tell(terminal: Terminal, found: BadgePlace): Promise<boolean> {
  const { kind, place } = found;
  if (found.kind === 'closed') return refuse(terminal, place, found.refusal);
  if (kind === 'skipped') {
    terminal.result({ file: place, skipped: true });
    terminal.note(`${place}: ${terminal.say('cli.skipped')}`);
    return true;
  }
  try {
    const verifier = await terminal.verifier();
    const report =
      kind === 'url'
        ? await verifier.verifyUrl(place)
        : await verifier.verifyBytes(readBadgeInput(place));
    terminal.result({ file: place, ...report });
    terminal.note(`${place}: ${answerLine(terminal.language, report)}`);
    return report.verdict === 'verified';
  } catch (error) {
    return refuse(terminal, place, error);
  }
}

function refuse(terminal: Terminal, file: string, error: unknown): false {
  if (!(error instanceof BadgeError) || error.code === 'configuration_refused') throw error;
  terminal.result({ file, error: error.code, detail: error.message });
  terminal.note(`${file}: ${terminal.sentenceOf(error)}`);
  return false;
}
