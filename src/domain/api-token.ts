import * as z from 'zod';

/** What a program may be allowed to do. Reading and writing are apart. */
export const API_SCOPES = [
  'achievements:read',
  'achievements:write',
  'awards:read',
  'awards:write',
  'revocations:read',
  'revocations:write',
  'credentials:issue',
  'credentials:status',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A secret that lets a program in. Shown once; only its SHA-256 is kept. */
export interface ApiToken {
  readonly id: string;
  readonly profileId: string;
  readonly secretHash: string;
  /** What the owner calls it: `Site de la fédération`. */
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly withdrawnAt?: string;
}

/** What an owner says of a token. `days` is its life; without it, until it is withdrawn. */
export const TokenText = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1),
  days: z.number().int().min(1).max(3650).optional(),
});

/** One use of an Idempotency-Key: who begins first does the work, the others hear the answer. */
export interface IdempotencyClaim {
  /** Token id, key and attempt, in one: whoever inserts it first works. */
  readonly id: string;
  readonly bodyHash: string;
  readonly at: string;
}

export interface IdempotentAnswer {
  /** Token id and key. */
  readonly id: string;
  readonly bodyHash: string;
  readonly status: number;
  /** JSON text. */
  readonly body: string;
  readonly at: string;
}
