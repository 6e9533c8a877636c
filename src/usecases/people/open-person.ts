import { actorName, type MemberActor } from '../../domain/actor.ts';
import { type Card, isGood, pictureOf } from '../../domain/card.ts';
import type { CardPicture } from '../../domain/card-picture.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { hasPin } from '../backpack/pin.ts';
import type { Store } from '../ports.ts';
import { type AuditDeps, noteAudit } from './audit.ts';
import { type AwardLine, readAwardLines } from './award-lines.ts';
import { memberIn } from './own-learner.ts';

/** A person as the centre knows them. */
export interface OpenedPerson {
  readonly learner: Learner;
  /** Newest first. */
  readonly lines: readonly AwardLine[];
  readonly cards: CardsOfPerson;
  /** Names of the members who awarded them, by `awardedBy`; who has none is left out. */
  readonly awarders: ReadonlyMap<string, string>;
}

/** The cards that a person was given, and what they keep to themselves beside. */
export interface CardsOfPerson {
  /** Newest first; void ones too. */
  readonly cards: readonly Card[];
  /** Names of those who made them, by `createdBy`; who has none is left out. */
  readonly makers: ReadonlyMap<string, string>;
  readonly hasPin: boolean;
}

interface Deps {
  readonly store: Store;
}

/** @throws {BadgeError} `learner_unknown`, also when they are another profile's */
export async function openPerson(
  { store }: Deps,
  actor: MemberActor,
  learnerId: string,
): Promise<OpenedPerson> {
  const { profileId } = actor;
  const [learner, awards, cards] = await Promise.all([
    store.learners.get(profileId, learnerId),
    store.awards.listOfLearner(profileId, learnerId),
    openCards({ store }, learnerId),
  ]);
  if (!learner) throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  const [lines, awarders] = await Promise.all([
    readAwardLines(store, profileId, awards),
    memberNames(
      { store },
      awards.map(({ awardedBy }) => awardedBy),
    ),
  ]);
  return { learner, lines, cards, awarders };
}

/** The cards of a learner of whom it is known that the actor may look. */
export async function openCards({ store }: Deps, learnerId: string): Promise<CardsOfPerson> {
  const [cards, pin] = await Promise.all([
    store.cards.listOf(learnerId),
    hasPin({ store }, learnerId),
  ]);
  const makers = await memberNames(
    { store },
    cards.map(({ createdBy }) => createdBy),
  );
  return { cards, makers, hasPin: pin };
}

/** What is drawn on the newest good card of a learner, or would be on the first. */
export async function openPicture(
  { store, now }: Deps & { readonly now: () => Date },
  learnerId: string,
): Promise<CardPicture> {
  const cards = await store.cards.listOf(learnerId);
  return pictureOf(cards.find((card) => isGood(card, now())) ?? { learnerId });
}

/** What members are called, by what they leave on rows: see `actorName`. */
async function memberNames(
  { store }: Deps,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(actors.flatMap((name) => memberIn(name) ?? []));
  const members = await Promise.all([...ids].map((id) => store.members.get(id)));
  return new Map(
    members.flatMap((member) =>
      member?.name ? [[`member:${member.id}`, member.name] as const] : [],
    ),
  );
}

/** Looks of one member at one person within this time are one look. */
const LOOK_MS = 3_600_000;
/** Entries looked over for the last look: more were not written in an hour. */
const LATELY = 20;

/** Writes down that a member opened somebody's page, for the learner to read. */
export async function noteLook(
  deps: AuditDeps,
  actor: MemberActor,
  learnerId: string,
): Promise<void> {
  const by = actorName(actor);
  const since = new Date(deps.now().getTime() - LOOK_MS).toISOString();
  const lately = await deps.store.audit.listOf(learnerId, LATELY);
  if (lately.some((entry) => entry.act === 'person-opened' && entry.by === by && entry.at > since))
    return;
  await noteAudit(deps, { profileId: actor.profileId, learnerId, by, act: 'person-opened' });
}

/** One award with what it points to. @throws {BadgeError} `award_unknown`, also when it is another profile's */
export async function openAward(
  { store }: Deps,
  actor: MemberActor,
  awardId: string,
): Promise<AwardLine> {
  const award = await store.awards.get(awardId);
  if (award?.profileId !== actor.profileId) {
    throw new BadgeError('award_unknown', 'No such award in this profile.');
  }
  const [line] = await readAwardLines(store, actor.profileId, [award]);
  if (!line) throw new Error('An award has no line.');
  return line;
}
