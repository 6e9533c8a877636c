import { readFile } from 'node:fs/promises';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { ROUTES, type RouteRule } from '../../src/web/routes.ts';
import { awardCsv, OPERATOR } from '../harness.ts';
import { commonPlaces, SAMPLES } from '../web/route-samples.ts';
import {
  type Centre,
  openCentreWithBadges,
  shareOf,
  signIn,
  type TestWeb,
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
  return centre;
}

async function sightOf(web: TestWeb, centre: Centre, rule: RouteRule): Promise<Sight> {
  const { method, pattern, visitors } = rule;
  const cookie = visitors.includes('owner') ? await signIn(web, centre) : '';
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
  if (visitors.includes('invited')) return newOwnerLink(web.service, centre.profile.id);
  return centre.backpack;
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
