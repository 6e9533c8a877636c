import { gunzipSync } from 'node:zlib';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import type { Service } from '../../src/compose.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';
import { didDocumentOf } from '../../src/usecases/operations/published-documents.ts';

/** What a verifier finds that nobody here wrote: the library's proof, and the bit read by hand. */
export async function verifyElsewhere(
  service: Service,
  profile: Profile,
  text: string,
): Promise<{ signed: boolean; revoked: boolean }> {
  const credential = JSON.parse(text);
  const did = await didDocumentOf(service, profile);
  const documents = new Map<string, object>([[credential.issuer.id, did]]);
  for (const method of (did as { verificationMethod: { id: string }[] }).verificationMethod) {
    documents.set(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method });
  }
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified } = await verifyCredential({
    credential,
    suite,
    documentLoader: async (documentUrl: string) => {
      const document = PINNED_CONTEXTS.get(documentUrl) ?? documents.get(documentUrl);
      if (!document) throw new Error(`${documentUrl} is not known.`);
      return { contextUrl: null, documentUrl, document };
    },
    checkStatus: async () => ({ verified: true }),
  });
  const { statusListCredential, statusListIndex } = credential.credentialStatus;
  const list = JSON.parse(await service.statusList(statusListCredential.split('/').at(-1)));
  const encoded: string = list.credentialSubject.encodedList;
  const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'));
  const index = Number(statusListIndex);
  return { signed: verified, revoked: (((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1 };
}
