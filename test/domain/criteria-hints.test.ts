import { describe, expect, test } from '@jest/globals';
import { LIBRARY } from '../../src/compose/library.ts';
import { hintsFor } from '../../src/domain/criteria-hints.ts';
import { NO_WORDS } from '../../src/domain/draft.ts';
import { opensWithVerb } from '../../src/domain/opening-verb.ts';

const GOOD = 'La personne a :\n\n- câblé un robot ;\n- corrigé une panne devant le groupe.';

const codes = (criteria: string, language: 'fr' | 'en' = 'fr') =>
  hintsFor({ ...NO_WORDS, criteria }, language).map(({ code }) => code);

describe('a line says what someone does', () => {
  test.each([
    'Filme une scène',
    'Monter une vidéo d’une minute',
    'câblé un robot',
    'S’exprime devant le groupe',
    'Se relit avant de publier',
    'Écrit trois articles',
    'A réparé un vélo',
    'La personne a réparé un vélo',
    'Elle explique son choix',
    'fait le tri',
    'visité une radio',
    'choisi ses images',
  ])('%s', (line) => expect(opensWithVerb(line, 'fr')).toBe(true));

  test.each([
    'La vidéo numérique',
    'Capacité à écouter',
    'Une bonne écoute',
    'Connaissance du montage',
    'Liberté de ton',
    'Techniques de montage',
    'Dans le groupe, être à l’aise',
    'Vidéo',
  ])('not: %s', (line) => expect(opensWithVerb(line, 'fr')).toBe(false));

  test.each([
    'Builds a robot',
    'Explain the choice',
    'edited one minute of film',
    'written down where the pictures come from',
    'They asked for consent',
    'The person has fixed a bike',
    'got everyone to agree',
    'gone on air twice',
    'hung the pictures of the group',
    'left the workshop tidy',
    'sat with a newcomer',
    'seen a film through to its credits',
  ])('%s', (line) => expect(opensWithVerb(line, 'en')).toBe(true));

  test.each(['Video skills', 'Knowledge of editing', 'The robot', 'Lessons learned'])(
    'not: %s',
    (line) => expect(opensWithVerb(line, 'en')).toBe(false),
  );
});

describe('criteria', () => {
  test('that are a list of deeds get no advice, and nothing written none either', () => {
    expect(codes(GOOD)).toEqual([]);
    expect(codes('')).toEqual([]);
    expect(codes('   ')).toEqual([]);
  });

  test('the beginning of the line that has no verb is named, once', () => {
    const hints = hintsFor(
      { ...NO_WORDS, criteria: `${GOOD}\n- Une bonne écoute ;\n- Une attitude calme.` },
      'fr',
    );
    expect(hints).toEqual([{ field: 'criteria', code: 'verb', word: 'Une bonne écoute' }]);
  });

  test('the paragraph before a list needs no verb', () => {
    expect(
      codes('Pendant un atelier de trois heures :\n\n- monter un robot ;\n- le faire rouler.'),
    ).toEqual([]);
  });

  test.each([
    'La personne a :\n\n- rangé tout l’atelier, y compris les outils des autres ;',
    'La personne a tenu la caisse pendant deux heures, comptes compris.',
    'La personne a préparé le voyage, assurances comprises, avec le groupe.',
  ])('what is only counted in is not said to be unseen: %s', (criteria) =>
    expect(codes(criteria)).not.toContain('observable'),
  );

  test.each([
    ['La personne a bien compris les règles du montage', 'compris'],
    ['- compris à quoi sert un fusible dans un circuit', 'compris'],
    ['- rangé la salle, compris les consignes du jour', 'compris'],
    ['1. Ont compris comment naît une information', 'compris'],
  ])('what was understood is: %s', (criteria, word) =>
    expect(hintsFor({ ...NO_WORDS, criteria }, 'fr')).toContainEqual({
      field: 'criteria',
      code: 'observable',
      word,
    }),
  );

  test.each([
    ['- comprendre comment fonctionne une radio locale', 'comprendre'],
    ['- connaître les règles du droit à l’image en ligne', 'connaître'],
    ['- être sensibilisé aux traces que l’on laisse en ligne', 'sensibilisé'],
    ['- sait quelles traces on laisse derrière soi en ligne', 'sait'],
  ])('what nobody can see is named: %s', (criteria, word) => {
    const hints = hintsFor({ ...NO_WORDS, criteria }, 'fr');
    expect(hints).toContainEqual({ field: 'criteria', code: 'observable', word });
  });

  test('in English too, and "savoir expliquer" can be seen', () => {
    expect(codes('- understand how a local radio station works', 'en')).toEqual(['observable']);
    expect(codes('- be aware of the traces that people leave online', 'en')).toContain(
      'observable',
    );
    expect(codes('- sait expliquer pourquoi le robot s’arrête parfois')).toEqual([]);
  });

  test('too short under 40 characters, too long over 1,200', () => {
    expect(codes('- filme une scène')).toEqual(['tooShort']);
    expect(codes(`- filme ${'x'.repeat(31)}`)).toEqual(['tooShort']);
    expect(codes(`- filme ${'x'.repeat(32)}`)).toEqual([]);
    expect(codes(`- filme ${'x'.repeat(1193)}`)).toEqual(['tooLong']);
  });

  test('many sentences in a row are easier to read as a list', () => {
    const one =
      'Filme une scène. Monte les images. Choisit une musique. Présente le film au groupe.';
    expect(codes(one)).toEqual(['list']);
    expect(codes(`- ${one}`)).toEqual([]);
  });
});

test('a picture needs its text once the badge has a name', () => {
  const named = { ...NO_WORDS, name: 'Voix de la radio' };
  expect(hintsFor(named, 'fr')).toEqual([{ field: 'imageAlt', code: 'pictureText', word: '' }]);
  expect(hintsFor({ ...named, imageAlt: 'Un micro' }, 'fr')).toEqual([]);
});

describe('what cannot be taken back once it is signed (SECURITY 4.2)', () => {
  test.each([
    ['Inscription : camille@centre.fr', 'camille@centre.fr'],
    ['Appeler le 06 12 34 56 78', '06 12 34 56 78'],
    ['Appeler le +33612345678', '+33612345678'],
  ])('personal data in any field: %s', (description, word) => {
    expect(hintsFor({ ...NO_WORDS, description }, 'fr')).toEqual([
      { field: 'description', code: 'personalData', word },
    ]);
  });

  test('a year, a price, a date or a count is none', () => {
    for (const description of [
      'En 2026, 12 personnes',
      '1 200 photos',
      'le 20/11/2026',
      '3 x 45',
    ]) {
      expect(hintsFor({ ...NO_WORDS, description }, 'fr')).toEqual([]);
    }
  });

  test.each([
    'Atelier parentalité',
    'Groupe Réfugiés et migrants',
    'Sortir de l’addiction',
    'Handicaps',
  ])('a word that reveals care, asylum or health (SECURITY 4.1): %s', (description) => {
    const hints = hintsFor({ ...NO_WORDS, description }, 'fr');
    expect(hints.map(({ field, code }) => [field, code])).toEqual([['description', 'sensitive']]);
  });

  test('whole words, where their beginning says something else', () => {
    for (const description of ['Joue du violon', 'Trie une liste', 'Demande l’asile']) {
      const found = hintsFor({ ...NO_WORDS, description }, 'fr').map(({ word }) => word);
      expect(found).toEqual(description.includes('asile') ? ['asile'] : []);
    }
  });
});

test('hostile lengths are read in a moment: nothing is tried twice', () => {
  const long = ['a@'.repeat(5000), '0 '.repeat(5000), '- '.repeat(5000), 'é'.repeat(10_000)];
  for (const criteria of long)
    expect(Array.isArray(hintsFor({ ...NO_WORDS, criteria }, 'fr'))).toBe(true);
});

test('the catalogue follows its own advice', () => {
  const advised = LIBRARY.catalogue.flatMap((entry) =>
    (['fr', 'en'] as const).flatMap((language) =>
      hintsFor(entry[language], language).map((hint) => [entry.key, language, hint]),
    ),
  );
  expect(advised).toEqual([]);
});
