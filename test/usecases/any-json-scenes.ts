import { sign } from 'node:crypto';
import { toBase64Url, utf8 } from '../../src/formats/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/formats/strict-json.ts';
import { oldScenes } from './any-json-old-scenes.ts';
import type { Scene } from './any-json-scene.ts';
import {
  at,
  badge,
  didDocument,
  KEY,
  LIST_URL,
  METHOD,
  OTHER,
  signed,
  statusEntry,
  statusList,
} from './other-issuer.ts';

const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const V2 = 'https://www.w3.org/ns/credentials/v2';
const DID_URL = 'https://other.test/.well-known/did.json';
const HTTPS_ISSUER = 'https://other.test/profile';
/** What a presentation answers. */
export const OCCASION = { challenge: 'c-1', domain: 'verifier.test' };

/** Signs again what had a proof, with the options that the proof says; what nobody can sign stays. */
export async function resigned(document: JsonObject, signs = true): Promise<JsonObject> {
  const { proof, ...unsigned } = document;
  const options = [proof ?? []].flat()[0];
  if (!signs || !isJsonObject(options)) return document;
  const { proofValue: _, ...kept } = options;
  try {
    return await signed(unsigned, kept);
  } catch {
    // The verifier is given it all the same, and has to say why it cannot be signed.
    return document;
  }
}

const asJson: Scene['seal'] = async (given, signs) => JSON.stringify(await resigned(given, signs));

/** `given` holds the two parts of a token: whatever they say, it is signed. */
const asToken: Scene['seal'] = async ({ header = null, payload = null }) => {
  const input = [header, payload].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join('.');
  return `${input}.${toBase64Url(new Uint8Array(sign(null, utf8(input), KEY.privateKey)))}`;
};

async function withEverything(): Promise<Scene> {
  const base = badge({
    credentialStatus: statusEntry(),
    refreshService: { id: 'https://other.test/refresh', type: '1EdTechCredentialRefresh' },
    validUntil: at(86_400_000),
  });
  const context = [...(base['@context'] as string[]), EXTENSIONS];
  const endorsement = await signed({
    '@context': badge()['@context'] ?? [],
    id: 'https://other.test/endorsements/1',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Avis',
    issuer: { id: OTHER, type: ['Profile'], name: 'Région' },
    validFrom: '2026-11-01T10:00:00Z',
    credentialSubject: {
      id: base['id'] ?? '',
      type: ['EndorsementSubject'],
      endorsementComment: 'Un **vrai** savoir-faire.',
    },
  });
  return {
    name: 'a badge with status, endorsement and refresh',
    is: 'badge',
    given: await signed({ ...base, '@context': context, endorsement: [endorsement] }),
    published: new Map<string, JsonValue>([
      [DID_URL, didDocument()],
      [LIST_URL, await signed(await statusList([3]))],
      ['https://other.test/refresh', await signed(badge({ name: 'Nouveau' }))],
    ]),
    seal: asJson,
  };
}

/** Held against a schema of its own: in a thread of its own, which takes its time to start. */
export async function schemaScene(): Promise<Scene> {
  const url = 'https://other.test/schema';
  const base = badge({ credentialSchema: [{ id: url, type: 'JsonSchema' }] });
  const context = [...(base['@context'] as string[]), EXTENSIONS];
  const schema: JsonObject = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['name'],
    $defs: { text: { type: 'string', minLength: 1, pattern: '^R' } },
    properties: { name: { $ref: '#/$defs/text' }, evidence: { items: { type: 'object' } } },
    anyOf: [{ not: { const: 1 } }, { enum: [1, 2] }],
  };
  return {
    name: 'a badge with a schema',
    is: 'badge',
    given: await signed({ ...base, '@context': context }),
    published: new Map<string, JsonValue>([
      [DID_URL, didDocument()],
      [url, schema],
    ]),
    seal: asJson,
  };
}

async function withOldStatus(): Promise<Scene> {
  const url = 'https://other.test/revocations';
  const base = badge({ credentialStatus: { id: url, type: '1EdTechRevocationList' } });
  const context = [...(base['@context'] as string[]), EXTENSIONS];
  const list = { id: url, issuer: OTHER, revokedCredential: [{ id: 'urn:uuid:one' }] };
  return {
    name: 'a badge with a revocation list',
    is: 'badge',
    given: await signed({ ...base, '@context': context }),
    published: new Map<string, JsonValue>([
      [DID_URL, didDocument()],
      [url, list],
    ]),
    seal: asJson,
  };
}

/** No badge; in its contexts too, anything may stand. */
async function genericScene(): Promise<Scene> {
  const own = {
    Volunteer: 'https://other.test/Volunteer',
    hours: { '@id': 'https://other.test/h' },
  };
  return {
    name: 'a credential with terms of its own',
    is: 'badge',
    given: await signed({
      '@context': [V2, own],
      type: ['VerifiableCredential', 'Volunteer'],
      issuer: OTHER,
      validFrom: '2026-11-01T10:00:00Z',
      credentialSubject: { id: 'did:example:a', hours: '12' },
    }),
    published: new Map<string, JsonValue>([[DID_URL, didDocument()]]),
    seal: asJson,
  };
}

async function tokenScene(): Promise<Scene> {
  const kid = 'https://other.test/keys/1';
  const payload = badge({ issuer: { id: HTTPS_ISSUER, type: ['Profile'], name: 'Centre' } });
  const { id: sub = '' } = payload['credentialSubject'] as JsonObject;
  const nbf = Date.parse(String(payload['validFrom'])) / 1000;
  return {
    name: 'a token of an https issuer',
    is: 'badge',
    given: {
      header: { alg: 'EdDSA', kid, typ: 'JWT' },
      payload: { ...payload, iss: HTTPS_ISSUER, jti: payload['id'] ?? '', sub, nbf },
    },
    published: new Map<string, JsonValue>([
      [kid, KEY.jwk],
      [HTTPS_ISSUER, { id: HTTPS_ISSUER, type: ['Profile'], publicKey: [{ id: kid }] }],
      ['https://other.test/.well-known/jwks.json', { keys: [{ ...KEY.jwk, iss: HTTPS_ISSUER }] }],
    ]),
    seal: asToken,
  };
}

async function presentations(): Promise<Scene[]> {
  const published = new Map<string, JsonValue>([
    [DID_URL, didDocument({ authentication: [METHOD] })],
  ]);
  const shown = await signed(badge());
  const own = { ...badge({ issuer: OTHER }), id: 'urn:uuid:own' };
  const base = { '@context': [V2], type: ['VerifiablePresentation'], holder: OTHER };
  const document = { ...base, verifiableCredential: [shown, own] };
  const given = await signed(document, { proofPurpose: 'authentication', ...OCCASION });
  const { challenge, domain } = OCCASION;
  const header = { alg: 'EdDSA', kid: METHOD, typ: 'vp+jwt' };
  const payload = { ...document, iss: OTHER, aud: domain, nonce: challenge, exp: 2e9, nbf: 1 };
  const common = { is: 'presentation', published } as const;
  return [
    { ...common, name: 'a presentation', given, seal: asJson },
    { ...common, name: 'a presentation in a token', given: { header, payload }, seal: asToken },
  ];
}

/** Every kind of thing that the verifier reads. */
export async function allScenes(): Promise<Scene[]> {
  const whole = await withEverything();
  const [endorsement] = whole.given['endorsement'] as JsonObject[];
  return [
    whole,
    await withOldStatus(),
    { ...whole, name: 'an endorsement', given: endorsement as JsonObject },
    await genericScene(),
    await tokenScene(),
    ...oldScenes(),
    ...(await presentations()),
  ];
}
