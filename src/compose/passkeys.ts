import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Passkey } from '../domain/passkey.ts';
import type { PasskeyTools } from '../usecases/people/passkeys.ts';

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]['response'];
type Credential = Parameters<typeof verifyAuthenticationResponse>[0]['credential'];

/**
 * Passkeys of this origin: found by the device without a name being typed, the finger or the code
 * asked for where the device has one, no attestation.
 *
 * @param origin the public origin; its host is the relying party
 */
export function createPasskeyTools(origin: string): PasskeyTools {
  const { hostname: rpID } = new URL(origin);
  const expected = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: false };
  return {
    creationOptions: ({ challenge, memberId, name, known }) =>
      generateRegistrationOptions({
        rpName: 'Écusson',
        rpID,
        userName: name,
        userID: new TextEncoder().encode(memberId),
        challenge: fromBase64url(challenge),
        attestationType: 'none',
        excludeCredentials: known.map(describe),
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      }),
    requestOptions: (challenge) =>
      generateAuthenticationOptions({
        rpID,
        challenge: fromBase64url(challenge),
        userVerification: 'preferred',
      }),
    async checkCreation(response, expectedChallenge) {
      const asked = { response: response as Registration, expectedChallenge, ...expected };
      const checked = await verifyRegistrationResponse(asked).catch(() => undefined);
      if (!checked?.verified) return undefined;
      const { id, publicKey, counter, transports } = checked.registrationInfo.credential;
      return { id, publicKey: toBase64url(publicKey), counter, transports: transports ?? [] };
    },
    async checkRequest(response, expectedChallenge, passkey) {
      const credential = {
        ...describe(passkey),
        publicKey: fromBase64url(passkey.publicKey),
        counter: passkey.counter,
      };
      const given = response as Authentication;
      const checked = await verifyAuthenticationResponse({
        response: given,
        expectedChallenge,
        ...expected,
        credential,
      }).catch(() => undefined);
      return checked?.verified === true && isOwn(given, passkey);
    },
  };
}

function describe({ id, transports }: Passkey) {
  return { id, transports: [...transports] as NonNullable<Credential['transports']> };
}

/** The device names whom the key belongs to: it has to be the one whom we know it of. */
function isOwn({ response: { userHandle } }: Authentication, { memberId }: Passkey): boolean {
  return userHandle === undefined || userHandle === toBase64url(new TextEncoder().encode(memberId));
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
