import { sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, newKey, signed, type TestKey } from '../usecases/other-issuer.ts';
import { askApi } from './ask-api.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const CREATED = '2026-11-20T15:00:00Z';

let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterAll(() => web.stop());

async function post(path: string, body: unknown): Promise<{ status: number; body: never }> {
  const answer = await askApi(web, 'POST', `/vc-api${path}`, { bearer: '', body });
  return { status: answer.status, body: (await answer.json()) as never };
}

const verify = (verifiableCredential: unknown, options?: object) =>
  post('/credentials/verify', { verifiableCredential, ...(options ? { options } : {}) });
const present = (verifiablePresentation: unknown, options: object = {}) =>
  post('/presentations/verify', { verifiablePresentation, options });

/** Someone with a did:key. */
const someone = (key: TestKey) => {
  const did = `did:key:${key.multibase}`;
  return { key, did, method: `${did}#${key.multibase}` };
};
const ISSUER = someone(newKey());
const HOLDER = someone(newKey());
type Someone = typeof ISSUER;

function credential(change: JsonObject = {}): JsonObject {
  return {
    '@context': [V2],
    id: 'urn:uuid:credential',
    type: ['VerifiableCredential'],
    issuer: ISSUER.did,
    validFrom: CREATED,
    credentialSubject: { id: HOLDER.did, name: 'Exemple' },
    ...change,
  };
}

const sealed = (document: JsonObject, change: JsonObject = {}, by: Someone = ISSUER) =>
  signed(document, { verificationMethod: by.method, ...change }, by.key);

function token(payload: object, header: object = {}, { key, method }: Someone = ISSUER): string {
  const parts = [{ alg: 'EdDSA', kid: method, typ: 'vc+jwt', ...header }, payload];
  const input = parts.map((part) => toBase64Url(utf8(JSON.stringify(part)))).join('.');
  return `${input}.${toBase64Url(new Uint8Array(sign(null, utf8(input), key.privateKey)))}`;
}

const envelope = (jwt: string, kind: 'Credential' | 'Presentation' = 'Credential') => ({
  '@context': V2,
  type: `EnvelopedVerifiable${kind}`,
  id: `data:application/${kind === 'Credential' ? 'vc' : 'vp'}+jwt,${jwt}`,
});

describe('a credential', () => {
  test('of any kind verifies, as an object, a token and an envelope', async () => {
    const jwt = token(credential());
    for (const given of [await sealed(credential()), jwt, envelope(jwt)]) {
      const answer = await verify(given);
      expect(answer).toMatchObject({
        status: 200,
        body: { verified: true, verdict: 'verified', state: 'active', kind: 'credential' },
      });
    }
  });

  test('needs no date in version 2.0, and needs one in 1.1', async () => {
    const { validFrom: _, ...dateless } = credential();
    expect(await verify(await sealed(dateless))).toMatchObject({ status: 200 });
    const contexts = ['https://www.w3.org/2018/credentials/v1'];
    const proofs = 'https://w3id.org/security/data-integrity/v2';
    const one = {
      ...dateless,
      '@context': [...contexts, proofs],
      credentialSubject: { id: HOLDER.did },
    };
    expect(await verify(await sealed({ ...one, issuanceDate: CREATED }))).toMatchObject({
      status: 200,
    });
    const refused = await verify(await sealed(one));
    expect(refused).toMatchObject({ status: 400, body: { verified: false } });
  });

  test('may say its name in several languages', async () => {
    const name = [
      { '@value': 'Chien', '@language': 'fr' },
      { '@value': 'Dog', '@language': 'en', '@direction': 'ltr' },
    ];
    const given = await sealed(credential({ name, issuer: { id: ISSUER.did, name } }));
    expect(await verify(given)).toMatchObject({ status: 200, body: { verified: true } });
    const text = JSON.stringify(given).replaceAll('Chien', 'Chat');
    expect(await verify(JSON.parse(text))).toMatchObject({ status: 400 });
  });

  test('of Open Badges gets the same report as everywhere', async () => {
    const [row] = await web.service.store.credentials.listOfAward(centre.award.id);
    const given = JSON.parse(row?.text ?? '');
    const answer = await verify(given);
    expect(answer).toMatchObject({ status: 200, body: { verified: true, kind: 'open-badge' } });
    const { verified: _, errors: __, problemDetails: ___, ...report } = answer.body as JsonObject;
    const other = await web.fetch('/api/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    expect(report).toEqual(await other.json());
  });

  test('gets its report from the public verifier, and the warning that it is no badge', async () => {
    const answer = await web.fetch('/api/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(envelope(token(credential()))),
    });
    expect(await answer.json()).toMatchObject({
      verdict: 'verified',
      kind: 'credential',
      warnings: expect.arrayContaining(['not_an_open_badge']),
    });
  });

  test('that is over does not verify; its signature alone does', async () => {
    const over = await sealed(credential({ validUntil: '2026-11-20T15:01:00Z' }));
    const answer = await verify(over);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        verified: false,
        state: 'expired',
        errors: [expect.stringContaining('expired')],
        problemDetails: [
          { type: 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR', code: 'expired' },
        ],
      },
    });
    const mechanics = await verify(over, { checks: ['proof'] });
    expect(mechanics).toMatchObject({
      status: 200,
      body: { verified: true, verdict: 'undetermined', errors: [] },
    });
  });

  test('a proof by somebody else has good mechanics, and is no credential of its issuer', async () => {
    const given = await sealed(credential({ issuer: 'did:web:good.test' }), {}, HOLDER);
    expect(await verify(given, { checks: ['proof'] })).toMatchObject({
      status: 200,
      body: { verified: true, verdict: 'rejected' },
    });
    expect(await verify(given)).toMatchObject({
      status: 400,
      body: {
        verified: false,
        errors: expect.arrayContaining([expect.stringContaining('issuer_key_unbound')]),
      },
    });
    const changed = { ...given, id: 'urn:uuid:other' };
    expect(await verify(changed, { checks: ['proof'] })).toMatchObject({ status: 400 });
  });

  const without = (name: string) => (given: JsonObject) => ({ ...given, [name]: undefined });
  const proofWithout = (name: string) => (given: JsonObject) => {
    const [proof] = given['proof'] as JsonObject[];
    return { ...given, proof: { ...proof, [name]: undefined } };
  };
  const withValue = (name: string, value: unknown) => (given: JsonObject) => ({
    ...given,
    [name]: value,
  });

  test.each<[string, (given: JsonObject) => object]>([
    ...['@context', 'type', 'issuer', 'credentialSubject', 'proof'].map(
      (name): [string, (given: JsonObject) => object] => [`without ${name}`, without(name)],
    ),
    ...['type', 'created', 'verificationMethod', 'proofValue', 'proofPurpose', 'cryptosuite'].map(
      (name): [string, (given: JsonObject) => object] => [
        `without proof.${name}`,
        proofWithout(name),
      ],
    ),
    ...['@context', 'type', 'issuer', 'credentialSubject', 'proof'].flatMap((name) =>
      ['text', {}, null, 10, true, [], [null], [10], [{}]].map(
        (value): [string, (given: JsonObject) => object] => [
          `whose ${name} is ${JSON.stringify(value)}`,
          withValue(name, value),
        ],
      ),
    ),
  ])('%s is answered 400, whatever is asked of it', async (_name, change) => {
    const given = change(await sealed(credential()));
    for (const options of [{}, { checks: ['proof'] }]) {
      expect(await verify(given, options)).toMatchObject({
        status: 400,
        body: { verified: false },
      });
    }
  });

  test.each<[string, (whole: JsonObject) => object]>([
    ['contexts that are empty', (whole) => ({ ...whole, '@context': [] })],
    [
      'another context',
      (whole) => ({ ...whole, '@context': 'https://www.w3.org/2018/credentials/v1' }),
    ],
    [
      'an id that is no data: URL',
      (whole) => ({ ...whole, id: String(whole['id']).split(',')[1] }),
    ],
    [
      'another media type',
      (whole) => ({ ...whole, id: String(whole['id']).replace('vc+jwt', 'x') }),
    ],
    ['no type', ({ type: _, ...whole }) => whole],
    ['another type', (whole) => ({ ...whole, type: 'VerifiableCredential' })],
    ['a second type', (whole) => ({ ...whole, type: [whole['type'], 'VerifiableCredential'] })],
  ])('in an envelope with %s is answered 400 (VCDM 2.0, 4.12.1)', async (_name, change) => {
    const given = change(envelope(token(credential())) as unknown as JsonObject);
    expect(await verify(given)).toMatchObject({ status: 400, body: { verified: false } });
  });

  test('whose token has a changed payload is not verified', async () => {
    const [header, , signature] = token(credential()).split('.');
    const payload = toBase64Url(utf8(JSON.stringify(credential({ id: 'urn:uuid:other' }))));
    const answer = await verify(envelope(`${header}.${payload}.${signature}`));
    expect(answer).toMatchObject({ status: 400, body: { verdict: 'rejected' } });
  });

  test('signed for another site or request is not for this one', async () => {
    const given = await sealed(credential(), { domain: 'a.test', challenge: 'one' });
    const options = { domain: 'a.test', challenge: 'one' };
    expect(await verify(given, options)).toMatchObject({ status: 200 });
    expect(await verify(given, { ...options, challenge: 'two' })).toMatchObject({
      status: 400,
      body: { problemDetails: [{ type: 'https://w3id.org/security#INVALID_CHALLENGE_ERROR' }] },
    });
    expect(await verify(given, { ...options, domain: 'b.test' })).toMatchObject({
      status: 400,
      body: { problemDetails: [{ type: 'https://w3id.org/security#INVALID_DOMAIN_ERROR' }] },
    });
  });
});

describe('what cannot be processed is a problem', () => {
  test.each<[string, unknown, number]>([
    ['nothing', {}, 400],
    ['no credential', { credential: {} }, 400],
    ['a number', { verifiableCredential: 4 }, 400],
    ['an array', { verifiableCredential: [] }, 400],
    ['broken JSON', '{', 400],
    ['a name twice', '{"verifiableCredential":{},"verifiableCredential":{}}', 400],
    ['too much', `{"verifiableCredential":"${'x'.repeat(2 * 1024 * 1024)}"}`, 413],
  ])('%s', async (_name, body, status) => {
    for (const path of ['/credentials/verify', '/presentations/verify']) {
      const answer = await askApi(web, 'POST', `/vc-api${path}`, { bearer: '', body });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  test('not that another site asks: it knows no visitor and changes nothing', async () => {
    const headers = { origin: 'https://other.test', 'sec-fetch-site': 'cross-site' };
    for (const path of ['/vc-api/credentials/verify', '/vc-api/presentations/verify']) {
      const answer = await askApi(web, 'POST', path, { bearer: '', body: {}, headers });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    const body = { credential: {} };
    const refused = await askApi(web, 'POST', '/vc-api/credentials/issue', {
      bearer: '',
      body,
      headers,
    });
    expect(refused.status).toBe(403);
  });

  test('another media type', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' };
    expect((await web.fetch('/vc-api/credentials/verify', init)).status).toBe(415);
  });
});

describe('a presentation', () => {
  const OCCASION = { challenge: 'c-1', domain: 'verifier.test' };

  function presentation(shown: unknown, change: JsonObject = {}): JsonObject {
    return {
      '@context': [V2],
      type: ['VerifiablePresentation'],
      holder: HOLDER.did,
      ...(shown === undefined ? {} : { verifiableCredential: shown as JsonObject }),
      ...change,
    };
  }

  const shownBy = (document: JsonObject, change: JsonObject = {}, by = HOLDER) =>
    sealed(document, { proofPurpose: 'authentication', ...OCCASION, ...change }, by);

  test('verifies with every credential in it', async () => {
    const shown = [await sealed(credential()), envelope(token(credential({ id: 'urn:uuid:two' })))];
    const answer = await present(await shownBy(presentation(shown)), OCCASION);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        verified: true,
        holder: HOLDER.did,
        presentationResult: { verified: true },
        credentialResults: [
          { verified: true, verdict: 'verified' },
          { verified: true, verdict: 'verified' },
        ],
        errors: [],
        warnings: [],
      },
    });
    expect(answer.body).not.toHaveProperty('verifiablePresentation');
  });

  test('is given back when that is asked for', async () => {
    const given = await shownBy(presentation(undefined));
    const answer = await present(given, { ...OCCASION, returnPresentation: true });
    expect(answer).toMatchObject({ status: 200, body: { verifiablePresentation: given } });
  });

  test('of badges verifies, contexts of their own included', async () => {
    const mine = badge({ issuer: { id: ISSUER.did, type: ['Profile'], name: 'Autre centre' } });
    const given = await shownBy(presentation([await sealed(mine)]));
    expect(await present(given, OCCASION)).toMatchObject({
      status: 200,
      body: { credentialResults: [{ kind: 'open-badge', verdict: 'verified' }] },
    });
  });

  test.each<[string, JsonObject]>([
    ['no holder', { holder: undefined as never }],
    ['a holder that is an object', { holder: { id: HOLDER.did } }],
    ['an id', { id: 'urn:uuid:presentation' }],
    ['no credential', { verifiableCredential: [] }],
    ['another type', { type: ['VerifiablePresentation', 'https://a.test/#Shown'] }],
  ])('may have %s', async (_name, change) => {
    const document = JSON.parse(JSON.stringify(presentation([await sealed(credential())], change)));
    expect(await present(await shownBy(document), OCCASION)).toMatchObject({ status: 200 });
  });

  test('says so when nobody told which request it should answer', async () => {
    const given = await shownBy(presentation([await sealed(credential())]));
    const answer = await present(given, { checks: [] });
    expect(answer).toMatchObject({ status: 200, body: { warnings: ['challenge_not_checked'] } });
  });

  test.each<[string, string, () => Promise<JsonObject>]>([
    [
      'the answer to another request',
      'challenge_mismatch',
      () => shownBy(presentation(undefined), { challenge: 'c-0' }),
    ],
    [
      'one for another site',
      'domain_mismatch',
      () => shownBy(presentation(undefined), { domain: 'evil.test' }),
    ],
    [
      'one signed to assert and not to authenticate',
      'proof_purpose_mismatch',
      () => shownBy(presentation(undefined), { proofPurpose: 'assertionMethod' }),
    ],
    [
      'one that another signed',
      'holder_mismatch',
      () => shownBy(presentation(undefined), {}, ISSUER),
    ],
    ['one that is not signed', 'proof_missing', async () => presentation(undefined)],
    [
      'one whose proof is of an older request beside a bad one',
      'signature_invalid',
      async () => {
        const old = await shownBy(presentation(undefined), { challenge: 'c-0' });
        const [proof] = old['proof'] as JsonObject[];
        return { ...old, proof: [proof as JsonObject, { ...proof, ...OCCASION }] };
      },
    ],
    [
      'one without its type',
      'data_model_mismatch',
      async () => ({
        ...(await shownBy(presentation(undefined))),
        type: ['https://a.test/#Shown'],
      }),
    ],
    [
      'one whose holder has no id',
      'data_model_mismatch',
      () => shownBy(presentation(undefined, { holder: { type: 'https://a.test/#Person' } })),
    ],
    [
      'one with a text for a credential',
      'data_model_mismatch',
      async () => {
        const given = await shownBy(presentation(undefined));
        return { ...given, verifiableCredential: [token(credential())] };
      },
    ],
    [
      'one with contexts in another order',
      'context_order',
      async () => ({
        ...(await shownBy(presentation(undefined))),
        '@context': ['https://w3id.org/security/data-integrity/v2', V2],
      }),
    ],
    [
      'one with a context that is not pinned',
      'context_not_allowed',
      async () => ({
        ...(await shownBy(presentation(undefined))),
        '@context': [V2, 'https://example.com'],
      }),
    ],
  ])('does not verify: %s', async (_name, code, make) => {
    const answer = await present(await make(), OCCASION);
    expect(answer).toMatchObject({ status: 400, body: { verified: false } });
    const { problemDetails } = answer.body as { problemDetails: { code: string }[] };
    expect(problemDetails.map((one) => one.code)).toContain(code);
  });

  test('does not verify when one credential in it does not', async () => {
    const good = await sealed(credential());
    const bad = { ...(await sealed(credential({ id: 'urn:uuid:two' }))), id: 'urn:uuid:three' };
    const given = await shownBy(presentation([good, bad]));
    expect(await present(given, OCCASION)).toMatchObject({
      status: 400,
      body: {
        verified: false,
        presentationResult: { verified: true },
        credentialResults: [{ verified: true }, { verified: false, verdict: 'rejected' }],
      },
    });
  });

  test('may hold what its holder says of themselves, and nothing that others would have said (VCDM 2.0, 4.13.4)', async () => {
    const own = credential({ issuer: HOLDER.did });
    const answer = await present(await shownBy(presentation([own])), OCCASION);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        credentialResults: [{ verified: true, warnings: ['not_an_open_badge', 'self_asserted'] }],
      },
    });
    const holderless = JSON.parse(
      JSON.stringify(presentation([own], { holder: undefined as never })),
    );
    const refused = [
      await shownBy(holderless),
      await shownBy(presentation([credential()])),
      {
        ...(await shownBy(presentation([own]))),
        verifiableCredential: [credential({ issuer: HOLDER.did, id: 'urn:uuid:x' })],
      },
      await shownBy(presentation([{ ...own, validUntil: '2026-11-20T15:01:00Z' }])),
      presentation([own]),
    ];
    for (const given of refused) {
      expect(await present(given, OCCASION)).toMatchObject({
        status: 400,
        body: { verified: false },
      });
    }
  });

  test('shows at most eight credentials', async () => {
    const shown = Array.from({ length: 9 }, () => credential());
    const answer = await present(presentation(shown), OCCASION);
    expect(answer).toMatchObject({
      status: 400,
      body: { verified: false, problemDetails: [{ code: 'presentation_malformed' }] },
    });
  });

  test('without a proof is taken for its credentials when it is sent as one', async () => {
    const given = presentation([await sealed(credential())]);
    const answer = await post('/presentations/verify', { presentation: given });
    expect(answer).toMatchObject({
      status: 200,
      body: { verified: true, warnings: ['presentation_unsigned'] },
    });
    const asked = { presentation: given, options: { challenge: 'c-1' } };
    expect(await post('/presentations/verify', asked)).toMatchObject({ status: 400 });
  });

  describe('as a token', () => {
    const CLAIMS = { nonce: OCCASION.challenge, aud: OCCASION.domain };
    const HEADER = { typ: 'vp+jwt' };
    const vp = (payload: object, header: object = HEADER, by = HOLDER) =>
      envelope(token(payload, header, by), 'Presentation');
    const shown = () => presentation([envelope(token(credential())) as unknown as JsonObject]);

    test('verifies in its envelope, bare, and as version 1.1 wrote it', async () => {
      const payload = { ...shown(), ...CLAIMS };
      const claim = { vp: shown(), iss: HOLDER.did, ...CLAIMS };
      for (const given of [
        vp(payload),
        vp({ ...payload, iss: HOLDER.did }, { ...HEADER, cty: 'vp' }),
        token(payload, HEADER, HOLDER),
        token(claim, { typ: 'JWT' }, HOLDER),
      ]) {
        expect(await present(given, OCCASION)).toMatchObject({
          status: 200,
          body: { verified: true, credentialResults: [{ verified: true }] },
        });
      }
    });

    test.each<[string, string, () => object]>([
      [
        'answers another request',
        'challenge_mismatch',
        () => vp({ ...shown(), ...CLAIMS, nonce: 'x' }),
      ],
      [
        'is for another site',
        'domain_mismatch',
        () => vp({ ...shown(), ...CLAIMS, aud: 'evil.test' }),
      ],
      [
        'says that it is a credential',
        'header_not_allowed',
        () => vp({ ...shown(), ...CLAIMS }, { typ: 'vc+jwt' }),
      ],
      [
        'is signed by another',
        'holder_mismatch',
        () => vp({ ...shown(), ...CLAIMS }, HEADER, ISSUER),
      ],
      [
        'names another issuer',
        'jwt_claim_mismatch',
        () => vp({ ...shown(), ...CLAIMS, iss: ISSUER.did }),
      ],
      ['is over', 'proof_expired', () => vp({ ...shown(), ...CLAIMS, exp: 1_000_000_000 })],
      [
        'is not signed at all',
        'alg_not_allowed',
        () => vp({ ...shown(), ...CLAIMS }, { ...HEADER, alg: 'none' }),
      ],
    ])('does not verify when it %s', async (_name, code, make) => {
      const answer = await present(make(), OCCASION);
      expect(answer).toMatchObject({ status: 400, body: { verified: false } });
      const { problemDetails } = answer.body as { problemDetails: { code: string }[] };
      expect(problemDetails.map((one) => one.code)).toContain(code);
    });

    test.each<[string, (whole: JsonObject) => object]>([
      ['no context', (whole) => ({ ...whole, '@context': [] })],
      ['another type', (whole) => ({ ...whole, type: ['VerifiablePresentation'] })],
      ['no data: URL', (whole) => ({ ...whole, id: String(whole['id']).split(',')[1] })],
    ])('in an envelope with %s does not verify (VCDM 2.0, 4.12.2)', async (_name, change) => {
      const given = change(vp({ ...shown(), ...CLAIMS }) as unknown as JsonObject);
      expect(await present(given, OCCASION)).toMatchObject({
        status: 400,
        body: { verified: false },
      });
    });
  });
});
