import type { IdempotencyClaim, IdempotentAnswer } from '../../domain/api-token.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Sha256Hex } from '../../domain/ledger.ts';
import type { Seams, Store } from '../ports.ts';

interface IdempotencyDeps extends Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'idempotency'>;
  readonly sha256Hex: Sha256Hex;
}

export interface KeyedRequest {
  readonly tokenId: string;
  /** The header as it came; a key is the token's own. */
  readonly key: string | undefined;
  /** Method, address and body: the same key may not stand for something else. */
  readonly content: string;
}

export interface KeyedAnswer {
  readonly status: number;
  readonly body: string;
  /** Whether it was given before. */
  readonly replayed: boolean;
}

/** Any key of visible ASCII. @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Milliseconds after which a run without an answer is held to be dead, and taken up by the next. */
const DEAD_AFTER_MS = 60_000;
/** Attempts at one key; each died or failed without an answer. */
const MAX_ATTEMPTS = 50;
/** Hours that an answer is remembered for. */
const ANSWER_HOURS = 24;

/**
 * Does a piece of work once for each key of a token, and gives the same answer again to whoever
 * asks again. A run that died is taken up by the next to ask, so the work itself has to be safe to
 * repeat. Only answers that would be the same again are kept: `work` throws for the others, and
 * then the key is free at once.
 *
 * @throws {BadgeError} `idempotency_key_invalid`, `idempotency_key_reused`,
 *   `idempotency_in_progress`, and what `work` throws
 */
export async function onceByKey(
  deps: IdempotencyDeps,
  { tokenId, key, content }: KeyedRequest,
  work: () => Promise<{ status: number; body: string }>,
): Promise<KeyedAnswer> {
  if (key === undefined || !KEY.test(key)) {
    throw new BadgeError(
      'idempotency_key_invalid',
      'Idempotency-Key: 1 to 255 visible characters.',
    );
  }
  const id = `${tokenId}|${key}`;
  const bodyHash = deps.sha256Hex(content);
  const known = await answered(deps, id, bodyHash);
  if (known) return known;
  const turn = await claimTurn(deps, id, bodyHash);
  const made = await work().catch(async (error: unknown) => {
    await giveBack(deps, turn);
    throw error;
  });
  const at = deps.now().toISOString();
  const isFirst = await deps.store.idempotency.answer({ id, bodyHash, ...made, at });
  // A turn that was held to be dead was only slow: one key has one answer.
  const first = isFirst ? undefined : await answered(deps, id, bodyHash);
  return first ?? { ...made, replayed: false };
}

/** Removes claims and answers that are older than a day: their keys may stand for something else. */
export async function forgetAnswers({
  store,
  now,
}: Pick<IdempotencyDeps, 'store' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - ANSWER_HOURS * 3_600_000);
  await store.idempotency.forget(before.toISOString());
}

async function answered(
  { store }: IdempotencyDeps,
  id: string,
  bodyHash: string,
): Promise<KeyedAnswer | undefined> {
  const answer: IdempotentAnswer | undefined = await store.idempotency.answerOf(id);
  if (!answer) return undefined;
  refuseOther(answer.bodyHash, bodyHash);
  return { status: answer.status, body: answer.body, replayed: true };
}

/** Takes the first turn at a key, or that after those which died or were given back. */
async function claimTurn(
  deps: IdempotencyDeps,
  id: string,
  bodyHash: string,
): Promise<IdempotencyClaim> {
  const { store, now } = deps;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const claim = { id: `${id}|${attempt}`, bodyHash, at: now().toISOString() };
    if (await store.idempotency.claim(claim)) return claim;
    const before = await store.idempotency.claimOf(claim.id);
    if (!before) continue;
    refuseOther(before.bodyHash, bodyHash);
    if (!(await isOver(deps, before))) break;
  }
  throw new BadgeError('idempotency_in_progress', 'The same request is in progress.');
}

async function isOver({ store, now }: IdempotencyDeps, turn: IdempotencyClaim): Promise<boolean> {
  if (now().getTime() - Date.parse(turn.at) >= DEAD_AFTER_MS) return true;
  return (await store.idempotency.claimOf(overId(turn))) !== undefined;
}

/**
 * Says that a turn ended without an answer. A row beside it, since nothing here is ever changed;
 * when it cannot be written either, the turn counts as dead a minute later.
 */
async function giveBack(
  { store, now }: IdempotencyDeps,
  { bodyHash, ...turn }: IdempotencyClaim,
): Promise<void> {
  const over = { id: overId(turn), bodyHash, at: now().toISOString() };
  await store.idempotency.claim(over).catch(() => false);
}

/** No turn has such an id: theirs end with a number. */
function overId({ id }: Pick<IdempotencyClaim, 'id'>): string {
  return `${id}|over`;
}

function refuseOther(known: string, given: string): void {
  if (known === given) return;
  throw new BadgeError('idempotency_key_reused', 'The key stands for another request.');
}
