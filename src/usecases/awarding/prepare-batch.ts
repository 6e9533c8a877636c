import type { Achievement } from '../../domain/achievement.ts';
import { type Actor, may } from '../../domain/actor.ts';
import {
  type Attendee,
  type LineProblem,
  type ListTable,
  readAttendance,
} from '../../domain/attendance.ts';
import type { Award } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { fullNameKey, type Learner, nameKey } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';
import { awardsOfBadge } from './awards-of-badge.ts';
import { offeredAchievement } from './offered-now.ts';

export interface BatchCommand {
  readonly profileId: string;
  readonly achievementId: string;
  /** Empty for the first time; a name when the same achievement is awarded again on purpose. */
  readonly occasion: string;
  readonly list: ListTable;
}

/** A line of the list, and whom it means. Nothing is written yet. */
export type PreparedLine =
  | { readonly kind: 'new'; readonly attendee: Attendee }
  | {
      readonly kind: 'known';
      readonly attendee: Attendee;
      readonly learner: Learner;
      /** What this learner has already, signed or on its way, in whichever of its languages. */
      readonly award?: Award;
      /** Its own, when it is another than the command's. */
      readonly occasion?: string;
    }
  /** Someone with this name is known under another nickname: a person must choose. */
  | {
      readonly kind: 'ambiguous';
      readonly attendee: Attendee;
      readonly candidates: readonly Learner[];
    };

export interface PreparedBatch {
  readonly command: BatchCommand;
  readonly achievement: Achievement;
  readonly lines: readonly PreparedLine[];
  readonly problems: readonly LineProblem[];
  /** All whom the list names, absent and doubled people too. */
  readonly everyone: readonly Attendee[];
}

/**
 * Reads what a list would do, and does nothing: who is new, who is known, who has the badge
 * already, who cannot be told apart, which lines are left out and why.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`, `achievement_archived`, `csv_column_missing`,
 *   `list_without_people`
 */
export async function prepareBatch(
  deps: { store: Pick<Store, 'achievements' | 'learners' | 'awards' | 'credentials'> },
  actor: Actor,
  command: BatchCommand,
): Promise<PreparedBatch> {
  if (!may(actor, command.profileId, 'awards:write')) {
    throw new BadgeError('member_required', 'Only members of the profile award.');
  }
  const { profileId, achievementId } = command;
  const achievement = await offeredAchievement(deps.store, profileId, achievementId);
  const { attendees, problems, everyone } = readAttendance(command.list);
  if (attendees.length === 0) {
    throw new BadgeError('list_without_people', 'Nobody in the list was there.');
  }
  const found = attendees.map(await learnerFinder(deps.store, command.profileId, attendees));
  const awards = await awardsOf(deps.store, command, achievement, found);
  const lines = found.map((line) => withAward(line, awards));
  return { command, achievement, lines, problems, everyone };
}

/**
 * A line is a learner's when first name, last name and nickname are the same. The same first and
 * last name with another nickname, or with one missing, is asked and never guessed.
 */
async function learnerFinder(
  store: Pick<Store, 'learners'>,
  profileId: string,
  attendees: readonly Attendee[],
) {
  const keys = [...new Set(attendees.map(fullNameKey))];
  const byFullName = new Map<string, Learner[]>();
  for (const learner of await store.learners.byFullNames(profileId, keys)) {
    const namesakes = byFullName.get(learner.fullNameKey) ?? [];
    byFullName.set(learner.fullNameKey, [...namesakes, learner]);
  }
  return (attendee: Attendee): PreparedLine => {
    const candidates = byFullName.get(fullNameKey(attendee)) ?? [];
    const learner = candidates.find((one) => one.nameKey === nameKey(attendee));
    if (learner) return { kind: 'known', attendee, learner };
    return candidates.length === 0
      ? { kind: 'new', attendee }
      : { kind: 'ambiguous', attendee, candidates };
  };
}

async function awardsOf(
  store: Pick<Store, 'achievements' | 'awards' | 'credentials'>,
  { profileId, occasion }: BatchCommand,
  achievement: Achievement,
  lines: readonly PreparedLine[],
): Promise<ReadonlyMap<string, Award>> {
  const learnerIds = lines.flatMap((line) => (line.kind === 'known' ? [line.learner.id] : []));
  const awards = await awardsOfBadge(store, profileId, learnerIds, achievement);
  const ofOccasion = awards.filter((award) => award.occasion === occasion);
  return standingBy(({ learnerId }) => learnerId, ofOccasion);
}

/** Whoever was awarded an achievement in two of its languages has the award that stands. */
export function standingBy(
  keyOf: (award: Award) => string,
  awards: readonly Award[],
): ReadonlyMap<string, Award> {
  const standing = awards.filter(({ state }) => state !== 'voided');
  return new Map([...awards, ...standing].map((award) => [keyOf(award), award]));
}

function withAward(line: PreparedLine, awards: ReadonlyMap<string, Award>): PreparedLine {
  const award = line.kind === 'known' ? awards.get(line.learner.id) : undefined;
  return award && line.kind === 'known' ? { ...line, award } : line;
}
