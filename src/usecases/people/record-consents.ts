import { actorName, type LearnerActor, type MemberActor } from '../../domain/actor.ts';
import {
  type Answers,
  type ConsentEvent,
  faultsOf,
  isAskedAgain,
  lastAnswer,
  PARTIES,
  type Party,
  PURPOSES,
  type Purpose,
  partiesAsked,
  type Standing,
  standingOf,
} from '../../domain/consent.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { refuseVoid } from '../backpack/refuse-void.ts';
import { noteAudit } from './audit.ts';
import { type ConsentAnswer, type ConsentDeps, consentStanding, recordAnswer } from './consent.ts';
import { holdToConsent } from './hold-to-consent.ts';
import { learnerOf } from './learner-of.ts';
import { refuseOwnPerson } from './own-learner.ts';

/** How one purpose stands. */
export interface OpenedPurpose extends Standing {
  readonly purpose: Purpose;
  /** Who may be asked, in order. */
  readonly asked: readonly Party[];
  /** The last answer of each who gave one. */
  readonly answers: ReadonlyMap<Party, ConsentEvent>;
  /** Whether control has passed to the learner, who has not answered since. */
  readonly again: boolean;
}

export interface OpenedConsents {
  readonly learner: Learner;
  readonly purposes: readonly OpenedPurpose[];
}

/**
 * How a person's consents stand.
 *
 * @throws {BadgeError} `learner_unknown`, also when they are another profile's
 */
export async function openConsents(
  deps: Pick<ConsentDeps, 'store' | 'now'>,
  actor: MemberActor | LearnerActor | Pick<Learner, 'profileId'>,
  learnerId: string,
): Promise<OpenedConsents> {
  const [learner, events] = await Promise.all([
    learnerOf(deps, actor, learnerId),
    deps.store.consents.listOf(learnerId),
  ]);
  const now = deps.now();
  const purposes = PURPOSES.map((purpose) => ({
    purpose,
    ...standingOf(purpose, learner, events, now),
    asked: partiesAsked(purpose, learner, now),
    again: isAskedAgain(purpose, learner, events, now),
    answers: new Map(
      PARTIES.flatMap((party) => {
        const last = lastAnswer(purpose, party, events);
        return last ? [[party, last] as const] : [];
      }),
    ),
  }));
  return { learner, purposes };
}

/**
 * A member writes down what somebody answered on paper or face to face.
 *
 * @throws {BadgeError} `learner_unknown`; `own_person`; `form_invalid` for somebody who is not asked at this age,
 *   for a grown-up's yes without their capacity, and for one they cannot have
 */
export async function recordConsents(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, ...answers }: Answers & { readonly learnerId: string },
): Promise<void> {
  await refuseOwnPerson(deps, actor, learnerId);
  const learner = await learnerOf(deps, actor, learnerId);
  await recordAll(deps, learner, answers, { channel: 'paper', recordedBy: actorName(actor) });
}

/**
 * The learner answers in their own backpack. A no closes at once what rested on their yes.
 *
 * @throws {BadgeError} `learner_unknown`; `card_required` when what opened the backpack was made
 *   void meanwhile: then nothing is agreed to
 */
export async function answerOwnConsent(
  deps: BackpackDeps,
  actor: LearnerActor,
  decisions: Answers['decisions'],
): Promise<void> {
  const learner = await learnerOf(deps, actor, actor.learnerId);
  const by = { channel: 'own', recordedBy: actorName(actor) } as const;
  await recordAll(deps, learner, { party: 'learner', decisions }, by);
  await refuseVoid(deps, actor, () => takeBack(deps, learner, Object.keys(decisions)));
}

/**
 * Takes back what a learner agreed to, of these purposes, when it may not have been them. Photos are
 * no part: the team takes them, of who stands there, and what is removed is lost.
 */
export async function takeBack(
  deps: BackpackDeps,
  learner: Learner,
  purposes: readonly string[],
  recordedBy = 'operator',
): Promise<void> {
  const shown = PURPOSES.filter((purpose) => purpose !== 'photo' && purposes.includes(purpose));
  const decisions = Object.fromEntries(shown.map((purpose) => [purpose, 'withdrawn'] as const));
  const by = { channel: 'paper', recordedBy } as const;
  await recordAll(deps, learner, { party: 'learner', decisions }, by);
}

/**
 * The learner says yes on their way to something that needs it. Whoever already agreed is not
 * written down again.
 *
 * @throws {BadgeError} as `answerOwnConsent`
 */
export async function recordOwnConsent(
  deps: BackpackDeps,
  actor: LearnerActor,
  purpose: Purpose,
): Promise<Standing> {
  const learner = await learnerOf(deps, actor, actor.learnerId);
  const before = await consentStanding(deps, learner, purpose);
  if (!before.missing.includes('learner')) return before;
  await answerOwnConsent(deps, actor, { [purpose]: 'given' });
  return consentStanding(deps, learner, purpose);
}

/** Writes each answer down, then closes what they do not allow. Its own refusals: see `recordConsents`. */
export async function recordAll(
  deps: BackpackDeps,
  learner: Learner,
  answers: Answers,
  by: Pick<ConsentAnswer, 'channel' | 'recordedBy'>,
): Promise<void> {
  const { party, capacity, decisions } = answers;
  const answered = PURPOSES.flatMap((purpose) => {
    const decision = decisions[purpose];
    return decision ? [{ purpose, decision }] : [];
  });
  const { notAsked, capacity: fault } = faultsOf(answers, learner, deps.now());
  if (notAsked.length > 0 || fault) {
    throw new BadgeError('form_invalid', 'Not asked, or not in this capacity.');
  }
  if (answered.length === 0) return;
  // What a crash left open after a no is closed before a new yes could open it again.
  const isYes = answered.some(({ decision }) => decision === 'given');
  if (isYes) await holdToConsent(deps, learner, by.recordedBy);
  const own = party === 'learner' || capacity === undefined ? {} : { capacity };
  for (const { purpose, decision } of answered) {
    await recordAnswer(deps, learner, { ...by, ...own, purpose, party, decision });
  }
  deps.at('consent-stored');
  const { id: learnerId, profileId } = learner;
  await noteAudit(deps, { profileId, learnerId, by: by.recordedBy, act: 'consent-recorded' });
  await holdToConsent(deps, learner, by.recordedBy);
}
