import { readFileSync } from 'node:fs';
import * as z from 'zod';

type DatabaseConfig = { kind: 'sqlite'; path: string } | { kind: 'mongodb'; url: string };

function toDatabase(url: string, ctx: z.RefinementCtx): DatabaseConfig {
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', path: url.slice('sqlite:'.length) };
  if (/^mongodb(\+srv)?:\/\//.test(url)) return { kind: 'mongodb', url };
  ctx.addIssue('must start with "sqlite:" or "mongodb://"');
  return z.NEVER;
}

/** An https origin; http only on this machine, where a did:web could not be reached anyway. */
function originOf(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  return isWeb && url?.pathname === '/' && !url.search && !url.username ? url.origin : undefined;
}

/** A number of proxies, or the names that Express knows; never `true`, which believes anyone. */
function toTrustProxy(text: string, ctx: z.RefinementCtx): number | string {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (/^(loopback|linklocal|uniquelocal|[\d.:a-f/, ]+)$/.test(text)) return text;
  ctx.addIssue('must be a number of proxies, or their addresses');
  return z.NEVER;
}

function firstLineOf(file: string): string | undefined {
  return readFileSync(file, 'utf8').split('\n')[0]?.trim();
}

const Env = z
  .object({
    BASE_URL: z.string().optional(),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    DATABASE_URL: z.string().default('sqlite:data/ecusson.db').transform(toDatabase),
    KEYS_DIR: z.string().min(1).default('keys'),
    KEYS_PASSPHRASE: z.string().min(12).optional(),
    KEYS_PASSPHRASE_FILE: z.string().optional(),
    /** Checked here; links by e-mail come with the members' pages. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    TRUST_PROXY: z.string().default('0').transform(toTrustProxy),
    OPERATOR_TRUST_LIST: z.string().optional(),
  })
  .transform((env, ctx) => {
    const origin = originOf(env.BASE_URL ?? `http://localhost:${env.PORT}`);
    if (origin === undefined) {
      const message = 'must be an https origin such as https://badges.example, without a path';
      ctx.addIssue({ code: 'custom', path: ['BASE_URL'], message });
      return z.NEVER;
    }
    const passphrase = env.KEYS_PASSPHRASE_FILE
      ? firstLineOf(env.KEYS_PASSPHRASE_FILE)
      : env.KEYS_PASSPHRASE;
    return {
      origin,
      port: env.PORT,
      database: env.DATABASE_URL,
      keys: { folder: env.KEYS_DIR, ...(passphrase ? { passphrase } : {}) },
      logLevel: env.LOG_LEVEL,
      trustProxy: env.TRUST_PROXY,
      ...(env.OPERATOR_TRUST_LIST ? { trustList: env.OPERATOR_TRUST_LIST } : {}),
    };
  });

export type Config = Readonly<z.output<typeof Env>>;

/**
 * Reads the environment once, at start. Nothing else reads `process.env`. Empty variables count
 * as absent, as compose files leave them.
 *
 * @throws {Error} naming every variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = Env.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`Configuration refused:\n${lines.join('\n')}`);
}
