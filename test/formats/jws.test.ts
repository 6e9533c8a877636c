import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeUtf8, toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import {
  formatCompactJws,
  jwsSigningInput,
  looksLikeJws,
  parseCompactJws,
} from '../../src/formats/jws.ts';
import { parseStrictJson } from '../../src/formats/strict-json.ts';
import { codeOf } from './refusal.ts';
import { readShared, testWithVectors } from './vectors.ts';

const signingInput = jwsSigningInput({ alg: 'RS256', typ: 'JWT' }, utf8('{"iss":"é"}'));
const token = formatCompactJws(signingInput, Uint8Array.of(1, 2, 3, 4));
const encoded = (text: string) => toBase64Url(utf8(text));

describe('a compact JWS', () => {
  test('comes back as it went', () => {
    const jws = parseCompactJws(token);
    expect(jws.header).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(decodeUtf8(jws.payload)).toBe('{"iss":"é"}');
    expect(jws.signature).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(decodeUtf8(jws.signingInput)).toBe(signingInput);
  });

  test('may be unsecured, so that the refusal can name its algorithm (SECURITY row 21)', () => {
    expect(parseCompactJws(`${encoded('{"alg":"none"}')}.e30.`).signature).toHaveLength(0);
  });

  testWithVectors('is read as others write it', () => {
    for (const path of ['ob30/simple.jwt', 'ob30/velocity.jwt', 'ob20/simple.jwt']) {
      const text = decodeUtf8(readShared(`vectors/1edtech-validator/${path}`)).trim();
      expect(looksLikeJws(text)).toBe(true);
      const { header, payload, signature } = parseCompactJws(text);
      expect(header['alg']).toBe('RS256');
      expect(parseStrictJson(decodeUtf8(payload))).toBeInstanceOf(Object);
      expect(signature).toHaveLength(256);
    }
  });

  test.each([
    ['RFC 7515 section 7.1', 'jws_malformed', ''],
    ['RFC 7515 section 7.1', 'jws_malformed', 'e30'],
    ['RFC 7515 section 7.1', 'jws_malformed', 'e30.e30'],
    ['RFC 7515 section 7.1', 'jws_malformed', '.e30.AA'],
    ['RFC 7516 has five parts', 'jws_malformed', 'e30.AA.AA.AA.AA'],
    ['RFC 7515 section 4', 'jws_malformed', `${encoded('["alg"]')}.e30.AA`],
    ['row 30', 'jws_not_canonical', 'e30.e30.AB'],
    ['row 30', 'jws_not_canonical', 'e30.e30.AA=='],
    ['row 30', 'jws_not_canonical', 'e30.e30.AA\n'],
    ['row 30', 'jws_not_canonical', ' e30.e30.AA'],
    ['row 30', 'jws_not_canonical', 'e30.e30.+A'],
    ['row 30', 'jws_not_canonical', 'e30.e3\n0.AA'],
    ['row 29', 'json_duplicate_key', `${encoded('{"alg":"RS256","alg":"none"}')}.e30.AA`],
    ['row 8', 'invalid_utf8', '_w.e30.AA'],
    ['row 2', 'json_syntax', `${encoded('{"alg"')}.e30.AA`],
  ])('SECURITY %s: %s', async (_rule, code, text) => {
    expect(await codeOf(() => parseCompactJws(text))).toBe(code);
  });

  test('a megabyte of dots is refused like any other', async () => {
    expect(await codeOf(() => parseCompactJws(`e30${'.'.repeat(1_000_000)}`))).toBe(
      'jws_malformed',
    );
  });

  test('no text makes it fail otherwise than by a refusal', async () => {
    const part = fc.oneof(fc.base64String(), fc.string(), fc.json().map(encoded));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        await codeOf(() => parseCompactJws(parts.join('.')));
      }),
    );
  });
});

describe('what looks like a JWS', () => {
  test.each([token, 'eyJ9.e30.', 'ewoK.AA==.+/', `${token}==`])('%j does', (text) => {
    expect(looksLikeJws(text)).toBe(true);
  });

  test.each(['', '{}', 'e.e.e', 'example.org.fr', 'eyJ9.e30', 'eyJ9.e.e.e.e', 'eyJ9.e30.é'])(
    '%j does not',
    (text) => {
      expect(looksLikeJws(text)).toBe(false);
    },
  );
});
