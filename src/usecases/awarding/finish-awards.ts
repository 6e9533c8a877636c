import type { Award } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from './deps.ts';
import { isHopeless, issueAwards } from './issue-awards.ts';

const PAGE = 50;

/**
 * Finishes what a crash left between decision and badge; called at every start. An award that can
 * never be issued (its achievement is gone, its badge would not be sound) is voided and logged.
 * Other refusals, such as a full disk, leave the award for the next start.
 */
export async function finishAwards(
  deps: AwardingDeps,
): Promise<{ finished: number; voided: number }> {
  const done = { finished: 0, voided: 0 };
  let after: string | undefined;
  for (;;) {
    const page = await deps.store.awards.listIntended({ limit: PAGE, ...(after ? { after } : {}) });
    for (const group of byProfile(page)) {
      const result = await finishGroup(deps, group).catch(waitForNextStart);
      if (!result) return done;
      done.finished += result.finished;
      done.voided += result.voided;
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return done;
  }
}

async function finishGroup(deps: AwardingDeps, awards: readonly Award[]) {
  try {
    await issueAwards(deps, awards);
    return { finished: awards.length, voided: 0 };
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    if (awards.length === 1 || !isHopeless(error)) return giveUp(deps, awards, error);
  }
  // One of several will never go through: try them alone, so that the others do.
  const result = { finished: 0, voided: 0 };
  for (const award of awards) {
    const { finished, voided } = await finishGroup(deps, [award]);
    result.finished += finished;
    result.voided += voided;
  }
  return result;
}

async function giveUp(deps: AwardingDeps, awards: readonly Award[], error: BadgeError) {
  const [award] = awards;
  deps.log('error', 'awards_not_finished', { count: awards.length, code: error.code });
  if (!award || !isHopeless(error)) throw error;
  await deps.store.awards.void(award.id);
  return { finished: 0, voided: 1 };
}

/** A refusal that may be over by then ends this round: all that follows would meet it too. */
function waitForNextStart(error: unknown): undefined {
  if (!(error instanceof BadgeError)) throw error;
}

function byProfile(awards: readonly Award[]): Award[][] {
  const groups = new Map<string, Award[]>();
  for (const award of awards) {
    groups.set(award.profileId, [...(groups.get(award.profileId) ?? []), award]);
  }
  return [...groups.values()];
}
