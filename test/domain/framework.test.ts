import { describe, expect, test } from '@jest/globals';
import { LIBRARY } from '../../src/compose/library.ts';
import { alignmentOf, Framework, searchSkills } from '../../src/domain/framework.ts';
import { parse } from '../../src/domain/parse.ts';

const { frameworks } = LIBRARY;

function found(query: string, language: 'fr' | 'en' = 'fr', limit = 50): string[] {
  return searchSkills(frameworks, query, language, limit).map(
    ({ framework, competence }) => `${framework.id} ${competence.code}`,
  );
}

const span = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

describe('the frameworks in the box', () => {
  test.each([
    [
      'digcomp-2.2',
      [span('1.', 3), span('2.', 6), span('3.', 4), span('4.', 4), span('5.', 4)].flat(),
    ],
    ['crcn', [span('1.', 3), span('2.', 4), span('3.', 4), span('4.', 3), span('5.', 2)].flat()],
    ['lifecomp', [span('P', 3), span('S', 3), span('L', 3)].flat()],
    ['entrecomp', [span('1.', 5), span('2.', 5), span('3.', 5)].flat()],
    ['key-competences-2018', span('', 8)],
  ])('%s is complete, each code once', (id, codes) => {
    const framework = frameworks.find((one) => one.id === id);
    expect(framework?.competences.map(({ code }) => code)).toEqual(codes);
  });

  test.each(frameworks.map((one) => [one.id, one] as const))(
    '%s is well formed, and lacks neither language nor everyday words',
    (_, framework) => {
      expect(parse(Framework, framework)).toEqual(framework);
      expect(framework.url).toMatch(/^https:/);
      for (const { code, description, words } of framework.competences) {
        expect({ code, fr: description?.fr, en: description?.en }).toEqual({
          code,
          fr: expect.stringMatching(/^\p{Lu}.{20,}\.$/u),
          en: expect.stringMatching(/^\p{Lu}.{20,}\.$/u),
        });
        expect(words.length).toBeGreaterThanOrEqual(10);
      }
    },
  );

  test('no two share their id', () => {
    expect(new Set(frameworks.map(({ id }) => id)).size).toBe(5);
  });
});

describe('alignmentOf', () => {
  test('gives the skill in the language that is asked for, with the official page', () => {
    const ref = { framework: 'lifecomp', code: 'S1' };
    expect(alignmentOf(frameworks, ref, 'fr')).toMatchObject({ code: 'S1', name: 'Empathie' });
    expect(alignmentOf(frameworks, ref, 'en')).toMatchObject({
      framework: 'LifeComp',
      name: 'Empathy',
      url: 'https://publications.jrc.ec.europa.eu/repository/handle/JRC120911',
    });
  });

  test('knows nothing of a code or a framework that is not there', () => {
    expect(alignmentOf(frameworks, { framework: 'lifecomp', code: '1.1' }, 'fr')).toBeUndefined();
    expect(alignmentOf(frameworks, { framework: 'esco', code: 'S1' }, 'fr')).toBeUndefined();
  });
});

describe('searchSkills', () => {
  test.each([
    ['photo', 'digcomp-2.2 3.1'],
    ['retoucher des photos', 'digcomp-2.2 3.1'],
    ['mots de passe', 'digcomp-2.2 4.1'],
    ['arnaque', 'digcomp-2.2 4.2'],
    ['fake news', 'digcomp-2.2 1.2'],
    ['vérifier une info', 'crcn 1.1'],
    ['réseaux sociaux', 'digcomp-2.2 2.6'],
    ['entraide', 'lifecomp S1'],
    ['budget', 'entrecomp 2.4'],
    ['organiser une sortie', 'entrecomp 3.2'],
    ['parler en public', 'lifecomp S2'],
    ['robots', 'digcomp-2.2 3.4'],
    ['réparer un vélo', 'key-competences-2018 3'],
    ['droit d’auteur', 'digcomp-2.2 3.3'],
    ['musique', 'key-competences-2018 8'],
    ['devoirs', 'lifecomp L3'],
    ['démarches', 'digcomp-2.2 2.3'],
    ['bénévoles', 'entrecomp 2.5'],
  ])('in French, %s finds %s', (query, skill) => {
    expect(found(query)).toContain(skill);
  });

  test.each([
    ['filming', 'digcomp-2.2 3.1'],
    ['passwords', 'digcomp-2.2 4.1'],
    ['privacy', 'digcomp-2.2 4.2'],
    ['teamwork', 'lifecomp S3'],
    ['homework', 'lifecomp L3'],
    ['public speaking', 'lifecomp S2'],
    ['repair a bike', 'key-competences-2018 3'],
    ['news', 'digcomp-2.2 1.2'],
    ['job', 'key-competences-2018 7'],
  ])('in English, %s finds %s', (query, skill) => {
    expect(found(query, 'en')).toContain(skill);
  });

  test('accents, case and typographic signs do not count', () => {
    expect(found('RESEAUX  sociaux')).toEqual(found('réseaux sociaux'));
    expect(found('droit d’auteur')).toEqual(found("droit d'auteur"));
  });

  test('what holds every word goes alone; else what holds the most of them', () => {
    const both = found('vérifier une info');
    expect(both).toContain('crcn 1.1');
    expect(found('vérifier une info zzz')).toEqual(both);
    expect(found('photo zzz')).toEqual(found('photo'));
    expect(found('animer débat')).not.toEqual([]);
    expect(found('zzz')).toEqual([]);
    expect(found('zzz yyy')).toEqual([]);
  });

  test('a code is found first, alone or beside its framework', () => {
    expect(found('2.3', 'fr', 1)).toEqual(['digcomp-2.2 2.3']);
    expect(found('pix 2.3')).toEqual(['crcn 2.3']);
    expect(found('s1')[0]).toBe('lifecomp S1');
  });

  test('a name goes before everyday words, and one’s own language before the other', () => {
    expect(found('esprit critique')[0]).toBe('lifecomp L2');
    const twins = parse(Framework, {
      ...frameworks[0],
      competences: [
        { code: 'a', name: { fr: 'Autre', en: 'Radio' } },
        { code: 'b', name: { fr: 'Radio', en: 'Other' } },
      ],
    });
    const order = (language: 'fr' | 'en') =>
      searchSkills([twins], 'radio', language, 9).map(({ competence }) => competence.code);
    expect([order('fr'), order('en')]).toEqual([
      ['b', 'a'],
      ['a', 'b'],
    ]);
  });

  test('a whole word goes before a mere beginning', () => {
    const [team, equipment] = [
      found('équipe').indexOf('lifecomp S3'),
      found('équipe').indexOf('digcomp-2.2 4.1'),
    ];
    expect(team).toBeGreaterThanOrEqual(0);
    expect(equipment).toBeGreaterThan(team);
  });

  test('gives no more than is asked for', () => {
    expect(found('numérique', 'fr', 7)).toHaveLength(7);
    expect(found('numérique', 'fr', 0)).toEqual([]);
  });

  test.each(['', '   ', '!?…', '\u202e', '😀'])(
    'a query without words finds nothing: %j',
    (query) => {
      expect(found(query)).toEqual([]);
    },
  );

  test('whatever is typed is looked for and never a fault', () => {
    for (const query of ['(', '[a-', '\\', '$&', '__proto__', 'x'.repeat(100_000), 'مرحبا', '3.']) {
      expect(Array.isArray(found(query))).toBe(true);
    }
  });

  test('looks through two thousand imported skills, by code, name and framework', () => {
    const imported = parse(Framework, {
      id: 'imported',
      name: { fr: 'Référentiel maison', en: 'House framework' },
      url: 'https://example.org/',
      competences: Array.from({ length: 2000 }, (_, at) => ({
        code: `C-${at}`,
        name: { fr: `Compétence numéro ${at}`, en: `Skill number ${at}` },
      })),
    });
    const codes = (query: string) =>
      searchSkills([...frameworks, imported], query, 'fr', 3).map(
        ({ competence }) => competence.code,
      );
    expect(codes('c-1999')).toEqual(['C-1999']);
    expect(codes('maison 1234')).toEqual(['C-1234']);
    expect(codes('numero')).toHaveLength(3);
  });

  test('folds a framework once, however often it is searched', () => {
    const read = { count: 0 };
    const [first] = frameworks;
    if (!first) throw new Error('No framework ships in the box.');
    const competences = first.competences.map(({ name, ...rest }) => ({
      ...rest,
      get name() {
        read.count += 1;
        return name;
      },
    }));
    const counted = { ...first, id: 'counted', competences };
    const codes = (framework: Framework) =>
      searchSkills([framework], 'photo', 'fr', 9).map(({ competence }) => competence.code);
    expect(codes(counted)).toEqual(codes(first));
    const { count } = read;
    codes(counted);
    expect([count, read.count]).toEqual([competences.length, competences.length]);
  });
});
