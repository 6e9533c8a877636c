import type { Achievement } from '../../src/domain/achievement.ts';
import type { ImportedBadge } from '../../src/domain/backpack.ts';
import { fullNameKey, nameKey } from '../../src/domain/learner.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { ACHIEVEMENT_TEXT, awardCsv, OPERATOR } from '../harness.ts';
import { newBadge, newDraft } from './badge-samples.ts';
import { foreignBadge } from './foreign-badge.ts';
import { GENERIC, issuedGeneric } from './generic-credentials.ts';
import type { Centre, TestWeb } from './start-web.ts';

interface Asking {
  readonly web: TestWeb;
  readonly centre: Centre;
  /** Of the visitor who asks; empty for those without a session. */
  readonly cookie: string;
}

/** What a route needs to be asked in earnest; made anew for every visitor, so that nobody meets what another used up. */
interface Sample {
  /** Values of the places in the pattern, beside the common ones. */
  readonly places?: (asking: Asking) => Promise<Record<string, string>>;
  /** The fields of the form; the word of the session is added. */
  readonly form?: Record<string, string>;
  /** The body of a program's request. */
  readonly json?: (asking: Asking) => Promise<object>;
}

/** A member of the centre who has not come in yet. */
async function newMember({ web, centre }: Asking): Promise<Record<string, string>> {
  const { newId, now, store } = web.service;
  const memberId = newId();
  const { id: profileId } = centre.profile;
  const createdAt = now().toISOString();
  await store.members.insert({ id: memberId, profileId, role: 'awarder', createdAt });
  return { memberId };
}

/** A member of the centre, and an adult of its lists who has their name. */
async function newNamesake(asking: Asking): Promise<Record<string, string>> {
  const { memberId = '' } = await newMember(asking);
  const { profile } = asking.centre;
  const { store, newId, now } = asking.web.service;
  const learnerId = newId();
  const name = { firstName: learnerId, lastName: 'Petit', nickname: '' };
  await store.members.describe(profile.id, memberId, { name: `${learnerId} Petit` });
  await store.learners.insertMany([
    {
      ...name,
      id: learnerId,
      profileId: profile.id,
      nameKey: nameKey(name),
      fullNameKey: fullNameKey(name),
      band: 'adult',
      createdAt: now().toISOString(),
    },
  ]);
  return { memberId, learnerId };
}

/** A member whose account opens a backpack. */
async function newLinked(asking: Asking): Promise<Record<string, string>> {
  const { memberId = '', learnerId = '' } = await newNamesake(asking);
  await asking.web.service.store.ownLearners.insert({ memberId, learnerId });
  return { memberId, learnerId };
}

/** A list from which Léa was awarded her badge. */
async function awardedList({ web, centre }: Asking): Promise<Record<string, string>> {
  const { newId, now, store } = web.service;
  const { learnerId, profileId, achievementId } = centre.award;
  const batchId = newId();
  const at = now().toISOString();
  const list = { header: ['Prénom'], rows: [{ line: 2, cells: ['Léa'] }] };
  await store.batches.insert({
    id: batchId,
    profileId,
    achievementId,
    list,
    warnings: [],
    createdBy: 'operator',
    createdAt: at,
  });
  const lines = [{ line: 2, outcome: 'awarded', fresh: true, learnerId } as const];
  await store.batches.report({ batchId, run: 1, lines, finishedAt: at });
  return { batchId };
}

/** What a visitor told the centre of Léa's share. */
async function newReport({ web, centre }: Asking): Promise<Record<string, string>> {
  const { newId, now, store } = web.service;
  const { id: profileId } = centre.profile;
  const [share] = await store.shares.listOfLearner(profileId, centre.award.learnerId);
  const requestId = newId();
  await store.inbox.insert({
    id: requestId,
    profileId,
    kind: 'report',
    about: '/s',
    ...(share ? { shareId: share.id } : {}),
    text: 'Un nom est écrit là.',
    createdAt: now().toISOString(),
  });
  return { requestId };
}

/** A report and a correction that wait, so that the page has something to show. */
async function someRequests(asking: Asking): Promise<Record<string, string>> {
  await newReport(asking);
  const { service } = asking.web;
  const { id: awardId, learnerId, profileId } = asking.centre.award;
  await service.store.inbox.insert({
    id: service.newId(),
    profileId,
    kind: 'correction',
    awardId,
    learnerId,
    text: 'Le titre de l’atelier est faux.',
    createdAt: service.now().toISOString(),
  });
  return {};
}

const workshopPlaces = async ({ centre }: Asking) => ({
  workshopId: centre.award.workshopId ?? '',
});

/** Léa's badge, which she keeps. */
async function keptEntry({ web, centre }: Asking): Promise<{ entryId: string }> {
  const { id, learnerId, profileId } = centre.award;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  await answerAward(web.service, actor, { awardId: id, answer: 'accepted' });
  return { entryId: id };
}

/** A collection of Léa's, with her badge in it. */
async function collectionPlaces(asking: Asking): Promise<{ collectionId: string }> {
  const { entryId } = await keptEntry(asking);
  const { store, newId, now } = asking.web.service;
  const { learnerId, profileId } = asking.centre.award;
  const parts = { title: 'Pour mon stage', entryIds: [entryId], createdAt: now().toISOString() };
  const id = newId();
  await store.collections.insert({ id, learnerId, profileId, ...parts });
  return { collectionId: id };
}

/** Another badge of Léa's, which she handed back. */
async function handedBack(asking: Asking): Promise<Record<string, string>> {
  const { service } = asking.web;
  const achievement = await newAchievement(asking);
  const list = 'Prénom;Nom\nLéa;Martin\n';
  const [report] = await awardCsv(service, asking.centre.profile, achievement, list);
  const { learnerId, profileId } = asking.centre.award;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  await answerAward(service, actor, { awardId: report?.award?.id ?? '', answer: 'declined' });
  return {};
}

const draftPlaces = (asking: Asking) => newDraft(asking);
const badgePlaces = (asking: Asking) => newBadge(asking);
const entryPlaces = async ({ web }: Asking) => ({
  entry: web.deps.library.catalogue[0]?.key ?? '',
});

/** A badge of its own, so that nobody else's is archived or revoked. */
async function newAchievement({ web, centre }: Asking): Promise<Achievement> {
  const text = { ...ACHIEVEMENT_TEXT, name: `Radio ${web.service.newId()}` };
  const [first] = await importAchievements(web.service, OPERATOR, centre.profile.id, text);
  if (!first) throw new Error('Nothing was imported.');
  return first.achievement;
}

async function newAward(asking: Asking): Promise<{ award: string }> {
  const { service } = asking.web;
  const { profile } = asking.centre;
  const achievement = await newAchievement(asking);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nRim\n');
  return { award: report?.award?.id ?? '' };
}

/** A badge of elsewhere in Léa's backpack, with its picture. */
async function importedPlaces({ web, centre }: Asking): Promise<Record<string, string>> {
  const { newId, now, store } = web.service;
  const { learnerId, profileId } = centre.award;
  const svg = await web.service.drawPicture({ seed: 'voile', name: 'Voile', words: [] });
  const badge: ImportedBadge = {
    id: newId(),
    learnerId,
    profileId,
    digest: newId(),
    name: 'Chef de bord',
    description: 'Mène un équipage en rade, par vent établi.',
    issuerName: 'Le club de voile',
    issuerDomain: 'voile.test',
    pictureHash: await web.deps.designs.remake(new TextEncoder().encode(svg)),
    alignments: [],
    importedAt: now().toISOString(),
    text: foreignBadge(),
  };
  await store.imports.insert(badge);
  return { importId: badge.id };
}

/** A card of Léa's that nobody else makes void. */
async function newCard({ web, centre }: Asking): Promise<Record<string, string>> {
  const learner = await web.service.store.learners.get(centre.profile.id, centre.award.learnerId);
  if (!learner) throw new Error('Léa is not known.');
  return { cardId: (await makeCard(web.service, OPERATOR, learner)).card.id };
}

/** A photo of hands beside Léa's badge. */
async function newPhoto({ web, centre }: Asking): Promise<Record<string, string>> {
  const { newId, now, store } = web.service;
  const { id: awardId, learnerId, profileId } = centre.award;
  const svg = await web.service.drawPicture({ seed: 'mains', name: 'Mains', words: [] });
  const photoId = newId();
  await store.photos.insert({
    id: photoId,
    profileId,
    learnerId,
    awardId,
    recognisable: false,
    pictureHash: await web.deps.designs.remake(new TextEncoder().encode(svg)),
    createdBy: 'operator',
    createdAt: now().toISOString(),
  });
  return { photoId };
}

/** Léa is a grown-up with an address that she confirmed. */
async function confirmedAddress({ web, centre }: Asking): Promise<Record<string, string>> {
  const { store, now } = web.service;
  const { learnerId, profileId } = centre.award;
  await store.learners.setAge(profileId, learnerId, { band: 'adult' });
  const at = { learnerId, profileId, confirmedAt: now().toISOString() };
  await store.addresses.insert({ ...at, id: 'address-of-lea', email: 'lea@exemple.test' });
  return {};
}

/** By `METHOD /pattern`. A route that needs nothing is not here. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'POST /backpack/share/:awardId/email': {
    places: confirmedAddress,
    form: { address: 'address-of-lea', format: 'json' },
  },
  'POST /backpack/share': { form: { way: 'unnamed', days: '30' } },
  'POST /sign-in': { form: { email: 'nobody@example.test' } },
  'POST /sign-in/code': { form: { code: '123456' } },
  'POST /team/invitations': { form: { name: 'Amel', role: 'awarder' } },
  'POST /team/members/:memberId/link': { places: newMember },
  'POST /team/members/:memberId/remove': { places: newMember },
  'POST /card/email': { form: { email: 'nobody@example.test' } },
  'POST /card/email/code': { form: { code: '123456' } },
  'POST /card/passkey': { form: { response: '{}' } },
  'POST /card/new': { form: { email: 'nobody@example.test' } },
  'POST /backpack/pin': { form: { pin: '4071' } },
  'POST /backpack/me/pin': { form: { pin: '4071', again: '4071' } },
  'POST /backpack/me/devices/:sessionId/end': { places: async () => ({ sessionId: 'none' }) },
  'POST /backpack/me/email/:addressId/remove': { places: async () => ({ addressId: 'none' }) },
  'POST /backpack/me/passkeys/:passkeyId/remove': {
    places: async () => ({ passkeyId: 'none' }),
  },
  'POST /team/members/:memberId/backpack/:learnerId': { places: newNamesake },
  'POST /team/members/:memberId/backpack/:learnerId/remove': { places: newLinked },
  'POST /account/passkeys': { form: { name: 'Clé', response: '{}' } },
  'POST /account/passkeys/:passkeyId/remove': { places: async () => ({ passkeyId: 'none' }) },
  'POST /account/sessions/:sessionId/end': { places: async () => ({ sessionId: 'none' }) },
  'POST /backpack/badges/:awardId/answer': { form: { answer: 'accepted' } },
  'POST /backpack/answers': {},
  'POST /backpack/badges/:entryId/words': { places: keptEntry, form: { ownWords: 'Trop bien.' } },
  'POST /backpack/badges/:entryId/place': { places: keptEntry, form: { place: 'shown' } },
  'POST /backpack/badges/:entryId/collections': { places: keptEntry },
  'POST /backpack/badges/:awardId/correction': { form: { mistake: 'date', text: 'Le 12.' } },
  'POST /backpack/collections': { form: { title: 'Pour mon stage' } },
  'GET /backpack/collections/:collectionId': { places: collectionPlaces },
  'GET /backpack/collections/:collectionId/change': { places: collectionPlaces },
  'POST /backpack/collections/:collectionId/change': {
    places: collectionPlaces,
    form: { title: 'Pour mon stage' },
  },
  'POST /backpack/collections/:collectionId/remove': { places: collectionPlaces },
  'GET /backpack/imports/:importId': { places: importedPlaces },
  'GET /backpack/imports/:importId/picture.png': { places: importedPlaces },
  'GET /backpack/imports/:importId/file': { places: importedPlaces },
  'GET /backpack/imports/:importId/remove': { places: importedPlaces },
  'POST /backpack/imports/:importId/remove': { places: importedPlaces },
  'GET /backpack/away': { places: handedBack },
  'GET /badges/catalogue/:entry': { places: entryPlaces },
  'GET /badges/catalogue/:entry/image': { places: entryPlaces },
  'POST /badges/catalogue/:entry/adopt': { places: entryPlaces },
  'POST /badges/catalogue/:entry/draft': { places: entryPlaces },
  'POST /badges/frameworks/:frameworkId/remove': { places: async () => ({ frameworkId: 'none' }) },
  'POST /badges/drafts': { form: { inLanguage: 'fr' } },
  'GET /badges/drafts/:draftId': { places: draftPlaces },
  'POST /badges/drafts/:draftId': { places: draftPlaces },
  'GET /badges/drafts/:draftId/image': { places: draftPlaces },
  'GET /badges/drafts/:draftId/picture': { places: draftPlaces },
  'POST /badges/drafts/:draftId/picture': { places: draftPlaces, form: { save: '1' } },
  'POST /badges/drafts/:draftId/picture/upload': { places: draftPlaces },
  'POST /badges/drafts/:draftId/publish': { places: draftPlaces },
  'POST /badges/drafts/:draftId/remove': { places: draftPlaces },
  'POST /badges/:id/archive': { places: badgePlaces },
  'POST /badges/:id/unarchive': { places: badgePlaces },
  'POST /badges/:id/new-version': { places: badgePlaces },
  'POST /workshops/awards/:awardId/correct': { form: { step: 'change' } },
  'POST /team/tokens': { form: { name: 'Site', scopes: 'awards:read', days: '30' } },
  'POST /team/tokens/:tokenId/withdraw': { places: async () => ({ tokenId: 'none' }) },
  'POST /api/v1/achievements': { json: async () => ({ ...ACHIEVEMENT_TEXT, name: 'Photo' }) },
  'POST /api/v1/achievements/:id/archive': {
    places: async (asking) => ({ id: (await newAchievement(asking)).id }),
    json: async () => ({}),
  },
  'POST /api/v1/awards': {
    json: async (asking) => ({
      achievement: (await newAchievement(asking)).id,
      people: [{ firstName: 'Rim' }],
    }),
  },
  'POST /api/v1/revocations': { json: newAward },
  'POST /vc-api/credentials/issue': { json: async () => ({ credential: GENERIC }) },
  'POST /vc-api/credentials/status': {
    json: async ({ web, centre }) => issuedGeneric(web, centre.profile.id),
  },
  'POST /centre': { form: { name: 'Gare' } },
  'GET /people/inbox': { places: someRequests },
  'POST /people/inbox/:requestId/answer': { places: newReport, form: { outcome: 'done' } },
  'POST /people/inbox/:requestId/close': { places: newReport },
  'POST /account/tablet': { form: { shared: 'no' } },
  'POST /card': { form: { code: 'ABCD' } },
  'POST /people/cards': { form: { step: 'search' } },
  'GET /people/:learnerId/cards/:cardId/void': { places: newCard },
  'POST /people/:learnerId/cards/:cardId/void': { places: newCard, form: { why: 'replaced' } },
  'POST /people/:learnerId/age': { form: { band: 'adult' } },
  'POST /people/:learnerId/name': { form: { firstName: 'Léa', lastName: 'Martin' } },
  'POST /people/:learnerId/consent': { form: { party: 'learner', photo: 'withdrawn' } },
  'POST /people/:learnerId/consent/withdraw': { form: { party: 'learner', purpose: 'photo' } },
  'POST /people/:learnerId/consent/link': { form: { party: 'guardian' } },
  'POST /people/:learnerId/consent/letter': {
    form: { party: 'guardian', to: 'parent@maison.test' },
  },
  'POST /people/:learnerId/awards/:awardId/photo': { form: { shows: 'hands' } },
  'POST /people/:learnerId/photos/:photoId/remove': { places: newPhoto },
  'POST /consent/:token': { form: { photo: 'withdrawn' } },
  'POST /backpack/me/consent': { form: { purpose: 'photo', decision: 'withdrawn' } },
  'GET /backpack/photos/:photoId': { places: newPhoto },
  'POST /backpack/photos/:photoId/remove': { places: newPhoto },
  // No mail server listens in that test: what is no address is told before any is asked.
  'POST /people/:learnerId/letter': { form: { to: 'lea' } },
  'GET /workshops/:workshopId': { places: workshopPlaces },
  'GET /workshops/batches/:batchId': { places: awardedList },
  'POST /workshops/batches/:batchId/award': { places: awardedList },
  'GET /workshops/batches/:batchId/events': { places: awardedList },
  'POST /workshops/batches/:batchId/undo': { places: awardedList },
  'POST /workshops/batches/:batchId/again': { places: awardedList },
  'GET /workshops/batches/:batchId/print': { places: awardedList },
  'POST /workshops/batches/:batchId/print': { places: awardedList },
};

/** Places that every pattern may use. */
export async function commonPlaces(
  { service }: TestWeb,
  { award, profile, achievement }: Centre,
): Promise<Record<string, string>> {
  const [credential] = await service.store.credentials.listOfAward(award.id);
  const [key] = await service.store.keys.listOf(profile.id);
  return {
    awardId: award.id,
    entryId: award.id,
    learnerId: award.learnerId,
    format: 'json',
    handle: profile.handle,
    kid: key?.kid ?? '',
    id: achievement.id,
    list: credential?.statusListId ?? '',
  };
}
