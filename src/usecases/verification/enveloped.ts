import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';

const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
/** `application/jwt` is what was written before the types below had their names. */
const CARRIERS = {
  EnvelopedVerifiableCredential: /^data:application\/(?:vc\+jwt|jwt),([A-Za-z0-9_.-]+)$/,
  EnvelopedVerifiablePresentation: /^data:application\/(?:vp\+jwt|jwt),([A-Za-z0-9_.-]+)$/,
} as const;

const MEMBERS = ['@context', 'id', 'type'];

type Envelope = keyof typeof CARRIERS;

/**
 * The token inside an object that is only its envelope; `undefined` when the object is none.
 *
 * @throws {BadgeError} `envelope_malformed`
 * @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials
 */
export function envelopedToken(value: unknown, type: Envelope): string | undefined {
  if (!isJson(value) || !typesOf(value).includes(type)) return undefined;
  const contexts = listOf(value['@context']);
  if (contexts[0] !== CREDENTIALS_V2) {
    throw new BadgeError('envelope_malformed', 'The envelope lacks the context of credentials.');
  }
  if (typesOf(value).length !== 1) {
    throw new BadgeError('envelope_malformed', `The type of the envelope is ${type} alone.`);
  }
  // Nobody signed what stands beside the token: it must not be taken for a part of it.
  const stranger = Object.keys(value).find((name) => !MEMBERS.includes(name));
  if (stranger !== undefined) {
    throw new BadgeError('envelope_malformed', 'The envelope holds more than a token.');
  }
  const token = CARRIERS[type].exec(textOf(value['id']))?.[1];
  if (token !== undefined) return token;
  throw new BadgeError('envelope_malformed', 'The id is no data: URL of a token.');
}
