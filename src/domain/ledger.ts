/** What the ledger remembers of a credential: no person, no text. */
export interface LedgerEvent {
  readonly kind: 'issued' | 'revoked';
  /** `SignedCredential.id`: random. */
  readonly credentialRowId: string;
  /** SHA-256 of the signed bytes, hex; empty for a revocation. */
  readonly digest: string;
  readonly at: string;
}

/** One link of a writer's chain: what was committed together. */
export interface LedgerEntry {
  /** The writer: one random id per process. */
  readonly chain: string;
  readonly seq: number;
  /** `hash` of the entry before in this chain; empty for the first. */
  readonly previous: string;
  /** Merkle root over the events, hex. */
  readonly root: string;
  readonly events: readonly LedgerEvent[];
  readonly at: string;
  /** SHA-256 over chain, seq, previous, root and at, hex. */
  readonly hash: string;
}

export type Sha256Hex = (text: string) => string;

/** The leaf of an event. Fields are joined by a character that none of them holds. */
function leafOf(sha256: Sha256Hex, event: LedgerEvent): string {
  return sha256(`leaf|${event.kind}|${event.credentialRowId}|${event.digest}|${event.at}`);
}

/** The Merkle root over the events in their order; an odd leaf climbs unpaired. */
export function merkleRoot(sha256: Sha256Hex, events: readonly LedgerEvent[]): string {
  let level = events.map((event) => leafOf(sha256, event));
  while (level.length > 1) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left = '', right] = level.slice(at, at + 2);
      next.push(right === undefined ? left : sha256(`node|${left}|${right}`));
    }
    level = next;
  }
  return level[0] ?? sha256('empty');
}

/** Links events behind the last entry of a chain (`undefined` for its first). */
export function linkEntry(
  sha256: Sha256Hex,
  last: Pick<LedgerEntry, 'seq' | 'hash'> | undefined,
  parts: Pick<LedgerEntry, 'chain' | 'events' | 'at'>,
): LedgerEntry {
  const seq = last ? last.seq + 1 : 0;
  const previous = last?.hash ?? '';
  const root = merkleRoot(sha256, parts.events);
  const hash = sha256(['entry', parts.chain, seq, previous, root, parts.at].join('|'));
  return { ...parts, seq, previous, root, hash };
}
