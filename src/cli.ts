import { parseArgs } from 'node:util';
import { bake, unbake } from './cli/bake.ts';
import { importFile } from './cli/import.ts';
import { issue } from './cli/issue.ts';
import { keys } from './cli/keys.ts';
import { openapi } from './cli/openapi.ts';
import { profile } from './cli/profile.ts';
import { revoke } from './cli/revoke.ts';
import { type Command, openTerminal, Usage } from './cli/terminal.ts';
import { verify } from './cli/verify.ts';
import { BadgeError } from './domain/errors.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  issue,
  verify,
  revoke,
  import: importFile,
  keys,
  profile,
  bake,
  unbake,
  openapi,
};

/** Runs one command. 0: done; 1: refused or not verified; 2: asked in a way that has no meaning. */
async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const terminal = await openTerminal(process);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    terminal.note(terminal.say('cli.usage'));
    return name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: command.options,
      allowPositionals: true,
    });
    return await command.run(terminal, { values, positionals });
  } catch (error) {
    if (error instanceof BadgeError) {
      terminal.note(terminal.sentenceOf(error));
      return 1;
    }
    if (error instanceof Usage || isArgumentError(error)) {
      terminal.note(error.message);
      terminal.note(terminal.say(`cli.usage_${name}`));
      return 2;
    }
    throw error;
  } finally {
    await terminal.close();
  }
}

function isArgumentError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

// Whoever reads the results may stop reading; what is decided goes on.
process.stdout.on('error', () => undefined);
process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  return 1;
});
