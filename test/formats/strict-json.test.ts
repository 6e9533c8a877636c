import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isJsonObject, parseStrictJson } from '../../src/formats/strict-json.ts';
import { codeOf, refusalOf } from './refusal.ts';

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('what is accepted', () => {
  test('is read as JSON.parse reads it', async () => {
    const text = fc.json({ maxDepth: 5, stringUnit: 'binary' });
    await fc.assert(
      fc.asyncProperty(text, async (json) => {
        const code = await codeOf(() => expect(parseStrictJson(json)).toEqual(JSON.parse(json)));
        expect([undefined, 'json_number_range', 'json_forbidden_key']).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  test('is never more than JSON.parse accepts', async () => {
    const fragments = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      'u',
      '0',
      '1',
      '-',
      '.',
      'e',
    ];
    const more = ['+', 'true', 'nul', 'null', ' ', '\n', '\t', '\f', '\u00a0', '\ud83d', '\ude00'];
    const soup = fc.string({ unit: fc.constantFrom(...fragments, ...more), maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const code = await codeOf(() => parseStrictJson(text));
        if (code === undefined) expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        else if (code === 'json_syntax') expect(() => JSON.parse(text)).toThrow();
      }),
      { numRuns: 20_000 },
    );
  });

  test.each([
    ['scalars at the top', '-0.5e-3', -0.0005],
    ['white space around', ' \n\t\r{ } \n', {}],
    ['the largest safe integer', '9007199254740991', Number.MAX_SAFE_INTEGER],
    ['every escape', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"', '"\\/\b\f\n\r\té'],
    ['a pair spelled in escapes', '"\\ud83d\\uDE00"', '😀'],
    ['a pair half spelled in escapes', '"\\ud83d\ude00"', '😀'],
    ['an escaped quote', '"\\u0022"', '"'],
    ['the same key in two objects', '[{"a":1},{"a":{"a":2}}]', [{ a: 1 }, { a: { a: 2 } }]],
    ['an empty key', '{"":null}', { '': null }],
  ])('%s', (_name, text, value) => {
    expect(parseStrictJson(text)).toEqual(value);
  });

  test('reaches 64 levels and 100,000 values', () => {
    expect(parseStrictJson(nested(64))).toBeDefined();
    expect(parseStrictJson(`[${'0,'.repeat(99_998)}0]`)).toHaveLength(99_999);
  });
});

describe('what is refused', () => {
  test.each([
    ['row 1', 'empty_body', ''],
    ['row 1', 'empty_body', ' \r\n\t'],
    ['row 2', 'json_syntax', '{"a":'],
    ['row 2', 'json_syntax', '{"a'],
    ['row 2', 'json_syntax', '"\\'],
    ['row 2', 'json_syntax', '{"a" 1}'],
    ['row 2', 'json_syntax', '[1 2]'],
    ['row 2', 'json_syntax', '{} {}'],
    ['row 13', 'json_syntax', 'NaN'],
    ['row 13', 'json_syntax', 'Infinity'],
    ['row 13', 'json_syntax', '{a:1}'],
    ['row 13', 'json_syntax', '{"a":1,}'],
    ['row 13', 'json_syntax', '[1,]'],
    ['row 13', 'json_syntax', '{} // comment'],
    ['row 13', 'json_syntax', "{'a':1}"],
    ['RFC 8259 section 6', 'json_syntax', '01'],
    ['RFC 8259 section 6', 'json_syntax', '1.'],
    ['RFC 8259 section 6', 'json_syntax', '+1'],
    ['RFC 8259 section 7', 'json_syntax', '"\n"'],
    ['RFC 8259 section 7', 'json_syntax', '"\\x"'],
    ['RFC 8259 section 7', 'json_syntax', '"\\u12g4"'],
    ['RFC 8259 section 8.1', 'json_syntax', '\ufeff{}'],
    ['row 5', 'json_too_deep', nested(65)],
    ['row 5', 'json_too_deep', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['row 6', 'json_too_many_nodes', `[${'0,'.repeat(199_999)}0]`],
    ['row 7', 'json_duplicate_key', '{"issuer":1,"name":2,"issuer":1}'],
    ['row 7', 'json_duplicate_key', '{"issuer":1,"\\u0069ssuer":1}'],
    ['row 11', 'json_lone_surrogate', '"\\ud800"'],
    ['row 11', 'json_lone_surrogate', '"\\ud800\\ud800\\udc00"'],
    ['row 11', 'json_lone_surrogate', '"\\udc00"'],
    ['row 11', 'json_lone_surrogate', '"\\ud800a"'],
    ['row 11', 'json_lone_surrogate', '{"\ud800":1}'],
    ['row 12', 'json_number_range', '9007199254740993'],
    ['row 12', 'json_number_range', '-9007199254740992'],
    ['row 12', 'json_number_range', '1e400'],
    ['row 12', 'json_number_range', '[-1E400]'],
    ['row 14', 'json_forbidden_key', '{"__proto__":{"verdict":"valid"}}'],
    ['row 14', 'json_forbidden_key', '{"\\u005f_proto__":1}'],
    ['row 14', 'json_forbidden_key', '{"constructor":{"prototype":{"x":1}}}'],
    ['row 14', 'json_forbidden_key', '[{"prototype":1}]'],
  ])('SECURITY %s: %s', async (_rule, code, text) => {
    expect(await codeOf(() => parseStrictJson(text))).toBe(code);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test.each(['[', '{"a":'])('SECURITY row 4: a million %j overflow no stack', async (opening) => {
    const text = opening.repeat(1_000_000);
    expect(await codeOf(() => parseStrictJson(text))).toBe('json_too_deep');
  });

  test('SECURITY row 12: a number of two million digits is weighed, not choked on', async () => {
    const text = '9'.repeat(2_000_000);
    expect(await codeOf(() => parseStrictJson(text))).toBe('json_number_range');
    expect(parseStrictJson(`0.${text}`)).toBe(1);
  });

  test.each([
    ['{\n  "a": 1,\n  "é": 😀\n}', { line: 3, column: 8 }],
    ['{"a":1,"a":2}', { line: 1, column: 8 }],
    ['[\r\n1,\r\n"\\ud800"]', { line: 3, column: 2 }],
    ['[1,', { line: 1, column: 4 }],
  ])('the place is told: %j', async (text, place) => {
    expect((await refusalOf(() => parseStrictJson(text)))?.params).toEqual(place);
  });

  test('the message never repeats the text, which may be about a person', async () => {
    const text = '{"name":"Élodie Caudron", oops}';
    await expect(async () => parseStrictJson(text)).rejects.toThrow(
      'Refused at line 1, column 27.',
    );
  });
});

test('an object is neither null nor an array', () => {
  expect([{}, [], null, 'a', undefined].map(isJsonObject)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
