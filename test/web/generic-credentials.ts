import { issueCredential } from '../../src/usecases/vc-api/issue-credential.ts';
import type { TestWeb } from './start-web.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';

/** The least that version 2.0 of the data model calls a credential, without its issuer. */
export const GENERIC = {
  '@context': [V2],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:subject' },
};

/** What asks to revoke a credential that was just issued for a profile. */
export async function issuedGeneric({ service }: TestWeb, profileId: string): Promise<object> {
  const program = {
    kind: 'token',
    tokenId: 'one',
    profileId,
    scopes: ['credentials:issue'],
  } as const;
  const id = `urn:uuid:${service.newId()}`;
  await issueCredential(service, program, {
    credential: { ...GENERIC, id },
    form: 'data-integrity',
    withStatus: true,
  });
  return { credentialId: id, credentialStatus: { type: 'BitstringStatusListEntry' }, status: true };
}
