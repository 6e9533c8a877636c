import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AlignedBadge, skillMapOf } from '../../src/domain/skill-map.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { openSkillMap } from '../../src/usecases/backpack/skill-map.ts';
import { OPERATOR } from '../harness.ts';
import { type BackpackWorld, openBackpackWorld } from './backpack-world.ts';

let world: BackpackWorld;

beforeAll(async () => {
  world = await openBackpackWorld();
});
afterAll(() => world.stop());

const digcomp = (code: string, framework = 'DigComp 2.2') => ({ framework, name: 'x', code });
const badge = (id: string, ...alignments: AlignedBadge['alignments']): AlignedBadge => ({
  id,
  alignments,
});
const mapOf = (...badges: AlignedBadge[]) => skillMapOf(world.service.library.frameworks, badges);

/** `framework id: code (badges)`, in the order of the map. */
const linesOf = (map: ReturnType<typeof mapOf>) =>
  map.frameworks.flatMap(({ framework, areas }) =>
    areas.flatMap(({ skills }) =>
      skills.map(
        ({ competence, badgeIds }) => `${framework.id}: ${competence.code} (${badgeIds.join()})`,
      ),
    ),
  );

describe('the skills of some badges', () => {
  test('are in the order of their framework, each with the badges that show it', () => {
    const map = mapOf(
      badge('a', digcomp('5.2'), digcomp('1.1')),
      badge('b', digcomp('5.2'), digcomp('5.2')),
    );
    expect(linesOf(map)).toEqual(['digcomp-2.2: 1.1 (a)', 'digcomp-2.2: 5.2 (a,b)']);
    expect(map.frameworks[0]?.areas.map(({ name }) => name?.fr)).toEqual([
      'Information et données',
      'Résolution de problèmes',
    ]);
    expect(map.others).toEqual([]);
  });

  test('hold nothing that no badge shows: no framework, no part, no skill', () => {
    expect(mapOf()).toEqual({ frameworks: [], others: [] });
    const [only] = mapOf(badge('a', digcomp('3.1'))).frameworks;
    expect(only?.areas).toHaveLength(1);
    expect(only?.areas[0]?.skills).toHaveLength(1);
  });

  test.each([
    'DigComp 2.2',
    'digcomp',
    'DigComp 2.1',
    'DigComp Framework',
    'The DigComp framework 2.0',
  ])('of DigComp are found under the name %j', (name) => {
    expect(linesOf(mapOf(badge('a', digcomp('2.4', name))))).toEqual(['digcomp-2.2: 2.4 (a)']);
  });

  test.each([
    ['Compétences clés européennes (2018)', '4', '4'],
    ['European key competences (2018)', '4', '4'],
    ['Key competences for lifelong learning', '8', '8'],
    ['Huit compétences clés', '1', '1'],
  ])('of the key competences are found under %j', (framework, code, found) => {
    const map = mapOf(badge('a', { framework, name: 'x', code }));
    expect(linesOf(map)).toEqual([`key-competences-2018: ${found} (a)`]);
  });

  test('are found by their name where no code is given, in both languages', () => {
    const named = (name: string) => badge(name, { framework: 'DigComp 2.2', name });
    expect(linesOf(mapOf(named('Programmation'), named('Programming')))).toEqual([
      'digcomp-2.2: 3.4 (Programmation,Programming)',
    ]);
  });

  // What only looks alike would put into the picture what nobody showed.
  test.each([
    ['Compétences clés (2006)', '4', 'Compétence numérique'],
    ['DigCompEdu', '2.2', 'Créer des ressources'],
    ['DigComp 3.0', '2.4', 'x'],
    ['DigComp 2.2', '9.9', 'Programmation'],
    ['ESCO', '1.1', 'programmer'],
  ])('%s %s is listed as it is named, and taken for nothing else', (framework, code, name) => {
    const map = mapOf(badge('a', { framework, name, code }));
    expect(map).toEqual({ frameworks: [], others: [{ framework, name, badgeIds: ['a'] }] });
  });

  test('of other lists are joined when they are written alike', () => {
    const map = mapOf(
      badge('a', { framework: 'ESCO', name: 'Écouter' }),
      badge('b', { framework: 'esco', name: 'écouter' }, { framework: '', name: 'Coudre' }),
    );
    expect(map.others).toEqual([
      { framework: '', name: 'Coudre', badgeIds: ['b'] },
      { framework: 'ESCO', name: 'Écouter', badgeIds: ['a', 'b'] },
    ]);
  });
});

describe('the map of a backpack', () => {
  const codes = async () => linesOf((await openSkillMap(world.service, world.lea)).map);

  test('is of all badges that are kept, own and imported alike', async () => {
    expect(await codes()).toEqual([]);
    await world.keep();
    const id = await world.importOne({
      alignments: [{ framework: 'DigComp', name: 'x', code: '5.1', url: 'https://d.test' }],
    });
    const { awardId } = world;
    expect(await codes()).toEqual([
      `digcomp-2.2: 3.4 (${awardId})`,
      expect.stringContaining('digcomp-2.2: 5.1'),
    ]);
    const { badges } = await openSkillMap(world.service, world.lea);
    expect([...badges.keys()].sort()).toEqual([awardId, id].sort());
  });

  test('leaves out what is put away, and what was taken back', async () => {
    const { awardId, service, lea } = world;
    await saveNote(service, lea, awardId, { hidden: true });
    expect((await codes()).join()).not.toContain(awardId);
    await saveNote(service, lea, awardId, { hidden: false });
    expect((await codes()).join()).toContain(awardId);
    await revokeAward(service, OPERATOR, { awardId, reason: 'Erreur' });
    expect((await codes()).join()).not.toContain(awardId);
  });
});
