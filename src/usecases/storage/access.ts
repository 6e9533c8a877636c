import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../../domain/api-token.ts';
import type { Link } from '../../domain/link.ts';

/** What opens something, what was asked already, and what is set once. One part of `Store`, whose docstring holds here. */
export interface AccessStore {
  readonly links: {
    /** Unique by `secretHash`. */
    insert(link: Link): Promise<boolean>;
    get(secretHash: string): Promise<Link | undefined>;
    /** Of a link that is used once: says whether this use was the first. */
    use(secretHash: string, at: string): Promise<boolean>;
    wasUsed(secretHash: string): Promise<boolean>;
    remove(secretHash: string): Promise<void>;
    /** A later end, for a session that is in use; one that was removed stays so. */
    prolong(secretHash: string, expiresAt: string): Promise<void>;
    /** Newest first; those that were used or are over, too. */
    listOf(targetId: string, kind: Link['kind']): Promise<Link[]>;
    /** Which of these targets have such links, those that were used or are over, too. */
    targetsAmong(targetIds: readonly string[], kind: Link['kind']): Promise<ReadonlySet<string>>;
    /** Removes those that ended before a moment. */
    forget(before: string): Promise<void>;
  };
  readonly tokens: {
    /** Unique by `id` and by `secretHash`. */
    insert(token: ApiToken): Promise<boolean>;
    bySecretHash(secretHash: string): Promise<ApiToken | undefined>;
    /** Newest first; withdrawn ones too. */
    listOf(profileId: string): Promise<ApiToken[]>;
    /** Keeps the first date. */
    withdraw(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly idempotency: {
    /** Unique by `id`. */
    claim(claim: IdempotencyClaim): Promise<boolean>;
    claimOf(id: string): Promise<IdempotencyClaim | undefined>;
    /** Unique by `id`. */
    answer(answer: IdempotentAnswer): Promise<boolean>;
    answerOf(id: string): Promise<IdempotentAnswer | undefined>;
    /** Removes claims and answers made before a moment. */
    forget(before: string): Promise<void>;
  };
  readonly settings: {
    /** A value that is written once. */
    insert(name: string, value: string): Promise<boolean>;
    get(name: string): Promise<string | undefined>;
  };
}
