import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { CHECK_NAMES } from '../../src/domain/verification.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { openApiDocument } from '../../src/web/api/openapi-document.ts';
import { ORIGIN } from '../harness.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

const PATH = '/api/v1/verifications';

let web: TestWeb;
let centre: Centre;
let badge: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
  badge = credential?.text ?? '';
});
afterAll(() => web.stop());

async function verify(body: NonNullable<RequestInit['body']>, type = 'application/json') {
  const response = await web.fetch(PATH, {
    method: 'POST',
    headers: type ? { 'content-type': type } : {},
    body,
  });
  return { status: response.status, response, body: (await response.json()) as ReportBody };
}

interface ReportBody {
  readonly [member: string]: unknown;
  readonly code?: string;
}

describe('the report', () => {
  const document = openApiDocument(ORIGIN) as {
    components: { schemas: Record<string, Record<string, unknown>> };
  };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: 'api' });
  const isReport = ajv.compile({ $ref: 'api#/components/schemas/VerificationReport' });

  test.each([
    ['a good badge', () => badge],
    ['a changed one', () => badge.replace('Robot suiveur', 'Robot volant')],
    ['another credential', () => '{"type":["VerifiableCredential"]}'],
    ['a badge of another age', () => '{"type":"Assertion","@context":"x"}'],
  ])('of %s is what the description says', async (_, text) => {
    const { status, body } = await verify(text());
    expect(status).toBe(200);
    expect({ valid: isReport(body), errors: isReport.errors }).toEqual({
      valid: true,
      errors: null,
    });
    const names = (body['checks'] as { name: string }[]).map(({ name }) => name);
    expect([...new Set(names)].sort()).toEqual([...CHECK_NAMES].sort());
  });

  // The promise of version 1: these members stay, and readers pass over what they do not know.
  test('has its promised members, and is open to more', () => {
    const { VerificationReport: report } = document.components.schemas;
    expect(report?.['required']).toEqual([
      'version',
      'verdict',
      'state',
      'checks',
      'kind',
      'format',
      'issuer',
      'credential',
      'endorsements',
      'warnings',
      'contacted',
    ]);
    expect(report?.['additionalProperties']).toEqual({});
    expect(report?.['properties']).toMatchObject({
      version: { const: 1 },
      verdict: { enum: ['verified', 'rejected', 'undetermined'] },
      state: { enum: ['active', 'expired', 'revoked', 'not-yet-valid', 'unknown'] },
    });
  });
});

describe('what is sent', () => {
  test('may be a photograph of a printed badge', async () => {
    const carried = await writeQrText(utf8(badge), { deflateRaw: deflateRawWell });
    const code = await qrcode.toBuffer(`${ORIGIN}/q#${carried}`, {
      errorCorrectionLevel: 'L',
      scale: 4,
    });
    for (const format of ['jpeg', 'webp', 'png'] as const) {
      const photograph = await sharp(code).toFormat(format).toBuffer();
      const { body } = await verify(new Uint8Array(photograph), `image/${format}`);
      expect(body).toMatchObject({ verdict: 'verified', state: 'active', format: 'qr' });
    }
  });

  test('may be the text of a QR code, or a token as a JSON text', async () => {
    const carried = await writeQrText(utf8(badge), { deflateRaw: deflateRawWell });
    const link = `${ORIGIN}/q#${carried}`;
    for (const text of [carried, link, JSON.stringify({ url: link })]) {
      expect((await verify(text, 'text/plain')).body).toMatchObject({ verdict: 'verified' });
    }
    const file = await web.deps.file(`${centre.award.id}.badge`, 'jwt');
    const text = JSON.stringify(new TextDecoder().decode(file.bytes));
    expect((await verify(text)).body).toMatchObject({ verdict: 'verified', format: 'json' });
  });

  test('may be a link, with white space around it, to our own pages without the network', async () => {
    const url = `${ORIGIN}/s/${await shareOf(web, centre)}`;
    for (const text of [
      JSON.stringify({ url }),
      ` \n{ "url": "${url}" }`,
      `\ufeff{"url":"${url}"}`,
    ]) {
      const { body } = await verify(text);
      expect(body).toMatchObject({ verdict: 'verified', contacted: [] });
    }
    expect((await verify(url, 'text/plain')).body).toMatchObject({ verdict: 'verified' });
  });

  test.each([
    ['{"url":"https://127.0.0.1/","checks":["proof"]}', 400, 'request_invalid'],
    ['{"url":""}', 400, 'request_invalid'],
    ['{"url":["https://badge.test/"]}', 400, 'request_invalid'],
    ['{"url":"https://a.test/","url":"https://b.test/"}', 400, 'json_duplicate_key'],
    [`{"url":"https://badge.test/${'a'.repeat(2100)}"}`, 422, 'url_invalid'],
    [`{"url":"https://badge.test/${'a'.repeat(8200)}"}`, 400, 'request_invalid'],
    ['{"url":"badge.test"}', 422, 'url_invalid'],
    ['{"url":"http://badge.test/"}', 422, 'url_scheme'],
    ['{"url":"https://badge.test/q"}', 422, 'remote_unreachable'],
    [`{"url":"${ORIGIN}/s/AAAAAAAAAAAAAAAAAAAAAA"}`, 404, 'not_found'],
    [`{"url":"${ORIGIN}/elsewhere"}`, 422, 'remote_not_found'],
    ['[]', 422, 'not_a_credential'],
    ['"text"', 422, 'not_a_credential'],
    ['12', 422, 'not_a_credential'],
    ['NaN', 400, 'json_syntax'],
    ['{"type":"Profile","url":"https://badge.test/"}', 422, 'not_a_credential'],
    ['https://badge.test/q#NOT BASE45 _', 400, 'qr_text_malformed'],
    ['https://badge.test/q#ABC', 400, 'qr_text_malformed'],
  ])('%#: %s is %i %s', async (text, status, code) => {
    const answer = await verify(text);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.response.headers.get('content-type')).toBe('application/problem+json');
  });

  test('of the largest size is refused by what it is, not by its name', async () => {
    const text = Buffer.alloc(3 * 1024 * 1024, ' ');
    text.write('{');
    expect((await verify(text, 'image/png')).body.code).toBe('body_too_large');
    const jpeg = Buffer.alloc(3 * 1024 * 1024);
    jpeg.set([0xff, 0xd8, 0xff]);
    expect((await verify(jpeg, 'application/json')).body.code).toBe('no_credential_in_image');
  });
});

describe('programs of other sites', () => {
  test('may ask, and read how much they may still ask', async () => {
    const preflight = await web.fetch(PATH, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.test', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    for (const { response } of [await verify(badge), await verify('{}')]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-expose-headers')).toContain('RateLimit');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('ratelimit-policy')).toMatch(/q=10000; w=60/);
      expect(response.headers.get('ratelimit')).toMatch(/r=\d+; t=\d+/);
    }
  });

  test('are told when it was too much (SECURITY T07)', async () => {
    const narrow = await startWeb({ limits: { verifications: 1 } });
    try {
      const ask = () => narrow.fetch(PATH, { method: 'POST', body: '{}' });
      expect((await ask()).status).toBe(422);
      const refused = await ask();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await narrow.stop();
    }
  });

  test('may know whom this service recognises', async () => {
    const answer = await web.fetch('/api/v1/recognised-issuers');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const { handle, name } = centre.profile;
    expect(await answer.json()).toEqual({
      issuers: [{ id: `did:web:issuer.test:issuers:${handle}`, name }],
    });
  });
});
