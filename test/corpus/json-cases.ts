import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, DID_JSON, didDocument, signed } from '../usecases/other-issuer.ts';
import { type Case, type Internet, refused, rejected, verified } from './case.ts';

/** The issuer of the corpus, online with its key. */
export const ISSUER_ONLINE: Internet = { [DID_JSON]: { json: didDocument() } };

const MIB = 1024 * 1024;

/** Evidence of eight nodes without a name, each of which points to all the others. */
const CLIQUE: JsonObject[] = Array.from({ length: 8 }, (_, from) => ({
  id: `_:n${from}`,
  type: ['Evidence'],
  // The one property of evidence-like objects that leads to another object.
  endorsement: Array.from({ length: 8 }, (__, to) => ({ id: `_:n${to}` })).filter(
    (_node, to) => to !== from,
  ),
}));

/** Rows 1 to 20: JSON, and what JSON-LD makes of it. */
export async function jsonCases(): Promise<Case[]> {
  const good = await signed(badge());
  const text = JSON.stringify(good);
  return [
    ...syntaxCases(text),
    ...(await contextCases()),
    {
      row: '20',
      what: 'a graph that is all alike',
      body: JSON.stringify({ ...good, evidence: CLIQUE }),
      expect: rejected('canonicalization_limit'),
    },
    {
      row: '9',
      what: 'a byte order mark before a good badge',
      body: utf8(`\uFEFF${text}`),
      expect: verified(),
    },
  ].map((one) => ({ internet: ISSUER_ONLINE, ...one }));
}

function syntaxCases(text: string): Case[] {
  const cases: [
    row: string,
    what: string,
    body: string | Uint8Array,
    status: number,
    code: string,
  ][] = [
    ['1', 'nothing', '', 400, 'empty_body'],
    ['1', 'white space alone', ' \n\t ', 400, 'empty_body'],
    ['2', 'a start without end', '{"a":', 400, 'json_syntax'],
    ['3', '3 MiB of text', JSON.stringify({ a: ' '.repeat(3 * MIB) }), 413, 'body_too_large'],
    [
      '4',
      'a million brackets',
      '['.repeat(1_000_000) + ']'.repeat(1_000_000),
      400,
      'json_too_deep',
    ],
    ['5', 'depth 65', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 400, 'json_too_deep'],
    ['5', 'depth 63', `${'{"a":'.repeat(63)}1${'}'.repeat(63)}`, 422, 'not_a_credential'],
    ['6', 'an array of 200,000', `[${'0,'.repeat(199_999)}0]`, 400, 'json_too_many_nodes'],
    [
      '7',
      'a second issuer before',
      `{"issuer":"did:key:z",${text.slice(1)}`,
      400,
      'json_duplicate_key',
    ],
    ['7', 'a second issuer after', `${text.slice(0, -1)},"issuer":"x"}`, 400, 'json_duplicate_key'],
    [
      '7',
      'a second issuer, escaped',
      `{"\\u0069ssuer":1,${text.slice(1)}`,
      400,
      'json_duplicate_key',
    ],
    [
      '8',
      'invalid UTF-8',
      Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d),
      400,
      'invalid_utf8',
    ],
    [
      '11',
      'a lone surrogate',
      text.replace('"name":"', '"name":"\\ud800'),
      400,
      'json_lone_surrogate',
    ],
    [
      '12',
      'beyond 2^53',
      '{"type":"VerifiableCredential","n":9007199254740993}',
      400,
      'json_number_range',
    ],
    ['12', '1e400', '{"type":"VerifiableCredential","n":1e400}', 400, 'json_number_range'],
    ['13', 'NaN', '{"a":NaN}', 400, 'json_syntax'],
    ['13', 'a key without quotes', '{a:1}', 400, 'json_syntax'],
    ['13', 'a comma too many', '{"a":1,}', 400, 'json_syntax'],
    ['13', 'a comment', '{"a":1}//', 400, 'json_syntax'],
    [
      '14',
      '__proto__',
      `{"__proto__":{"verdict":"verified"},${text.slice(1)}`,
      400,
      'json_forbidden_key',
    ],
    [
      '14',
      'constructor',
      `{"constructor":{"prototype":{"x":1}},${text.slice(1)}`,
      400,
      'json_forbidden_key',
    ],
    ['own', 'a number alone', '7', 422, 'not_a_credential'],
    ['own', 'an empty object', '{}', 422, 'not_a_credential'],
    ['own', 'an array of badges', `[${text}]`, 422, 'not_a_credential'],
    ['own', 'two objects', `${text}${text}`, 400, 'json_syntax'],
  ];
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
  return [
    ...cases.map(([row, what, body, status, code]) => ({
      row,
      what,
      body,
      expect: refused(status, code),
    })),
    {
      row: '10',
      what: 'UTF-16 with its charset',
      body: utf16,
      type: 'application/json; charset=utf-16',
      expect: refused(415, 'unsupported_charset'),
    },
  ];
}

async function contextCases(): Promise<Case[]> {
  const contexts = badge()['@context'] as string[];
  const [base = '', openBadges = ''] = contexts;
  const good = await signed(badge());
  const withContexts = (context: unknown) => ({ ...good, '@context': context }) as JsonObject;
  const unmapped = { ...good, grade: 'A+' } as JsonObject;
  const clique = Array.from({ length: 8 }, (_, index) => ({
    type: ['Evidence'],
    name: `n${index}`,
    id: `_:b${index}`,
  }));
  const cases: [row: string, what: string, badge: JsonObject, code: string][] = [
    [
      '15',
      'a context written out',
      withContexts([...contexts, { name: 'https://evil.test/#n' }]),
      'context_not_allowed',
    ],
    [
      '16',
      '@vocab',
      withContexts([...contexts, { '@vocab': 'https://evil.test/#' }]),
      'context_not_allowed',
    ],
    [
      '17',
      'a context of a stranger',
      withContexts([...contexts, 'https://evil.test/ctx.json']),
      'context_not_allowed',
    ],
    ['18', 'contexts in the wrong order', withContexts([openBadges, base]), 'context_order'],
    ['18', 'no Open Badges context', withContexts([base]), 'context_order'],
    ['19', 'a property without a term', unmapped, 'unmapped_term'],
    ['own', 'no context', withContexts(undefined), 'context_missing'],
    ['own', 'a context as text', withContexts(base), 'context_missing'],
    ['own', 'blank nodes named in the badge', { ...good, evidence: clique }, 'signature_invalid'],
    [
      'own',
      'a context inside the subject',
      {
        ...good,
        credentialSubject: { ...(good['credentialSubject'] as JsonObject), '@context': base },
      },
      'context_not_allowed',
    ],
  ];
  return cases.map(([row, what, body, code]) => ({
    row,
    what,
    body: JSON.stringify(body),
    expect: { ...rejected(code), silent: ['evil.test'] },
  }));
}
