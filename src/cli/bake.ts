import { createReaders } from '../compose/readers.ts';
import { readInput } from './input.ts';
import { writeOutput } from './output.ts';
import { type Command, Usage } from './terminal.ts';

/** `ecusson bake PICTURE CREDENTIAL OUT`: puts a credential into a PNG or SVG, byte for byte. */
export const bake: Command = {
  options: {},
  async run(terminal, { positionals }) {
    const [picture, credential, out] = positionals;
    if (!picture || !credential || !out) throw new Usage(terminal.say('cli.file_missing'));
    writeOutput(out, createReaders().bake(readInput(picture), readInput(credential)));
    terminal.result({ file: out });
    return 0;
  },
};

/**
 * `ecusson unbake PICTURE [--out FILE]`: the credential inside, as it is; of a picture with nothing
 * inside, the one in the QR code that it shows.
 */
export const unbake: Command = {
  options: { out: { type: 'string' } },
  async run(terminal, { values, positionals }) {
    const [picture] = positionals;
    if (!picture) throw new Usage(terminal.say('cli.file_missing'));
    const credential = await createReaders().unbake(readInput(picture));
    const { out } = values;
    if (typeof out === 'string') {
      writeOutput(out, new TextEncoder().encode(credential));
      terminal.result({ file: out });
    } else {
      process.stdout.write(`${credential}\n`);
    }
    return 0;
  },
};
