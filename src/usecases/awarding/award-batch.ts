import type { Actor } from '../../domain/actor.ts';
import type { Attendee } from '../../domain/attendance.ts';
import type { Award } from '../../domain/award.ts';
import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import { personNamedIn } from '../../domain/learner.ts';
import type { AwardingDeps } from './deps.ts';
import { type Issued, isHopeless, issueAwards } from './issue-awards.ts';
import { withoutErased, withoutSelf } from './left-out.ts';
import { badgeId } from './newest-badges.ts';
import { placeLearners } from './place-learners.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { type Decided, storeAwards } from './store-awards.ts';

export interface BatchOptions {
  readonly workshop?: {
    readonly title: string;
    readonly date: string;
    readonly place?: string;
    readonly hours?: number;
  };
  readonly sentence?: string;
  /** The stored list that the awards come from; without one, a key made of what the list says. */
  readonly batchId?: string;
  /** A person has read the title and the sentence, and they name nobody in spite of the words. */
  readonly isTextChecked?: boolean;
  /**
   * For an ambiguous line: the id of the candidate it means, or `new`. Lines without a choice, or
   * with one that was not offered, are left out.
   */
  readonly choices: ReadonlyMap<number, string>;
}

export interface LineReport {
  readonly line: number;
  readonly attendee: Attendee;
  /** `waiting`: decided and stored, to be signed at the next start, when what `code` says is over. */
  readonly outcome: 'awarded' | 'already_awarded' | 'ambiguous' | 'waiting' | 'refused';
  readonly code?: ErrorCode;
  readonly learnerId?: string;
  readonly award?: Award;
  /** Whether the learner has just been made: they have no link to their badges yet. */
  readonly fresh: boolean;
}

/** Badges signed between two commits: enough to make one commit cheap, few enough to report often. */
const CHUNK = 16;

/**
 * Awards every line of a prepared list. The decisions are stored first, all of them, under the
 * unique key (profile, learner, achievement, occasion), where an achievement is one in all its
 * languages; then badges are issued in small commits, reported as they become durable. Calling it
 * again with the same list, after a crash or beside another process, awards nobody twice and
 * finishes what was begun.
 *
 * `onLine` is called once per line, after that line is on disk.
 *
 * @throws {BadgeError} `text_names_someone`, `storage_full` before any decision is stored
 */
export async function awardBatch(
  deps: AwardingDeps,
  actor: Actor,
  batch: PreparedBatch,
  options: BatchOptions,
  onLine: (report: LineReport) => void,
): Promise<void> {
  if (!options.isTextChecked) refuseNames(batch, options);
  const placed = await placeLearners(deps, batch, options.choices);
  for (const line of placed.leftOut) {
    onLine({
      line: line.attendee.line,
      attendee: line.attendee,
      outcome: 'ambiguous',
      fresh: false,
    });
  }
  const others = await withoutSelf(deps, actor, batch, placed.lines, onLine);
  const stored = await storeAwards(deps, actor, batch, options, others);
  deps.at('batch-stored');
  const decided = await withoutErased(deps, batch, stored, onLine);
  const waiting: Decided[] = [];
  for (const line of decided) {
    if (line.award.state === 'intended') waiting.push(line);
    else if (line.award.state === 'voided') {
      // It was found unsound and given up; awarding it again takes an occasion.
      onLine({ ...reportOf(line, 'refused'), code: 'award_voided' });
    } else onLine(reportOf(line, 'already_awarded'));
  }
  for (let from = 0; from < waiting.length; from += CHUNK) {
    await issueChunk(deps, waiting.slice(from, from + CHUNK), onLine);
  }
}

/** What is signed about a workshop is about everyone in it, and names nobody. */
function refuseNames({ everyone }: PreparedBatch, { workshop, sentence }: BatchOptions): void {
  const texts = [workshop?.title ?? '', sentence ?? ''];
  const named = personNamedIn(texts, everyone);
  if (!named) return;
  throw new BadgeError('text_names_someone', 'The signed text names a person of the list.', {
    params: { line: named.line },
  });
}

/**
 * A refusal touches its chunk alone: what went before is awarded. One line that will never go
 * through does not hold up the others of its chunk.
 */
async function issueChunk(
  deps: AwardingDeps,
  chunk: readonly Decided[],
  onLine: (report: LineReport) => void,
): Promise<void> {
  const result = await issueOrRefusal(deps, chunk);
  if (result instanceof BadgeError && chunk.length > 1 && isHopeless(result)) {
    for (const line of chunk) await issueChunk(deps, [line], onLine);
    return;
  }
  for (const line of chunk) {
    onLine(result instanceof BadgeError ? refusalOf(line, result) : issuedReport(line, result));
    deps.at('line-done');
  }
}

async function issueOrRefusal(
  deps: AwardingDeps,
  chunk: readonly Decided[],
): Promise<Issued | BadgeError> {
  const awards = chunk.map(({ award }) => award);
  try {
    return await issueAwards(deps, awards);
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    deps.log('error', 'batch_chunk_refused', { code: error.code });
    return error;
  }
}

function refusalOf(line: Decided, error: BadgeError): LineReport {
  return { ...reportOf(line, isHopeless(error) ? 'refused' : 'waiting'), code: error.code };
}

function issuedReport(line: Decided, { fresh, voided }: Issued): LineReport {
  const id = badgeId(line.award.id);
  if (voided.has(id)) return { ...reportOf(line, 'refused'), code: 'award_voided' };
  return reportOf(line, fresh.has(id) ? 'awarded' : 'already_awarded');
}

function reportOf(line: Decided, outcome: LineReport['outcome']): LineReport {
  const { attendee, learnerId, award, fresh } = line;
  return { line: attendee.line, attendee, outcome, learnerId, award, fresh };
}
