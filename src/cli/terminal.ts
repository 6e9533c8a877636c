import { createInterface } from 'node:readline/promises';
import type { ParseArgsConfig } from 'node:util';
import { createLog } from '../compose/logger.ts';
import { hasStore, openVerifier } from '../compose/open-verifier.ts';
import { SENTENCES } from '../compose/sentences.ts';
import { compose, type Service } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { BadgeError } from '../domain/errors.ts';
import { isIssuer, type Profile } from '../domain/profile.ts';
import { createSay, type Say, type Sentences } from '../domain/sentences.ts';
import { createProfile } from '../usecases/people/create-profile.ts';

/** Asked in a way that has no meaning; the usage of the command follows. */
export class Usage extends Error {}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

export interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code. */
  run(terminal: Terminal, args: Arguments): Promise<number>;
}

type Verifier = Pick<Service, 'verifyBytes' | 'verifyUrl' | 'close'>;

/** The person at the machine: results to standard output, words to standard error. */
export interface Terminal {
  readonly say: Say;
  readonly language: 'fr' | 'en';
  /** A person is there to answer. */
  readonly interactive: boolean;
  result(value: object): void;
  note(text: string): void;
  /** What was typed; nothing at all when the person leaves the question (Ctrl+D). */
  ask(question: string): Promise<string>;
  sentenceOf(error: BadgeError): string;
  /** The service, opened once. */
  service(): Promise<Service>;
  /** What verifies: the service where there is a store, else a verifier by itself; opened once. */
  verifier(): Promise<Verifier>;
  /** The profile that a command is about; made at the first use of an empty service. */
  profile(handle: unknown): Promise<Profile>;
  close(): Promise<void>;
}

export const OPERATOR: Actor = { kind: 'operator' };

/** The person at this machine, in the language of its environment. */
export async function openTerminal(process: NodeJS.Process): Promise<Terminal> {
  const { env, stdin, stdout, stderr } = process;
  const language = /^en/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '')
    ? 'en'
    : 'fr';
  const say = createSay(SENTENCES[language], language);
  const opened = openings(env);
  const terminal: Terminal = {
    say,
    language,
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    result: (value) => void stdout.write(`${JSON.stringify(value)}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return (await lines.question(question).catch(() => '')).trim();
      } finally {
        lines.close();
      }
    },
    sentenceOf: (error) => sentenceOf(error, say, SENTENCES[language]),
    ...opened,
    async profile(handle) {
      return profileOf(terminal, await opened.service(), handle);
    },
  };
  return terminal;
}

/** The service and the verifier, each opened when it is first asked for. */
function openings(env: NodeJS.ProcessEnv): Pick<Terminal, 'service' | 'verifier' | 'close'> {
  let opened: Promise<Service> | undefined;
  let alone: Promise<Verifier> | undefined;
  // The line report says to people what a log would say to machines.
  const logOf = ({ logLevel }: Config) => createLog(logLevel === 'info' ? 'silent' : logLevel);
  const open = async () => {
    const config = readConfig(env);
    return compose(config, { log: logOf(config) });
  };
  const service = () => (opened ??= open());
  const openAlone = async (): Promise<Verifier> => {
    const config = readConfig(env);
    return hasStore(config) ? service() : openVerifier(config, { log: logOf(config) });
  };
  return {
    service,
    verifier: () => (alone ??= openAlone()),
    async close() {
      const verifier = await alone?.catch(() => undefined);
      const whole = await opened?.catch(() => undefined);
      await whole?.close();
      if (verifier !== whole) await verifier?.close();
    },
  };
}

/** What a refusal means, in words of the command line where it has any, with its place and code. */
function sentenceOf({ code, message, params }: BadgeError, say: Say, sentences: Sentences): string {
  const own = `cli.${code}`;
  const names = [...(sentences[own] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isOwn = own in sentences && names.every((name) => name in params);
  const key = isOwn ? own : `errors.${code}`;
  const sentence = key in sentences ? say(key, params) : message;
  const line = params['line'];
  const place = line === undefined ? '' : ` ${say('cli.at_line', { line })}`;
  return `${sentence}${place} (${code})`;
}

async function profileOf(terminal: Terminal, service: Service, handle: unknown): Promise<Profile> {
  const profiles = (await service.store.profiles.list()).filter(isIssuer);
  if (typeof handle === 'string') {
    const named = profiles.find((one) => one.handle === handle || one.name === handle);
    if (named) return named;
    throw new BadgeError('profile_unknown', `No profile "${handle}".`);
  }
  const [only, ...others] = profiles;
  if (others.length > 0) {
    const handles = profiles.map((one) => one.handle).join(', ');
    throw new BadgeError('profile_ambiguous', `Say which: ${handles}.`, { params: { handles } });
  }
  if (only) return only;
  const made = await createProfile(service, OPERATOR, { name: terminal.say('cli.first_profile') });
  terminal.note(terminal.say('cli.profile_made', { name: made.name }));
  return made;
}

/** Whether an answer means yes, in French or English. */
export function isYes(answer: string): boolean {
  return /^(o|oui|y|yes)$/i.test(answer);
}
