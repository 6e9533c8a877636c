import type { Sha256Hex } from '../../domain/ledger.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import type { Log, Seams, Store, Vault } from '../ports.ts';
import type { LedgerWriter } from './ledger-writer.ts';

/** What awarding, copying and revoking need from outside. */
export interface AwardingDeps extends Pick<Seams, 'now' | 'newId' | 'random' | 'at' | 'turn'> {
  readonly store: Store;
  readonly vault: Vault;
  /** Our own verifier, the one the public uses, over a signed text. */
  readonly verifyText: (text: string) => Promise<VerificationReport>;
  readonly ledger: LedgerWriter;
  readonly sha256Hex: Sha256Hex;
  readonly log: Log;
}
