import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { PINNED_CONTEXTS } from '../../src/proofs/contexts.ts';

/**
 * `@digitalbazaar/vc` as its README shows it, for credentials of one issuer. Its document loader is
 * not ours, so the memory of processed contexts does not help it: it runs as published.
 */
export async function createStock(issuerId: string) {
  const pair = await Ed25519Multikey.generate({ controller: issuerId });
  const key = await pair.export({ publicKey: true, includeContext: true });
  const controller = {
    '@context': 'https://w3id.org/security/v2',
    id: issuerId,
    assertionMethod: [pair.id],
  };
  const documents = new Map<string, unknown>([
    ...PINNED_CONTEXTS,
    [pair.id, key],
    [issuerId, controller],
  ]);
  const documentLoader = async (documentUrl: string) => {
    const document = documents.get(documentUrl);
    if (!document) throw new Error(`${documentUrl} is not here.`);
    return { contextUrl: null, documentUrl, document };
  };
  const signing = new DataIntegrityProof({ cryptosuite, signer: pair.signer() });
  const verifying = new DataIntegrityProof({ cryptosuite });
  const checkStatus = async () => ({ verified: true });
  return {
    issue: (text: string): Promise<object> =>
      vc.issue({ credential: JSON.parse(text), suite: signing, documentLoader }),
    async verify(text: string): Promise<void> {
      const credential = JSON.parse(text);
      const suite = verifying;
      const result = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus });
      if (!result.verified) throw result.error;
    },
  };
}
