import { badge } from '../proofs/sample.ts';

/** A badge of an issuer that nobody reaches: whether it is genuine cannot be said. */
export function foreignBadge(): string {
  const { credentialStatus: _, ...credential } = badge();
  const id = 'did:web:voile.test';
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-03-01T10:00:00Z',
    verificationMethod: `${id}#key-1`,
    proofPurpose: 'assertionMethod',
    proofValue: `z${'2'.repeat(87)}`,
  };
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  return JSON.stringify({ ...credential, issuer, proof: [proof] });
}
