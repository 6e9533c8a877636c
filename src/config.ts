import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { BadgeError } from './domain/errors.ts';

type DatabaseConfig = { kind: 'sqlite'; path: string } | { kind: 'mongodb'; url: string };

function toDatabase(url: string, ctx: z.RefinementCtx): DatabaseConfig {
  if (/^sqlite:./.test(url)) return { kind: 'sqlite', path: url.slice('sqlite:'.length) };
  if (/^mongodb(\+srv)?:\/\/[^/]+\/\w/.test(url)) return { kind: 'mongodb', url };
  ctx.addIssue('must be "sqlite:" and a path, or "mongodb://HOST/DATABASE"');
  return z.NEVER;
}

/** An https origin; http only on this machine, where a did:web could not be reached anyway. */
function toOrigin(text: string, ctx: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  const isBare = url !== undefined && ['', '/'].includes(url.href.slice(url.origin.length));
  if (isWeb && isBare) return url.origin;
  ctx.addIssue('must be an https origin such as https://badges.example, without a path');
  return z.NEVER;
}

/** A number of proxies, or the names that Express knows; never `true`, which believes anyone. */
function toTrustProxy(text: string, ctx: z.RefinementCtx): number | string {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (/^(loopback|linklocal|uniquelocal|[\d.:a-f/, ]+)$/.test(text)) return text;
  ctx.addIssue('must be a number of proxies, or their addresses');
  return z.NEVER;
}

/** The first line of a file. */
function toPassphrase(file: string, ctx: z.RefinementCtx): string {
  try {
    const line = readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '';
    if (line.length >= MIN_PASSPHRASE) return line;
    ctx.addIssue(`must name a file whose first line has at least ${MIN_PASSPHRASE} characters`);
  } catch {
    ctx.addIssue('must name a file that can be read');
  }
  return z.NEVER;
}

/** One list a line, or between commas: a file written by hand, or a signed list and its signer. */
function toTrustLists(text: string, ctx: z.RefinementCtx): TrustList[] {
  const entries = text.split(/[,\n]/).map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map((entry) => toTrustList(entry, ctx));
}

function toTrustList(entry: string, ctx: z.RefinementCtx): TrustList {
  const [place = '', signer, ...more] = entry.split(/\s+by\s+/);
  const isPlace = !/^\w+:\/\//.test(place) || (/^https:/.test(place) && URL.canParse(place));
  const isSigner = signer === undefined || /^(did:[a-z]+:|https:\/\/)\S+$/.test(signer);
  const isPinned = signer !== undefined || !place.startsWith('https:');
  if (!isPlace || !isSigner || !isPinned || more.length > 0) {
    ctx.addIssue('must be files, or https addresses of signed lists with "by" and their signer');
  }
  return { place, ...(signer === undefined ? {} : { signer }) };
}

/** Where a list of recognised issuers is; without a signer it is a file written by hand. */
interface TrustList {
  readonly place: string;
  readonly signer?: string;
}

const MIN_PASSPHRASE = 12;

const Env = z
  .object({
    BASE_URL: z.string().transform(toOrigin).optional(),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    DATABASE_URL: z.string().default('sqlite:data/ecusson.db').transform(toDatabase),
    KEYS_DIR: z.string().min(1).default('keys'),
    KEYS_PASSPHRASE: z.string().min(MIN_PASSPHRASE).optional(),
    KEYS_PASSPHRASE_FILE: z.string().transform(toPassphrase).optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.email().optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    VC_API: z.enum(['on', 'off']).default('off'),
    SIGN_UP: z.enum(['on', 'off']).default('off'),
    TRUST_PROXY: z.string().default('0').transform(toTrustProxy),
    OPERATOR_TRUST_LIST: z.string().default('').transform(toTrustLists),
    OPERATOR_CONTEXTS: z.string().min(1).optional(),
  })
  .transform((env) => {
    const passphrase = env.KEYS_PASSPHRASE_FILE ?? env.KEYS_PASSPHRASE;
    const origin = env.BASE_URL ?? `http://localhost:${env.PORT}`;
    const from = env.MAIL_FROM ?? `no-reply@${new URL(origin).hostname}`;
    return {
      origin,
      port: env.PORT,
      database: env.DATABASE_URL,
      keys: { folder: env.KEYS_DIR, ...(passphrase ? { passphrase } : {}) },
      logLevel: env.LOG_LEVEL,
      trustProxy: env.TRUST_PROXY,
      vcApi: env.VC_API === 'on',
      signUp: env.SIGN_UP === 'on',
      ...(env.SMTP_URL ? { mail: { url: env.SMTP_URL, from } } : {}),
      trustLists: env.OPERATOR_TRUST_LIST,
      ...(env.OPERATOR_CONTEXTS ? { contexts: env.OPERATOR_CONTEXTS } : {}),
    };
  });

export type Config = Readonly<z.output<typeof Env>>;

/**
 * Reads the environment once, at start. Nothing else reads `process.env`. Empty variables count
 * as absent, as compose files leave them.
 *
 * @throws {BadgeError} `configuration_refused`, naming every variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = Env.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw refused(lines.join('\n'));
}

/** The refusal of a variable that names something which is found wrong only when it is opened. */
export function refusedVariable(name: string, message: string): BadgeError {
  return refused(`  ${name}: ${message}`);
}

function refused(variables: string): BadgeError {
  return new BadgeError('configuration_refused', `Configuration refused:\n${variables}`, {
    params: { variables },
  });
}
