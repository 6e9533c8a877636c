import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LIBRARY } from '../../src/compose/library.ts';
import { CatalogueEntry, THEMES } from '../../src/domain/catalogue.ts';
import { contrast, LEAST_CONTRAST } from '../../src/domain/contrast.ts';
import { hintsFor } from '../../src/domain/criteria-hints.ts';
import { DraftText } from '../../src/domain/draft.ts';
import { alignmentOf } from '../../src/domain/framework.ts';
import { parse } from '../../src/domain/parse.ts';
import { EMBLEMS } from '../../src/images/badge-art.ts';

const { catalogue, frameworks } = LIBRARY;
const ICONS = new URL('../../node_modules/lucide-static/icons/', import.meta.url);

const isDrawn = (icon: string) =>
  icon.startsWith('ecusson:')
    ? EMBLEMS.some((emblem) => icon === `ecusson:${emblem}`)
    : existsSync(new URL(`${icon}.svg`, ICONS));

describe('the catalogue', () => {
  test('has ready badges for every theme', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(24);
    for (const theme of THEMES) {
      expect(catalogue.filter((entry) => entry.theme === theme).length).toBeGreaterThanOrEqual(4);
    }
  });

  test('gives no key, no name and no picture twice', () => {
    const pictures = catalogue.map(({ design }) => design.icon);
    for (const values of [catalogue.map(({ key }) => key), pictures]) {
      expect(new Set(values).size).toBe(catalogue.length);
    }
    for (const language of ['fr', 'en'] as const) {
      const names = catalogue.map((entry) => entry[language].name.toLowerCase());
      expect(new Set(names).size).toBe(catalogue.length);
    }
  });

  test('gives each theme one shape, and each shape one theme', () => {
    const pairs = new Set(catalogue.map(({ theme, design }) => `${theme} ${design.shape}`));
    expect(pairs.size).toBe(THEMES.length);
    expect(new Set(catalogue.map(({ design }) => design.shape)).size).toBe(THEMES.length);
  });
});

describe.each(catalogue.map((entry) => [entry.key, entry] as const))('%s', (_, entry) => {
  test('is well formed, and may be drafted as it is', () => {
    expect(parse(CatalogueEntry, entry)).toEqual(entry);
    const { fr, en, skills, design } = entry;
    const picture = { kind: 'design', design };
    const draft = parse(DraftText, { fr, en, inLanguage: 'fr', skills, picture });
    expect(draft).toMatchObject({ fr, en, skills });
  });

  test('is aligned to skills that exist, each once', () => {
    for (const ref of entry.skills) {
      expect({ ref, name: alignmentOf(frameworks, ref, 'fr')?.name }).toEqual({
        ref,
        name: expect.any(String),
      });
    }
    const refs = entry.skills.map(({ framework, code }) => `${framework} ${code}`);
    expect(new Set(refs).size).toBe(refs.length);
  });

  test('has a picture that can be drawn and read', () => {
    const { ground, thread, icon } = entry.design;
    expect(contrast(ground, thread)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    expect({ icon, isDrawn: isDrawn(icon) }).toEqual({ icon, isDrawn: true });
  });

  test.each(['fr', 'en'] as const)(
    'says in %s what was done, what it took, how it was seen',
    (language) => {
      const { name, description, criteria, imageAlt } = entry[language];
      expect(name.length).toBeLessThanOrEqual(40);
      expect(description).toMatch(/^\p{Lu}.{40,200}\.$/u);
      expect(imageAlt).toMatch(/^\p{Lu}.{20,}\.$/u);
      expect(criteria.length).toBeGreaterThanOrEqual(80);
      expect(criteria.length).toBeLessThanOrEqual(1200);
      const [opening, list, takes, checked, ...more] = criteria.split('\n\n');
      const expected = {
        fr: ['La personne a\u00a0:', 'Ce que cela demande\u00a0:', 'Comment c’est vérifié\u00a0:'],
        en: ['The person has:', 'What it takes:', 'How it is checked:'],
      }[language];
      expect([opening, takes?.split('** ')[0], checked?.split('** ')[0], more]).toEqual([
        expected[0],
        `**${expected[1]}`,
        `**${expected[2]}`,
        [],
      ]);
      const bullets = list?.split('\n') ?? [];
      expect(bullets.length).toBeGreaterThanOrEqual(3);
      expect(bullets.length).toBeLessThanOrEqual(5);
      for (const bullet of bullets) expect(bullet).toMatch(/^- \p{Ll}.*[.;]$/u);
    },
  );

  test.each(['fr', 'en'] as const)('follows in %s the advice that we give others', (language) => {
    expect(hintsFor(entry[language], language)).toEqual([]);
  });

  // A signed text can never be mended: it is typographically clean and reads well aloud.
  test('is clean French: real apostrophes, no break before a sign, no midpoint', () => {
    const texts = Object.values(entry.fr).flat().join('\n');
    expect(texts).not.toMatch(/['"]| [;!?:»]|« |·|\.\.\.|\b(\p{L}+) \1\b/u);
    expect(Object.values(entry.en).flat().join('\n')).not.toMatch(/['"]|\u202f|\u00a0/);
  });
});
