import { readInput } from './input.ts';
import { writeOutput } from './output.ts';
import { type Command, Usage } from './terminal.ts';

/** `ecusson bake PICTURE CREDENTIAL OUT`: puts a credential into a PNG or SVG, byte for byte. */
export const bake: Command = {
  options: {},
  async run(terminal, { positionals }) {
    const [picture, credential, out] = positionals;
    if (!picture || !credential || !out) throw new Usage(terminal.say('cli.file_missing'));
    const service = await terminal.service();
    writeOutput(out, service.bake(readInput(picture), readInput(credential)));
    terminal.result({ file: out });
    return 0;
  },
};

/** `ecusson unbake PICTURE`: the credential inside, as it is. */
export const unbake: Command = {
  options: {},
  async run(terminal, { positionals }) {
    const [picture] = positionals;
    if (!picture) throw new Usage(terminal.say('cli.file_missing'));
    const service = await terminal.service();
    process.stdout.write(`${await service.unbake(readInput(picture))}\n`);
    return 0;
  },
};
