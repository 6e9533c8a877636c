import { readFile } from 'node:fs/promises';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { createCollection } from '../../src/usecases/backpack/collections.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { makeGuardianLink } from '../../src/usecases/people/guardian-link.ts';
import { makeLink } from '../../src/usecases/people/make-link.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import type { RouteRule } from '../../src/web/routes/rule.ts';
import { ROUTES } from '../../src/web/routes.ts';
import { awardCsv, OPERATOR } from '../harness.ts';
import { commonPlaces, SAMPLES } from '../web/route-samples.ts';
import {
  type Centre,
  openCentreWithBadges,
  shareOf,
  signIn,
  type TestWeb,
  unlockBackpack,
} from '../web/start-web.ts';

/** A page of the service and who looks at it. */
export interface Sight {
  /** Of the pattern, as a file may be called. */
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every page that the routes lead to, in a centre that is at work, and the one for a lost visitor. */
export async function sightsOf(web: TestWeb): Promise<readonly Sight[]> {
  const centre = await busyCentre(web);
  const sights: Sight[] = [{ name: 'not-found', path: '/nothing', headers: {} }];
  for (const rule of ROUTES.filter(({ method }) => method === 'GET')) {
    const sight = await sightOf(web, centre, rule);
    if (await isPage(web, sight)) sights.push(sight);
  }
  return sights;
}

/** A centre with the badges of the demonstration, each awarded to a few. */
async function busyCentre(web: TestWeb): Promise<Centre> {
  const centre = await openCentreWithBadges(web);
  const { service } = web;
  const badges = new URL('../../templates/demo/badges.json', import.meta.url);
  const file = JSON.parse(await readFile(badges, 'utf8'));
  const imported = await importAchievements(service, OPERATOR, centre.profile.id, file);
  const list = 'Prénom;Nom\nLéa;Martin\nInès;Benali\nTom;Le Goff\nAmina;Diallo\n';
  for (const { achievement } of imported) {
    if (achievement.inLanguage !== 'fr') continue;
    await awardCsv(service, centre.profile, achievement, list);
  }
  await fillBackpack(web, centre);
  await unlockBackpack(web, centre);
  return centre;
}

/** Léa keeps her badges but the last, puts one away and says what one is to her. */
async function fillBackpack({ service }: TestWeb, { award }: Centre): Promise<void> {
  const { learnerId, profileId } = award;
  const learner = { kind: 'learner', learnerId, profileId } as const;
  const awards = await service.store.awards.listOfLearner(profileId, learnerId);
  const [, ...others] = awards.map(({ id }) => id).filter((id) => id !== award.id);
  const entryIds = [award.id, ...others];
  for (const awardId of entryIds) {
    await answerAward(service, learner, { awardId, answer: 'accepted' });
  }
  await createCollection(service, learner, { title: 'Pour mon stage', entryIds });
  await saveNote(service, learner, award.id, { ownWords: 'J’ai soudé pour la première fois.' });
  await saveNote(service, learner, others[0] ?? '', { hidden: true });
}

async function sightOf(web: TestWeb, centre: Centre, rule: RouteRule): Promise<Sight> {
  const { method, pattern, visitors } = rule;
  const learner = visitors.includes('learner') ? centre.backpack : '';
  const cookie = visitors.includes('owner') ? await signIn(web, centre) : learner;
  const places: Readonly<Record<string, string>> = {
    ...(await commonPlaces(web, centre)),
    token: await tokenOf(web, centre, rule),
    ...(await SAMPLES[`${method} ${pattern}`]?.places?.({ web, centre, cookie })),
  };
  return {
    name: pattern.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'landing',
    path: pattern.replace(/:(\w+)/g, (_place, name: string) => places[name] ?? ''),
    headers: cookie ? { cookie } : {},
  };
}

async function tokenOf(web: TestWeb, centre: Centre, { visitors }: RouteRule): Promise<string> {
  if (visitors.includes('share')) return shareOf(web, centre);
  if (visitors.includes('guardian')) return guardianOf(web, centre);
  if (visitors.includes('addressee')) return letterTo(web, centre);
  if (visitors.includes('leaving')) return erasureOf(web, centre);
  if (visitors.includes('invited')) return newOwnerLink(web.service, centre.profile.id);
  return centre.backpack;
}

async function guardianOf({ service }: TestWeb, { award }: Centre): Promise<string> {
  const { learnerId, profileId } = award;
  const actor = { kind: 'member', memberId: 'amel', profileId, role: 'awarder' } as const;
  return (await makeGuardianLink(service, actor, { learnerId, party: 'guardian' })).secret;
}

function letterTo({ service }: TestWeb, { award }: Centre): Promise<string> {
  const parts = { kind: 'address', targetId: award.learnerId, profileId: award.profileId } as const;
  return makeLink(service, { ...parts, binding: 'lea@maison.test' }, { minutes: 60 });
}

/** Of Noé, so that Léa's pages stay as they are. */
async function erasureOf({ service }: TestWeb, { profile }: Centre): Promise<string> {
  const [noe] = await service.store.learners.byFullNames(profile.id, ["noé|d'arc"]);
  const actor = { kind: 'learner', learnerId: noe?.id ?? '', profileId: profile.id } as const;
  return (await askErasure(service, actor, actor.learnerId)).secret;
}

/** Not a picture, a part of a page, a document for machines, or a stream. */
async function isPage(web: TestWeb, { path, headers }: Sight): Promise<boolean> {
  const answer = await web.fetch(path, { headers: { accept: 'text/html', ...headers } });
  const isKept = answer.headers.get('content-disposition')?.startsWith('attachment');
  if (!isKept && answer.headers.get('content-type')?.startsWith('text/html')) {
    return (await answer.text()).startsWith('<!doctype html>');
  }
  await answer.body?.cancel();
  return false;
}
