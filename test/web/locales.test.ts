import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../src/domain/errors.ts';
import { CARD_CODE_SIGNS, CONTROL_KEY_SIGNS, readCode } from '../../src/domain/typed-code.ts';
import { CHECK_NAMES } from '../../src/domain/verification.ts';
import { PROOF_PROBLEM_CODES } from '../../src/proofs/problem.ts';
import { LANGUAGES, SENTENCES } from '../../src/web/locales.ts';
import { wordsOf } from '../../src/web/words.ts';

const ROOT = new URL('../../', import.meta.url);

function textsIn(folder: string, ending: string): string[] {
  const names = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(folder + name, ROOT), 'utf8'));
}

function matches(texts: readonly string[], pattern: RegExp): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(found)].sort();
}

/** What the verifier itself has to say aside. */
function warningsOfVerifier(): string[] {
  return matches(textsIn('src/usecases/verification/', '.ts'), /warnings\.push\('(\w+)'\)/g);
}

/** Everything in the verifier that is written like a code and is not the name of a check. */
function checkCodes(): string[] {
  const sources = textsIn('src/usecases/verification/', '.ts');
  const written = matches(sources, /'([a-z]+(?:_[a-z]+)+|revoked|suspended|expired)'/g);
  const names: readonly string[] = [...CHECK_NAMES, ...ERROR_CODES, ...warningsOfVerifier()];
  return [...new Set([...written, ...PROOF_PROBLEM_CODES])].filter((one) => !names.includes(one));
}

const placesOf = (sentence = '') => (sentence.match(/\{\w+\}/g) ?? []).sort();

test('French and English have the same keys, with the same places', () => {
  const { fr, en } = SENTENCES;
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  for (const key of Object.keys(fr)) {
    expect({ key, places: placesOf(en[key]) }).toEqual({ key, places: placesOf(fr[key]) });
  }
});

test('no sentence is empty, and none names a machine word for nothing', () => {
  for (const language of LANGUAGES) {
    for (const sentence of Object.values(SENTENCES[language])) {
      expect(sentence.trim()).not.toBe('');
      expect(sentence).not.toMatch(/\b(undefined|null|NaN|TODO)\b/);
    }
  }
});

describe.each(LANGUAGES)('in %s', (language) => {
  const sentences = SENTENCES[language];

  test('every error has its sentence', () => {
    const missing = ERROR_CODES.filter((code) => !(`errors.${code}` in sentences));
    expect(missing).toEqual([]);
  });

  test('every check has its sentence', () => {
    const codes = checkCodes();
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !(`checks.${code}` in sentences))).toEqual([]);
  });

  test('every warning has its sentence', () => {
    const sources = [...textsIn('src/formats/', '.ts'), ...textsIn('src/proofs/', '.ts')];
    const codes = [
      ...warningsOfVerifier(),
      ...matches(
        sources,
        /(?:warnings[^;]*?|\? \[)'((?:jwt|status|trailing|body|compressed)_\w+)'/g,
      ),
    ];
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !(`warnings.${code}` in sentences))).toEqual([]);
  });

  test('templates ask only for sentences that are there', () => {
    const keys = matches(textsIn('templates/', '.hbs'), /\{\{t "([^"]+)"/g);
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.filter((key) => !(key in sentences))).toEqual([]);
  });

  test('a code that nobody knows still says what came out', () => {
    const words = wordsOf(language);
    const check = { code: 'new_code', outcome: 'unknown', params: {} } as const;
    expect(words.check(check)).toBe(sentences['checks.answer_unknown']);
    expect(words.warning('new_code')).toBe(sentences['warnings.other']);
    // A key of the prototype is no sentence.
    expect(words.warning('constructor')).toBe(sentences['warnings.other']);
  });
});

test('templates print nothing unescaped: HTML goes through the one helper', () => {
  for (const text of textsIn('templates/', '.hbs')) expect(text).not.toMatch(/\{\{\{|\{\{&/);
});

describe('French typography', () => {
  test('has a space that does not break before : ; ? ! » and after «', () => {
    const wrong = Object.entries(SENTENCES.fr).filter(([, text]) =>
      /[ \u202f]:|[ \u202f]»|«[ \u202f]|«(?!\u00a0)|[ \u00a0][;?!]/.test(text),
    );
    expect(wrong).toEqual([]);
    const spaced = Object.values(SENTENCES.fr).filter((text) =>
      /\u00a0[:»]|\u202f[;?!]/.test(text),
    );
    expect(spaced.length).toBeGreaterThan(100);
  });

  test('is that of the ready badges too', () => {
    const catalogue = textsIn('templates/catalogue/', '.json');
    expect(catalogue.length).toBeGreaterThan(0);
    for (const text of catalogue) expect(text).not.toMatch(/ [:;?!»]|« /);
  });
});

// Whoever types the example is told that it leads nowhere, not that it is mistyped.
test('codes that stand as examples pass their own check', () => {
  const examples = LANGUAGES.flatMap((language) =>
    Object.entries(SENTENCES[language]).flatMap(([key, text]) =>
      (text.match(/(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?:-[0-9A-Z]{5})?(?![\w-])/g) ?? [])
        .filter((code) => /\d/.test(code))
        .map((code) => ({ key, code })),
    ),
  );
  expect(examples.map(({ key }) => key)).toEqual(['controlKey.hint', 'controlKey.hint']);
  for (const { code } of examples) {
    const signs = code.length > 9 ? CARD_CODE_SIGNS : CONTROL_KEY_SIGNS;
    expect([code, readCode(code, signs)]).toEqual([code, code.replaceAll('-', '')]);
  }
});

test('dates are said in the language, in UTC', () => {
  expect(wordsOf('fr').day('2026-05-03T23:30:00Z')).toBe('3 mai 2026');
  expect(wordsOf('en').day('2026-05-03')).toBe('3 May 2026');
  expect(wordsOf('fr').day('soon')).toBe('');
  const check = { code: 'expired', outcome: 'failed', params: { date: '2026-05-03' } } as const;
  expect(wordsOf('fr').check(check)).toBe('Le badge a pris fin le 3 mai 2026.');
});
