import { actorName, type MemberActor } from '../../domain/actor.ts';
import { adultFrom } from '../../domain/age.ts';
import { type Answers, PARTIES, type Party } from '../../domain/consent.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOver } from '../../domain/link.ts';
import type { Profile } from '../../domain/profile.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { noteAudit } from './audit.ts';
import { learnerOf } from './learner-of.ts';
import { FULL_SECRET } from './make-link.ts';
import { refuseOwnPerson } from './own-learner.ts';
import { type OpenedPurpose, openConsents, recordAll } from './record-consents.ts';

type Guardian = Exclude<Party, 'learner'>;

const MOST_YEARS = 3;

/** A link that was made: its secret is in no row. */
export interface GuardianLink {
  readonly learner: Learner;
  readonly party: Guardian;
  readonly secret: string;
  /** The only form in which the secret is kept. */
  readonly hash: string;
  readonly expiresAt: string;
}

/**
 * Makes the link by which a holder of parental authority answers, and takes an answer back. It
 * lives until the young person is eighteen, three years at most.
 *
 * @throws {BadgeError} `learner_unknown`; `own_person`; `form_invalid` for an adult, whom nobody answers for
 */
export async function makeGuardianLink(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, party }: { readonly learnerId: string; readonly party: Guardian },
): Promise<GuardianLink> {
  await refuseOwnPerson(deps, actor, learnerId);
  const learner = await learnerOf(deps, actor, learnerId);
  if (learner.band === 'adult') throw new BadgeError('form_invalid', 'Nobody answers for them.');
  const { secret, hash } = newSecret(deps, FULL_SECRET);
  const now = deps.now();
  const latest = new Date(now);
  latest.setUTCFullYear(now.getUTCFullYear() + MOST_YEARS);
  const end = adultFrom(learner, now) ?? latest;
  const expiresAt = (end < latest ? end : latest).toISOString();
  const { profileId } = actor;
  await deps.store.links.insert({
    secretHash: hash,
    kind: 'guardian',
    targetId: learnerId,
    profileId,
    binding: party,
    createdAt: now.toISOString(),
    expiresAt,
  });
  const by = actorName(actor);
  await noteAudit(deps, { profileId, learnerId, by, act: 'guardian-link-made' });
  return { learner, party, secret, hash, expiresAt };
}

/** Ends every link by which somebody answers for a person. Answers that were given stay. */
export async function endGuardianLinks(
  { store, now }: Pick<BackpackDeps, 'store' | 'now'>,
  actor: MemberActor,
  learnerId: string,
): Promise<void> {
  await learnerOf({ store, now }, actor, learnerId);
  const links = await store.links.listOf(learnerId, 'guardian');
  await Promise.all(links.map(({ secretHash }) => store.links.remove(secretHash)));
}

/** How many links are open by which somebody answers for a person. */
export async function countGuardianLinks(
  { store, now }: Pick<BackpackDeps, 'store' | 'now'>,
  learnerId: string,
): Promise<number> {
  const links = await store.links.listOf(learnerId, 'guardian');
  return links.filter((link) => !isOver(link, now())).length;
}

/** What is behind such a link. */
export interface OpenedGuardian {
  readonly learner: Learner;
  readonly profile: Profile;
  readonly party: Guardian;
  /** What this grown-up is asked about at the young person's age; empty for an adult. */
  readonly purposes: readonly OpenedPurpose[];
  readonly expiresAt: string;
}

/** @throws {BadgeError} `not_found` for every link that opens nothing */
export async function openGuardianLink(
  deps: Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex'>,
  secret: string,
): Promise<OpenedGuardian> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  const party = PARTIES.find((one) => one === link?.binding);
  if (link?.kind !== 'guardian' || isOver(link, deps.now()) || !isGuardian(party)) {
    throw new BadgeError('not_found', 'No such link.');
  }
  const [profile, opened] = await Promise.all([
    deps.store.profiles.get(link.profileId),
    openConsents(deps, link, link.targetId).catch(asUnknown),
  ]);
  if (!profile) throw new BadgeError('not_found', 'No such profile.');
  const purposes = opened.purposes.filter(({ asked }) => asked.includes(party));
  return { ...opened, profile, party, purposes, expiresAt: link.expiresAt ?? '' };
}

/** The grown-up behind the link answers. @throws {BadgeError} `not_found`, `form_invalid` */
export async function answerAsGuardian(
  deps: BackpackDeps,
  secret: string,
  answers: Omit<Answers, 'party'>,
): Promise<void> {
  const { learner, party } = await openGuardianLink(deps, secret);
  await recordAll(deps, learner, { ...answers, party }, { channel: 'link', recordedBy: party });
}

function isGuardian(party: Party | undefined): party is Guardian {
  return party !== undefined && party !== 'learner';
}

/** Whoever was erased leaves no trace behind a link. */
function asUnknown(error: unknown): never {
  if (error instanceof BadgeError && error.code === 'learner_unknown') {
    throw new BadgeError('not_found', 'No such link.');
  }
  throw error;
}
