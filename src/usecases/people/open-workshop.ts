import type { MemberActor } from '../../domain/actor.ts';
import type { Workshop } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { byName } from '../../domain/name-order.ts';
import type { Cursor, Store } from '../ports.ts';
import { type AwardLine, isShown, readAwardLines } from './award-lines.ts';

/** A workshop with its people and what each was awarded there. */
export interface OpenedWorkshop {
  readonly workshop: Workshop;
  /** By name, as the reader's language orders it. People who came and were awarded nothing are on a first page that is the last one. */
  readonly people: readonly Participant[];
  /** The last award of the page, when there are more. */
  readonly next?: Cursor;
}

export interface Participant {
  readonly learner: Learner;
  /** Newest first. */
  readonly lines: readonly AwardLine[];
}

const AWARDS_SHOWN = 300;

/** @throws {BadgeError} `not_found`, also when it is another profile's */
export async function openWorkshop(
  { store }: { readonly store: Store },
  actor: MemberActor,
  command: { readonly workshopId: string; readonly language: string; readonly before?: Cursor },
): Promise<OpenedWorkshop> {
  const { profileId } = actor;
  const { workshopId, language, ...page } = command;
  const [workshop, found, attendees] = await Promise.all([
    store.workshops.get(profileId, workshopId),
    store.awards.latestOf(profileId, { workshopId }, { ...page, limit: AWARDS_SHOWN + 1 }),
    store.workshops.attendeesOf(workshopId),
  ]);
  if (!workshop) throw new BadgeError('not_found', 'No such workshop in this profile.');
  const awards = found.slice(0, AWARDS_SHOWN);
  const last = found.length > AWARDS_SHOWN ? awards.at(-1) : undefined;
  const isWhole = last === undefined && page.before === undefined;
  const lines = (await readAwardLines(store, profileId, awards)).filter(isShown);
  const awarded = new Set(lines.map(({ award }) => award.learnerId));
  const others = isWhole ? attendees.filter((id) => !awarded.has(id)) : [];
  const unawarded = await store.learners.getMany(profileId, others);
  const compare = byName(language);
  const people = [...byPerson(lines), ...unawarded.map((learner) => ({ learner, lines: [] }))];
  return {
    workshop,
    people: people.sort((one, other) => compare(one.learner, other.learner)),
    ...(last ? { next: { at: last.awardedDate, id: last.id } } : {}),
  };
}

function byPerson(lines: readonly AwardLine[]): Participant[] {
  const people = new Map<string, { learner: Learner; lines: AwardLine[] }>();
  for (const line of lines) {
    if (!line.learner) continue;
    const person = people.get(line.learner.id) ?? { learner: line.learner, lines: [] };
    person.lines.push(line);
    people.set(line.learner.id, person);
  }
  return [...people.values()];
}
