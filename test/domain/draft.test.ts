import { describe, expect, test } from '@jest/globals';
import { onePerAchievement } from '../../src/domain/achievement-group.ts';
import {
  achievementIdsOf,
  DraftText,
  draftIdOf,
  draftName,
  emptyFieldsOf,
  languagesOf,
  NO_WORDS,
} from '../../src/domain/draft.ts';
import { mergeDrafts } from '../../src/domain/merge-drafts.ts';

const picture = {
  kind: 'design',
  design: { shape: 'shield', ground: '#9c3b2e', thread: '#fbf2df', icon: 'camera', ribbon: '' },
} as const;
const words = {
  name: 'Nom',
  description: 'Phrase',
  criteria: 'Faire',
  imageAlt: '',
  tags: ['radio'],
};
const text = (parts: Partial<DraftText> = {}): DraftText =>
  DraftText.parse({ inLanguage: 'fr', picture, ...parts });

describe('a draft', () => {
  test('may be empty, and then lacks the words of its first language', () => {
    expect(emptyFieldsOf(text())).toEqual(['fr/name', 'fr/description', 'fr/criteria']);
    expect(languagesOf(text())).toEqual(['fr']);
  });

  test('that begins a translation has to finish it; the text of the picture is not asked for', () => {
    const begun = text({ fr: words, en: { ...NO_WORDS, name: 'Name' } });
    expect(emptyFieldsOf(begun)).toEqual(['en/description', 'en/criteria']);
    const described = text({ fr: words, en: { ...NO_WORDS, imageAlt: 'A camera' } });
    expect(emptyFieldsOf(described)).toEqual([]);
  });

  test('white space is nothing', () => {
    expect(emptyFieldsOf(text({ fr: { ...words, name: ' \n ' } }))).toEqual(['fr/name']);
  });

  test('is called what it is called in the language asked for, else in any', () => {
    const both = text({ fr: words, en: { ...words, name: 'Name' } });
    expect([draftName(both, 'en'), draftName(both, 'fr')]).toEqual(['Name', 'Nom']);
    expect(draftName(text({ fr: words }), 'en')).toBe('Nom');
    expect(draftName(text(), 'en')).toBe('');
  });

  test('is found again from the ids of its achievements, and from no other id', () => {
    const { fr, en } = achievementIdsOf('0f8b-4c');
    expect([draftIdOf(fr), draftIdOf(en)]).toEqual(['0f8b-4c', '0f8b-4c']);
    expect(draftIdOf('0f8b-4c')).toBeUndefined();
  });

  test('holds no design that the drawing would refuse to read', () => {
    const design = { ...picture.design, ground: 'red" onload="x' };
    expect(DraftText.safeParse({ ...text(), picture: { kind: 'design', design } }).success).toBe(
      false,
    );
  });
});

test('tags that a draft had for both languages are those of its first', () => {
  const { tags: _, ...said } = words;
  const old = { inLanguage: 'fr', picture, fr: said, en: said, tags: ['radio', 'son'] };
  const read = DraftText.parse(old);
  expect([read.fr?.tags, read.en?.tags]).toEqual([['radio', 'son'], []]);
  expect(read).not.toHaveProperty('tags');
  expect(DraftText.parse({ inLanguage: 'en', picture, tags: ['radio'] })).toEqual(
    text({ inLanguage: 'en' }),
  );
  expect(DraftText.parse(read)).toEqual(read);
});

describe('two people change one draft', () => {
  const base = text({ fr: words });

  test('in different places: both are kept', () => {
    const theirs = text({ fr: { ...words, name: 'Leur nom' } });
    const mine = text({ fr: { ...words, tags: ['radio', 'son'] } });
    const merged = mergeDrafts(base, theirs, mine);
    expect(merged.text.fr?.name).toBe('Leur nom');
    expect(merged.text.fr?.tags).toEqual(['radio', 'son']);
    expect([merged.taken, merged.disputed]).toEqual([['fr/name'], []]);
  });

  test('in the same place: mine stands, and theirs is named', () => {
    const theirs = text({ fr: { ...words, criteria: 'Leur texte' } });
    const mine = text({ fr: { ...words, criteria: 'Mon texte' } });
    const merged = mergeDrafts(base, theirs, mine);
    expect(merged.text.fr?.criteria).toBe('Mon texte');
    expect([merged.taken, merged.disputed]).toEqual([[], ['fr/criteria']]);
  });

  test('to the same: there is nothing to say', () => {
    const both = text({ fr: { ...words, name: 'Le même' } });
    expect(mergeDrafts(base, both, both)).toEqual({ text: both, disputed: [], taken: [] });
  });

  test('a language that only one of them began is taken as a whole', () => {
    const theirs = text({ fr: words, en: { ...words, name: 'Name' } });
    expect(mergeDrafts(base, theirs, base).text.en?.name).toBe('Name');
  });

  test('and the picture is one part', () => {
    const theirs = { ...base, picture: { kind: 'upload' as const, hash: 'a'.repeat(64) } };
    expect(mergeDrafts(base, theirs, base).text.picture).toEqual(theirs.picture);
  });
});

describe('an achievement in two languages', () => {
  const fr = {
    id: 'f',
    name: 'Ébauche',
    inLanguage: 'fr',
    related: [{ id: 'e', inLanguage: 'en' }],
  };
  const en = {
    id: 'e',
    name: 'Sketch',
    inLanguage: 'en-GB',
    related: [{ id: 'f', inLanguage: 'fr' }],
  };
  const alone = { id: 'a', name: 'Fanfare', inLanguage: 'fr', related: [] };

  test('is listed once, in the language of the page, by name', () => {
    const ids = (language: string) =>
      onePerAchievement([en, alone, fr], language).map(({ id }) => id);
    expect(ids('fr')).toEqual(['f', 'a']);
    expect(ids('en')).toEqual(['a', 'e']);
  });
});
