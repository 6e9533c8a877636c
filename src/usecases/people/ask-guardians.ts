import type { MemberActor } from '../../domain/actor.ts';
import { PARTIES, PURPOSES, partiesAsked } from '../../domain/consent.ts';
import type { Learner } from '../../domain/learner.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import type { Letter, Mail } from '../ports.ts';
import { type GuardianLink, makeGuardianLink } from './guardian-link.ts';
import { learnerOf } from './learner-of.ts';

/** The grown-ups who may be asked. */
export const GUARDIANS = PARTIES.filter((party) => party !== 'learner');

/**
 * One link for each grown-up who is asked at the person's age; none for an adult.
 *
 * @throws {BadgeError} `learner_unknown`; `own_person`
 */
export async function makeGuardianLinks(
  deps: BackpackDeps,
  actor: MemberActor,
  learnerId: string,
): Promise<{ readonly learner: Learner; readonly links: readonly GuardianLink[] }> {
  const learner = await learnerOf(deps, actor, learnerId);
  const now = deps.now();
  const asked = new Set(PURPOSES.flatMap((purpose) => [...partiesAsked(purpose, learner, now)]));
  const links: GuardianLink[] = [];
  for (const party of GUARDIANS.filter((one) => asked.has(one))) {
    links.push(await makeGuardianLink(deps, actor, { learnerId, party }));
  }
  return { learner, links };
}

/**
 * Makes a link and sends it. A letter that does not leave takes its link with it.
 *
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`; as `makeGuardianLink` says
 */
export async function sendGuardianLink(
  deps: BackpackDeps & { readonly mail: Mail },
  actor: MemberActor,
  command: Parameters<typeof makeGuardianLink>[2] & { readonly to: string },
  write: (made: GuardianLink) => Omit<Letter, 'to'>,
): Promise<void> {
  const made = await makeGuardianLink(deps, actor, command);
  try {
    await deps.mail.send({ ...write(made), to: command.to });
  } catch (error) {
    await deps.store.links.remove(made.hash);
    throw error;
  }
}
