import type { AwardingDeps } from '../awarding/deps.ts';
import type { VerifyDeps } from '../verification/tools.ts';

/** What issuing for programs needs from outside. */
export interface VcApiDeps
  extends Pick<
    AwardingDeps,
    'store' | 'vault' | 'ledger' | 'sha256Hex' | 'now' | 'newId' | 'random' | 'at'
  > {
  /** Of this service: lists of what was issued stand there. */
  readonly origin: string;
  readonly verifier: VerifyDeps;
}
