import type { Service } from '../compose.ts';
import type { Actor } from '../domain/actor.ts';
import type { SignedCredential } from '../domain/award.ts';
import type { Profile } from '../domain/profile.ts';
import { groupedCode } from '../domain/typed-code.ts';
import { awardBatch, type LineReport } from '../usecases/awarding/award-batch.ts';
import { badgeOf } from '../usecases/awarding/copies.ts';
import { prepareBatch } from '../usecases/awarding/prepare-batch.ts';
import { revokeAward } from '../usecases/awarding/revoke.ts';
import { answerAward } from '../usecases/backpack/answer-award.ts';
import { makeCard } from '../usecases/backpack/cards.ts';
import { openShareOf } from '../usecases/backpack/make-share.ts';
import { secretsOf } from '../usecases/backpack/share-secrets.ts';
import { withdrawShare } from '../usecases/backpack/shares.ts';
import { importAchievements } from '../usecases/operations/import-achievements.ts';
import { createProfile } from '../usecases/people/create-profile.ts';
import { newOwnerLink } from '../usecases/people/member-links.ts';

const OPERATOR: Actor = { kind: 'operator' };
const LABEL = 'Démonstration';

/** One session for each achievement, in the order of the file. */
const SESSIONS = [
  {
    workshop: { title: 'Atelier robotique du mercredi', date: '2026-11-18', hours: 3 },
    sentence: 'Trois heures pour faire rouler un robot, à plusieurs, sans mode d’emploi.',
  },
  {
    workshop: { title: 'Tournage dans le quartier', date: '2026-10-28', hours: 4 },
    sentence: 'Le groupe a filmé ceux qui font vivre la rue, avec leur accord.',
  },
  {
    workshop: { title: 'Semaine des traces', date: '2026-10-14', hours: 2 },
    sentence: 'Chacun a cherché son nom, puis a réglé ce que les autres voient.',
  },
  {
    workshop: { title: 'Permanence numérique', date: '2026-09-30', hours: 2 },
    sentence: 'Une après-midi à aider les voisins qui le demandaient.',
  },
];

export interface DemoLinks {
  readonly worker: string;
  readonly learner: string;
  /** What is typed where no camera is. */
  readonly learnerCode: string;
  readonly employer: string;
  /** The control key of the same share, to type or to say. */
  readonly employerKey: string;
  /** What an employer sees of a badge that the centre took back. */
  readonly revoked: string;
  readonly verify: string;
}

/**
 * The main job on real input: a fictional centre, its four achievements in two languages, the
 * attendance list of one workshop, every badge signed, one of them revoked. Doing it again awards
 * nobody twice, and makes new links.
 */
export async function seed(
  service: Service,
  files: { achievements: Uint8Array; list: Uint8Array },
): Promise<{ links: DemoLinks; badges: SignedCredential[] }> {
  const profile = await demoProfile(service);
  const json = service.readJson(files.achievements);
  const imported = await importAchievements(service, OPERATOR, profile.id, json);
  const french = imported.filter(({ achievement }) => achievement.inLanguage === 'fr');
  const reports: LineReport[][] = [];
  for (const [at, { achievement }] of french.entries()) {
    reports.push(await awardList(service, profile, achievement.id, files.list, SESSIONS[at]));
  }
  const badges: SignedCredential[] = [];
  for (const { award } of reports.flat()) if (award) badges.push(await badgeOf(service, award.id));
  await acceptAll(service, reports.flat());
  return { links: await makeLinks(service, profile, reports), badges };
}

async function demoProfile(service: Service): Promise<Profile> {
  const [known] = await service.store.profiles.list();
  return (
    known ??
    createProfile(service, OPERATOR, {
      name: 'Centre social Les Trois Moulins',
      email: 'contact@trois-moulins.example',
      description:
        'Un lieu de quartier ouvert à tous les âges. Centre fictif, pour la démonstration.',
    })
  );
}

async function awardList(
  service: Service,
  { id: profileId }: Profile,
  achievementId: string,
  bytes: Uint8Array,
  session: (typeof SESSIONS)[number] | undefined,
): Promise<LineReport[]> {
  const list = service.readList(bytes);
  const command = { profileId, achievementId, occasion: '', list };
  const batch = await prepareBatch(service, OPERATOR, command);
  const options = { choices: new Map<number, string>(), ...session };
  const reports: LineReport[] = [];
  await awardBatch(service, OPERATOR, batch, options, (report) => reports.push(report));
  return reports;
}

async function acceptAll(service: Service, reports: readonly LineReport[]): Promise<void> {
  for (const { award } of reports) {
    if (!award) continue;
    const { learnerId, profileId, id: awardId } = award;
    const actor = { kind: 'learner', learnerId, profileId } as const;
    await answerAward(service, actor, { awardId, answer: 'accepted' });
  }
}

/** The first learner of the list has all the badges; the last of them is taken back. */
async function makeLinks(
  service: Service,
  profile: Profile,
  reports: readonly LineReport[][],
): Promise<DemoLinks> {
  const [shown, taken] = [reports.at(0)?.[0]?.award, reports.at(-1)?.[0]?.award];
  if (!shown || !taken) throw new Error('The demo list has nobody in it.');
  const { learnerId, profileId } = shown;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  // The links of the last run close: each run shows its own. What was taken back is not shown anew.
  const earlier = await service.store.shares.listOfLearner(profileId, learnerId);
  const ofTaken = earlier.find(({ entryIds }) => entryIds.includes(taken.id));
  for (const { id, label } of earlier) {
    if (label === LABEL && id !== ofTaken?.id) await withdrawShare(service, actor, id);
  }
  const share = async (awardId: string) => {
    const command = { entryIds: [awardId], days: 30, label: LABEL };
    return openShareOf(service, actor, command);
  };
  const employer = await share(shown.id);
  const revoked = ofTaken ? secretsOf(service, ofTaken) : await share(taken.id);
  await revokeAward(service, OPERATOR, { awardId: taken.id, reason: 'Démonstration' });
  const learner = await service.store.learners.get(profileId, learnerId);
  if (!learner) throw new Error('The demo list has nobody in it.');
  const card = await makeCard(service, OPERATOR, learner);
  return {
    worker: `${service.origin}/enter/${await newOwnerLink(service, profile.id)}`,
    learner: `${service.origin}/card#${card.secret}`,
    learnerCode: groupedCode(card.code),
    employer: `${service.origin}/s/${employer.token}`,
    employerKey: groupedCode(employer.key),
    revoked: `${service.origin}/s/${revoked.token}`,
    verify: `${service.origin}/verify`,
  };
}
