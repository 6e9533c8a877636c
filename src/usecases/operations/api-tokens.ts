import { type Actor, actorName, isOwner } from '../../domain/actor.ts';
import { type ApiToken, TokenText } from '../../domain/api-token.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { memberIn } from '../people/own-learner.ts';
import type { Seams, Store } from '../ports.ts';
import { base64url, hashOf, type SecretDeps } from '../secrets.ts';

interface TokenDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'tokens'>;
}

/** Marks the secret, so that whoever finds one knows what it is. */
const MARK = 'ecu_';
const SECRET_BYTES = 32;
const DAY_MS = 86_400_000;

/**
 * Makes a token for a program. Its secret is in the answer alone: what is kept is a hash.
 *
 * @throws {BadgeError} `owner_required`, `form_invalid`
 */
export async function newApiToken(
  deps: TokenDeps,
  actor: Actor,
  profileId: string,
  text: unknown,
): Promise<{ token: ApiToken; secret: string }> {
  refuseOthers(actor, profileId);
  const { name, scopes, days } = parse(TokenText, text, 'form_invalid');
  const now = deps.now();
  const secret = MARK + base64url(deps.random(SECRET_BYTES));
  const token: ApiToken = {
    id: deps.newId(),
    profileId,
    secretHash: hashOf(deps, secret),
    name,
    scopes: [...new Set(scopes)],
    createdBy: actorName(actor),
    createdAt: now.toISOString(),
    ...(days ? { expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString() } : {}),
  };
  await deps.store.tokens.insert(token);
  return { token, secret };
}

/** Newest first; withdrawn and ended ones too. @throws {BadgeError} `owner_required` */
export async function listApiTokens(
  deps: Pick<TokenDeps, 'store'>,
  actor: Actor,
  profileId: string,
): Promise<ApiToken[]> {
  refuseOthers(actor, profileId);
  return deps.store.tokens.listOf(profileId);
}

/** Ends a token at once; doing it again changes nothing. @throws {BadgeError} `owner_required` */
export async function withdrawApiToken(
  deps: Pick<TokenDeps, 'store' | 'now'>,
  actor: Actor,
  profileId: string,
  id: string,
): Promise<void> {
  refuseOthers(actor, profileId);
  await deps.store.tokens.withdraw(profileId, id, deps.now().toISOString());
}

/**
 * The program behind a secret. Who made it is looked at each time: a crash may have left a token of
 * a member who was removed.
 *
 * @throws {BadgeError} `token_invalid` for any that opens nothing
 */
export async function actorOfToken(
  deps: Pick<TokenDeps, 'sha256Hex' | 'now'> & {
    readonly store: Pick<Store, 'tokens' | 'members'>;
  },
  secret: string,
): Promise<Actor & { kind: 'token' }> {
  const token = await deps.store.tokens.bySecretHash(hashOf(deps, secret));
  const maker = memberIn(token?.createdBy ?? '');
  const member = maker === undefined ? undefined : await deps.store.members.get(maker);
  if (!token || !isAlive(token, deps.now()) || member?.removedAt !== undefined) {
    throw new BadgeError('token_invalid', 'The token opens nothing.');
  }
  const { id: tokenId, profileId, scopes } = token;
  return { kind: 'token', tokenId, profileId, scopes };
}

/** Whether a token opens anything now. */
export function isAlive({ withdrawnAt, expiresAt }: ApiToken, now: Date): boolean {
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
  return withdrawnAt === undefined && !isOver;
}

function refuseOthers(actor: Actor, profileId: string): void {
  if (!isOwner(actor, profileId)) throw new BadgeError('owner_required', 'Owners only.');
}
