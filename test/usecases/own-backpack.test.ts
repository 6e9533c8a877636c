import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor, MemberActor } from '../../src/domain/actor.ts';
import { changeAge, renameLearner } from '../../src/usecases/people/describe-learner.ts';
import { makeGuardianLink } from '../../src/usecases/people/guardian-link.ts';
import { linkOwnBackpack } from '../../src/usecases/people/link-backpack.ts';
import { openPerson } from '../../src/usecases/people/open-person.ts';
import { openOwnBackpack, ownStanding } from '../../src/usecases/people/own-backpack.ts';
import { recordConsents } from '../../src/usecases/people/record-consents.ts';
import { personView } from '../../src/web/views/worker/person.ts';
import { wordsOf } from '../../src/web/words.ts';
import { codeOf } from '../formats/refusal.ts';
import { awardCsv, NOW } from '../harness.ts';
import { openTeamScene, type TeamScene } from './team-scene.ts';

let t: TeamScene;

beforeEach(async () => {
  t = await openTeamScene();
});
afterEach(() => t.stop());

describe('a member’s own backpack', () => {
  test('is made of their name, once, and opens the same again', async () => {
    const amel = await t.addMember('Amel Ben Ali');
    const opened = await Promise.all([
      openOwnBackpack(t.service, amel).catch(({ code }) => code),
      openOwnBackpack(t.service, amel).catch(({ code }) => code),
    ]);
    const again = await openOwnBackpack(t.service, amel);
    expect(again).toMatchObject({ kind: 'learner', via: `member:${amel.memberId}` });
    // Of two windows at once one may be told to look again; neither makes a second person.
    expect(opened).toContainEqual(again);
    const people = await t.service.store.learners.byFullNames(t.profile.id, ['amel|ben ali']);
    expect(people).toMatchObject([{ id: again.learnerId, band: 'adult' }]);
  });

  test('needs a name', async () => {
    const nameless = await t.addMember('');
    expect(await codeOf(() => openOwnBackpack(t.service, nameless))).toBe('member_name_required');
  });

  // Else a worker who takes a young person's name would read their backpack.
  test('is never somebody’s of the list by the name alone', async () => {
    await awardCsv(t.service, t.profile, t.achievement, 'Prénom;Nom\nLéa;Martin\n');
    const taker = await t.addMember('léa  MARTIN');
    expect(await ownStanding(t.service, await t.memberRow(taker))).toBe('asked');
    expect(await codeOf(() => openOwnBackpack(t.service, taker))).toBe('own_backpack_asked');
    const apart = await openOwnBackpack(t.service, taker, 'équipe');
    const [lea] = await t.service.store.learners.byFullNames(t.profile.id, ['léa|martin']);
    expect(apart.learnerId).not.toBe(lea?.id);
    expect(await t.service.store.awards.listOfLearner(t.profile.id, apart.learnerId)).toEqual([]);
  });

  test('is somebody’s of the list once another owner says so', async () => {
    await awardCsv(t.service, t.profile, t.achievement, 'Prénom;Nom\nLéa;Martin\nNoé;Petit\n');
    const [lea] = await t.service.store.learners.byFullNames(t.profile.id, ['léa|martin']);
    const [noe] = await t.service.store.learners.byFullNames(t.profile.id, ['noé|petit']);
    const member = await t.addMember('Léa Martin', 'owner');
    const owner = await t.addMember('Amel', 'owner');
    const awarder = await t.addMember('Tom');
    await t.service.store.learners.setAge(t.profile.id, lea?.id ?? '', { band: 'adult' });
    const link = (actor: Actor, learnerId = lea?.id ?? '') =>
      codeOf(() => linkOwnBackpack(t.service, actor, { memberId: member.memberId, learnerId }));
    expect(await t.namesakes(member)).toMatchObject([{ id: lea?.id, isAdult: true }]);
    expect(await link(member)).toBe('not_found');
    expect(await link(awarder)).toBe('not_found');
    expect(await link(owner, noe?.id)).toBe('not_found');
    expect(await link({ ...owner, profileId: 'elsewhere' })).toBe('not_found');
    await linkOwnBackpack(t.service, owner, {
      memberId: member.memberId,
      learnerId: lea?.id ?? '',
    });
    expect((await openOwnBackpack(t.service, member)).learnerId).toBe(lea?.id);
    // Whose it is, is said once.
    const second = await t.addMember('Léa Martin');
    expect(await t.namesakes(second)).toEqual([]);
  });
});

// A name that they chose themselves would be signed by the centre in a named copy.
test('nobody says of themselves how they are called, how old they are or what they agreed to', async () => {
  const amel = await t.addMember('Amel Ben Ali', 'owner');
  const tom = await t.addMember('Tom');
  const { learnerId } = await openOwnBackpack(t.service, amel);
  const name = { firstName: 'Marie', lastName: 'Curie', nickname: '' };
  const decisions = { 'named-share': 'given' } as const;
  const acts: Array<(actor: MemberActor) => Promise<unknown>> = [
    (actor) => makeGuardianLink(t.service, actor, { learnerId, party: 'guardian' }),
    (actor) => recordConsents(t.service, actor, { learnerId, party: 'learner', decisions }),
    (actor) => changeAge(t.service, actor, { learnerId, age: { band: 'adult' } }),
    (actor) => renameLearner(t.service, actor, { learnerId, name }),
  ];
  for (const act of acts) expect(await codeOf(() => act(amel))).toBe('own_person');
  expect(await t.service.store.learners.get(t.profile.id, learnerId)).toMatchObject({
    firstName: 'Amel',
  });
  expect(await t.service.store.audit.listOf(learnerId, 9)).toEqual([]);
  for (const act of acts.slice(1)) await act(tom);
  expect(await t.service.store.learners.get(t.profile.id, learnerId)).toMatchObject(name);
});

// Two members who award each other are for an owner to see: no rule tells them.
test('a person’s page tells who awarded each of their badges', async () => {
  const tom = await t.addMember('Tom');
  await t.awardAs(tom, 'Prénom;Nom\nLéa;Martin\n');
  const [lea] = await t.service.store.learners.byFullNames(t.profile.id, ['léa|martin']);
  const { awarders, ...person } = await openPerson(t.service, tom, lea?.id ?? '');
  expect(person.lines.map(({ award }) => awarders.get(award.awardedBy))).toEqual(['Tom']);
  const view = personView(wordsOf('fr'), { ...person, awarders }, { hasMail: false, now: NOW });
  expect(view.badges.map(({ awarded }) => awarded)).toEqual([
    'Décerné le 20 novembre 2026 par Tom',
  ]);
});
