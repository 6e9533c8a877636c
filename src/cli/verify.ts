import { BadgeError } from '../domain/errors.ts';
import { answerOf } from '../domain/verification.ts';
import { readInput } from './input.ts';
import { type Command, Usage } from './terminal.ts';

/** `ecusson verify FILE…`: one report a line; 0 only when every file is verified. */
export const verify: Command = {
  options: {},
  async run(terminal, { positionals }) {
    if (positionals.length === 0) throw new Usage(terminal.say('cli.file_missing'));
    const service = await terminal.service();
    let code = 0;
    for (const file of positionals) {
      try {
        const report = await service.verifyBytes(readInput(file));
        terminal.result({ file, ...report });
        terminal.note(`${file}: ${terminal.say(`cli.answer_${answerOf(report)}`)}`);
        if (report.verdict !== 'verified') code = 1;
      } catch (error) {
        if (!(error instanceof BadgeError)) throw error;
        terminal.result({ file, error: error.code, detail: error.message });
        terminal.note(`${file}: ${terminal.sentenceOf(error)}`);
        code = 1;
      }
    }
    return code;
  },
};
