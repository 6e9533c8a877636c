import type { LearnerActor } from '../../domain/actor.ts';
import type { SignedCredential } from '../../domain/award.ts';
import type { ImportedBadge } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, mayStand, purposeOf, type Share } from '../../domain/share.ts';
import { CONTROL_KEY_SIGNS, readCode } from '../../domain/typed-code.ts';
import { isCopyOf, namedId, shareOfCopy } from '../awarding/named-intents.ts';
import { goodAmong, revokeCopies } from '../awarding/revoke.ts';
import { hashOf } from '../secrets.ts';
import type { BackpackDeps } from './deps.ts';
import { mayShowImports } from './naming-imports.ts';
import { notesOf } from './notes.ts';
import { type BackpackEntry, readEntries } from './open-backpack.ts';
import { entryIdOf, withNotes } from './open-gallery.ts';
import { hashOfKey } from './share-secrets.ts';
import { shownOf } from './shown.ts';

const PAGE = 500;

type CloseDeps = Pick<BackpackDeps, 'store' | 'ledger' | 'now' | 'at'>;

/**
 * Closes shares at once and for good, and takes back the copies with a name that were signed for
 * them. In this order: who signs a copy looks again after whether its share is still open. Safe to
 * call again.
 *
 * @returns how many copies were revoked now
 */
export async function closeShares(deps: CloseDeps, shares: readonly Share[]): Promise<number> {
  const at = deps.now().toISOString();
  for (const { profileId, id } of shares) await deps.store.shares.withdraw(profileId, id, at);
  let revoked = 0;
  for (const { id, entryIds, signedName } of shares) {
    if (signedName === undefined) continue;
    const isItsCopy = (copy: SignedCredential) => isCopyOf(copy.id, id);
    revoked += await revokeCopies(deps, entryIds, isItsCopy, `share:${id}`);
  }
  return revoked;
}

/** Closes a share of one's own. @throws {BadgeError} `not_found` when it is not the learner's */
export async function withdrawShare(
  deps: CloseDeps,
  actor: LearnerActor,
  shareId: string,
): Promise<void> {
  await closeShares(deps, [await ownShare(deps, actor, shareId)]);
}

/** A share of the learner, open or over. @throws {BadgeError} `not_found` */
async function ownShare(
  { store }: Pick<BackpackDeps, 'store'>,
  actor: LearnerActor,
  shareId: string,
): Promise<Share> {
  const share = await store.shares.get(actor.profileId, shareId);
  if (share?.learnerId !== actor.learnerId) throw new BadgeError('not_found', 'No such share.');
  return share;
}

/**
 * Takes back the copies of withdrawn shares that a crash left good; called at every start of the
 * service. Answers how many there were.
 */
export async function finishWithdrawals(deps: CloseDeps): Promise<number> {
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const shares = await deps.store.shares.listWithdrawnNamed(page);
    const copies = await goodAmong(deps, await copiesOfAll(deps, shares));
    const open = new Set(copies.map(({ id }) => shareOfCopy(id)));
    const left = shares.filter(({ id }) => open.has(id));
    finished += await closeShares(deps, left);
    after = shares.at(-1)?.id;
    if (shares.length < PAGE) return finished;
  }
}

/** Every copy that was signed for one of these shares. */
async function copiesOfAll(
  { store }: Pick<CloseDeps, 'store'>,
  shares: readonly Share[],
): Promise<SignedCredential[]> {
  const shareIds = new Set(shares.map(({ id }) => id));
  const awardIds = [...new Set(shares.flatMap(({ entryIds }) => entryIds))];
  const signed = await store.credentials.listOfAwards(awardIds);
  return signed.filter(({ id }) => shareIds.has(shareOfCopy(id) ?? ''));
}

/** One badge of a share, as it was signed. */
export interface SharedBadge {
  readonly entryId: string;
  /** JSON text, or a compact JWS. */
  readonly text: string;
  /** Of our own badges and copies: what `badgeFile` makes files of. */
  readonly credential?: SignedCredential;
  readonly entry?: BackpackEntry;
  /** A badge of elsewhere, which the learner added. */
  readonly imported?: ImportedBadge;
  /** Whether it is the copy with the learner's name. */
  readonly isNamed: boolean;
  /** The learner's own sentence about it: theirs, never signed. */
  readonly ownWords: string;
}

/** A share as whoever has its link sees it. */
export interface OpenedShare {
  readonly share: Share;
  /** In the order in which they were chosen; what was put away since is left out. */
  readonly badges: readonly SharedBadge[];
}

type OpenDeps = Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex' | 'keyed'>;

/** How a share is asked for. */
export type ShareName = { readonly token: string } | { readonly key: string };

/**
 * What is behind a link or a control key, for anyone who has it. A share that ended, was withdrawn,
 * is not consented to any more or never was gives one and the same answer.
 *
 * @throws {BadgeError} `not_found`; `code_typo` for what no key can be
 */
export async function openShare(deps: OpenDeps, name: ShareName): Promise<OpenedShare> {
  const share = await findShare(deps, name);
  if (!share || !isOpen(share, deps.now()) || !(await isConsented(deps, share))) throw closed();
  const badges = await badgesOf(deps, share);
  if (badges.length === 0) throw closed();
  return { share, badges };
}

function closed(): BadgeError {
  return new BadgeError('not_found', 'No open share.');
}

async function findShare(deps: OpenDeps, name: ShareName): Promise<Share | undefined> {
  if ('token' in name) return deps.store.shares.byTokenHash(hashOf(deps, name.token));
  const key = readCode(name.key, CONTROL_KEY_SIGNS);
  if (!key) throw new BadgeError('code_typo', 'The check of the key is wrong.');
  return deps.store.shares.byKeyHash(hashOfKey(deps, key));
}

/** Whether nobody has to agree to a share, or everybody does now: see `mayStand`. */
export async function isConsented(
  { store, now }: Pick<BackpackDeps, 'store' | 'now'>,
  share: Share,
): Promise<boolean> {
  if (purposeOf(share) === undefined) return true;
  const [learner, events] = await Promise.all([
    store.learners.get(share.profileId, share.learnerId),
    store.consents.listOf(share.learnerId),
  ]);
  return learner !== undefined && mayStand(share, learner, events, now());
}

async function badgesOf({ store, now }: OpenDeps, share: Share): Promise<SharedBadge[]> {
  const { entryIds, learnerId } = share;
  const [awards, imports, notes] = await Promise.all([
    store.awards.getMany(entryIds),
    store.imports.getMany(learnerId, entryIds),
    notesOf({ store }, learnerId),
  ]);
  const entries = await readEntries(store, awards, []);
  const copies = await copiesOf(store, share, entries);
  const added = await mayShowImports({ store, now }, share, imports);
  return shownOf(share, withNotes(entries, added, notes)).map((badge): SharedBadge => {
    const own = { entryId: entryIdOf(badge), ownWords: badge.note?.ownWords ?? '' };
    if (badge.kind === 'import') {
      return { ...own, imported: badge.badge, isNamed: false, text: badge.badge.text };
    }
    const { entry } = badge;
    const copy = copies.get(namedId(entry.credential.id, share.id));
    const credential = copy ?? entry.credential;
    return { ...own, entry, credential, isNamed: copy !== undefined, text: credential.text };
  });
}

/** The copies that were signed for a share, by their row id. */
export async function copiesOf(
  store: Pick<BackpackDeps['store'], 'credentials'>,
  share: Share,
  entries: readonly BackpackEntry[],
): Promise<ReadonlyMap<string, SignedCredential>> {
  if (share.signedName === undefined) return new Map();
  const ids = entries.map(({ credential }) => namedId(credential.id, share.id));
  const rows = await store.credentials.getMany(ids);
  return new Map(rows.map((row) => [row.id, row]));
}
