import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, MOST_IN_SHARE, type Share } from '../../domain/share.ts';
import { CONTROL_KEY_SIGNS, readCode } from '../../domain/typed-code.ts';
import { hashOf } from '../secrets.ts';
import type { BackpackDeps } from './deps.ts';
import { type BackpackEntry, openBackpack, readEntries } from './open-backpack.ts';
import { hashesOf, hashOfKey, type ShareSecrets, secretsOf } from './share-secrets.ts';

export interface ShareCommand {
  readonly entryIds: readonly string[];
  readonly days: number;
  readonly label: string;
}

/**
 * Opens accepted badges to whoever has the link or the control key, for some days.
 *
 * @throws {BadgeError} `award_unknown`, also when one of them is not accepted yet
 */
export async function openShareOf(
  deps: BackpackDeps,
  actor: LearnerActor,
  { entryIds, days, label }: ShareCommand,
): Promise<{ share: Share } & ShareSecrets> {
  const { entries } = await openBackpack(deps, actor);
  const shareable = new Set(
    entries.filter(({ answer }) => answer === 'accepted').map(({ award }) => award.id),
  );
  const chosen = [...new Set(entryIds)];
  const isFine = chosen.length > 0 && chosen.length <= MOST_IN_SHARE;
  if (!isFine || !chosen.every((id) => shareable.has(id))) {
    throw new BadgeError('award_unknown', 'Not accepted yet.');
  }
  const now = deps.now();
  const id = deps.newId();
  const secrets = secretsOf(deps, { id });
  const share: Share = {
    id,
    ...hashesOf(deps, secrets),
    profileId: actor.profileId,
    learnerId: actor.learnerId,
    kind: 'link',
    entryIds: chosen,
    title: '',
    label,
    ...(actor.via ? { via: actor.via } : {}),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * 86_400_000).toISOString(),
  };
  if (!(await deps.store.shares.insert(share))) throw new Error('A share was made twice.');
  return { share, ...secrets };
}

/** Closes a share at once and for good. @throws {BadgeError} `not_found` when it is not the learner's */
export async function withdrawShare(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
  shareId: string,
): Promise<void> {
  const share = await deps.store.shares.get(actor.profileId, shareId);
  if (share?.learnerId !== actor.learnerId) throw new BadgeError('not_found', 'No such share.');
  await deps.store.shares.withdraw(actor.profileId, shareId, deps.now().toISOString());
}

/** A share as whoever has its link sees it. */
export interface OpenedShare {
  readonly share: Share;
  readonly entries: readonly BackpackEntry[];
}

type OpenDeps = Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex' | 'keyed'>;

/** How a share is asked for. */
export type ShareName = { readonly token: string } | { readonly key: string };

/**
 * What is behind a link or a control key, for anyone who has it. A share that ended, was withdrawn
 * or never was gives one and the same answer.
 *
 * @throws {BadgeError} `not_found`; `code_typo` for what no key can be
 */
export async function openShare(deps: OpenDeps, name: ShareName): Promise<OpenedShare> {
  const share = await findShare(deps, name);
  if (!share || !isOpen(share, deps.now())) throw new BadgeError('not_found', 'No open share.');
  const awards = await deps.store.awards.getMany(share.entryIds);
  const entries = await readEntries(deps.store, awards, []);
  const shown = entries.filter(({ answer }) => answer === 'accepted');
  if (shown.length === 0) throw new BadgeError('not_found', 'No open share.');
  return { share, entries: shown };
}

async function findShare(deps: OpenDeps, name: ShareName): Promise<Share | undefined> {
  if ('token' in name) return deps.store.shares.byTokenHash(hashOf(deps, name.token));
  const key = readCode(name.key, CONTROL_KEY_SIGNS);
  if (!key) throw new BadgeError('code_typo', 'The check of the key is wrong.');
  return deps.store.shares.byKeyHash(hashOfKey(deps, key));
}
