import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { LearnerActor, MemberActor } from '../../src/domain/actor.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { askCorrection } from '../../src/usecases/backpack/ask-correction.ts';
import { createCollection } from '../../src/usecases/backpack/collections.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { askForAddress, confirmAddress } from '../../src/usecases/backpack/learner-addresses.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { openLetter } from '../../src/usecases/backpack/open-letter.ts';
import { addPhoto } from '../../src/usecases/backpack/photos.ts';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { atEveryStep } from './at-every-step.ts';
import { badge, newKey, signed } from './other-issuer.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;

beforeAll(async () => {
  t = await openService();
  ({ profile, achievement } = await openCentre(t.service));
});
afterAll(() => t.stop());

interface Leaving {
  readonly actor: LearnerActor;
  readonly awardId: string;
}

let people = 0;

/** Somebody who kept a badge, and is to be erased at this very moment. */
async function leaving(): Promise<Leaving> {
  people += 1;
  const { service } = t;
  const list = `Prénom;Nom\nNour${people};Ali\n`;
  const [report] = await awardCsv(service, profile, achievement, list, `leaving${people}`);
  const { id: awardId = '', learnerId = '' } = report?.award ?? {};
  const actor = { kind: 'learner', learnerId, profileId: profile.id } as const;
  await answerAward(service, actor, { awardId, answer: 'accepted' });
  await service.store.learners.setAge(profile.id, learnerId, { band: 'adult' });
  await askErasure(service, actor, learnerId);
  t.clock.now = new Date(t.clock.now.getTime() + 7 * 86_400_000 + 61_000);
  return { actor, awardId };
}

const picture = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>',
);

/** What pictures were kept under. */
const hashes = new Set<string>();
const noted: TestService['service']['designs']['remake'] = async (bytes, show) => {
  const hash = await t.service.designs.remake(bytes, show);
  hashes.add(hash);
  return hash;
};

async function keyBadge(): Promise<Uint8Array> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  return new TextEncoder().encode(JSON.stringify(await signed(badge({ issuer }), method, key)));
}

async function letterTo({ actor }: Leaving) {
  let secret = '';
  const mail = { send: async () => undefined, close: async () => undefined };
  await askForAddress(
    { ...t.service, mail },
    actor,
    { email: `nour${people}@maison.test` },
    (made) => {
      secret = made;
      return { subject: 's', text: 't' };
    },
  );
  return (await openLetter(t.service, secret)).link;
}

/** What each act writes of a person; it is prepared before the act begins. */
const acts: Record<string, (who: Leaving) => Promise<() => Promise<unknown>>> = {
  'a photo': async ({ actor, awardId }) => {
    const amel: MemberActor = {
      kind: 'member',
      memberId: 'amel',
      profileId: actor.profileId,
      role: 'awarder',
    };
    const deps = { ...t.service, remake: noted };
    return () => addPhoto(deps, amel, { awardId, recognisable: false, bytes: picture });
  },
  'a badge of elsewhere': async ({ actor }) => {
    const given = await keyBadge();
    const designs = { ...t.service.designs, remake: noted };
    return () => importBadge({ ...t.service, designs }, actor, given);
  },
  'an address': async (who) => {
    const link = await letterTo(who);
    return () => confirmAddress(t.service, link);
  },
  'a sentence of their own':
    async ({ actor, awardId }) =>
    () =>
      saveNote(t.service, actor, awardId, { ownWords: 'J’étais fière.' }),
  'a collection':
    async ({ actor, awardId }) =>
    () =>
      createCollection(t.service, actor, { title: 'Stage', entryIds: [awardId] }),
  'a request to the centre':
    async ({ actor, awardId }) =>
    () =>
      askCorrection(t.service, actor, { awardId, text: 'Je m’appelle Nour.' }),
};

async function whatIsLeft({ learnerId, profileId }: LearnerActor): Promise<string[]> {
  const { store } = t.service;
  const left = {
    learners: [await store.learners.get(profileId, learnerId)].filter((one) => one !== undefined),
    photos: await store.photos.listOf(learnerId),
    imports: await store.imports.listOf(learnerId),
    addresses: await store.addresses.listOf(learnerId),
    notes: await store.notes.listOf(learnerId),
    collections: await store.collections.listOf(learnerId),
    inbox: await store.inbox.listOfLearner(learnerId),
    audit: await store.audit.listOf(learnerId, 10),
    pictures: (await Promise.all([...hashes].map(store.pictures.get))).filter(
      (one) => one !== undefined,
    ),
  };
  return Object.entries(left).flatMap(([kind, rows]) => (rows.length > 0 ? [kind] : []));
}

// SECURITY section 4: what is written while somebody is erased is no way to stay.
describe('whatever the moment at which somebody is erased, nothing is left of', () => {
  test.each(Object.keys(acts))(
    '%s',
    async (kind) => {
      const steps = await atEveryStep(t.service.store, async () => {
        const who = await leaving();
        const act = await acts[kind]?.(who);
        if (!act) throw new Error('No such act.');
        return {
          act,
          meanwhile: () => eraseDue(t.service),
          check: async () => {
            expect(await whatIsLeft(who.actor)).toEqual([]);
          },
        };
      });
      expect(steps).toBeGreaterThan(1);
    },
    60_000,
  );
});
