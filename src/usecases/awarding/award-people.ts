import type { Actor } from '../../domain/actor.ts';
import type { LineProblem } from '../../domain/attendance.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { PersonName } from '../../domain/learner.ts';
import { tableOfNames } from '../../domain/typed-names.ts';
import { awardBatch, type BatchOptions, type LineReport } from './award-batch.ts';
import type { AwardingDeps } from './deps.ts';
import { prepareBatch } from './prepare-batch.ts';
import { revokedAmong } from './revoked-awards.ts';

export interface AwardPeopleCommand
  extends Pick<BatchOptions, 'workshop' | 'sentence' | 'isTextChecked'> {
  readonly profileId: string;
  readonly achievementId: string;
  /** Empty for the first time. */
  readonly occasion: string;
  readonly people: readonly PersonName[];
  /** Names this run: what an earlier try of it has awarded counts as awarded by it. */
  readonly batchId: string;
}

/** What became of one person. */
export interface PersonReport {
  /** Their place in the command, from 1. */
  readonly line: number;
  readonly outcome: LineReport['outcome'] | 'left_out';
  readonly code?: ErrorCode | LineProblem['code'];
  readonly learnerId?: string;
  readonly awardId?: string;
}

/**
 * Awards an achievement to people named by a program. Nobody is asked: whoever could be several
 * people is left out as `ambiguous`. Doing it again awards nobody twice.
 *
 * @returns one report per person, in their order
 * @throws {BadgeError} `member_required`, `achievement_unknown`, `achievement_archived`,
 *   `list_without_people`, `text_names_someone`, `storage_full` before anything is decided
 */
export async function awardPeople(
  deps: AwardingDeps,
  actor: Actor,
  command: AwardPeopleCommand,
): Promise<PersonReport[]> {
  const { people, profileId, achievementId, occasion, ...options } = command;
  const typed = people.map((person, at) => ({ ...person, line: at + 1, isAbsent: false }));
  const list = tableOfNames(typed);
  const prepared = await prepareBatch(deps, actor, { profileId, achievementId, occasion, list });
  const reports: PersonReport[] = prepared.problems.map(({ line, code }) => ({
    line,
    outcome: 'left_out',
    code,
  }));
  await awardBatch(deps, actor, prepared, { ...options, choices: new Map() }, (report) => {
    reports.push(reportOf(report, options.batchId));
  });
  const lost = await lostAmong(deps, reports);
  return reports
    .map(
      (report): PersonReport => (lost.has(report) ? { ...report, code: 'award_revoked' } : report),
    )
    .sort((one, other) => one.line - other.line);
}

function reportOf(report: LineReport, batchId: string): PersonReport {
  const { line, outcome, code, learnerId, award } = report;
  const isOurs = outcome === 'already_awarded' && award?.batchId === batchId;
  return {
    line,
    outcome: isOurs ? 'awarded' : outcome,
    ...(code ? { code } : {}),
    ...(learnerId ? { learnerId } : {}),
    ...(award ? { awardId: award.id } : {}),
  };
}

/** Those who had the badge and lost it: awarding it again takes an occasion. */
async function lostAmong(
  { store }: Pick<AwardingDeps, 'store'>,
  reports: readonly PersonReport[],
): Promise<ReadonlySet<PersonReport>> {
  const had = reports.filter(({ outcome }) => outcome === 'already_awarded');
  const revoked = await revokedAmong(
    store,
    had.flatMap(({ awardId }) => (awardId ? { id: awardId } : [])),
  );
  return new Set(had.filter(({ awardId }) => revoked.has(awardId ?? '')));
}
