import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type LedgerEvent, linkEntry, merkleRoot } from '../../src/domain/ledger.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const at = '2026-11-20T15:04:05Z';

function event(number: number): LedgerEvent {
  return { kind: 'issued', credentialRowId: `row-${number}`, digest: sha256(`${number}`), at };
}

const events = (count: number) => Array.from({ length: count }, (_, number) => event(number));

describe('the Merkle root', () => {
  test.each([1, 2, 3, 4, 5, 8, 13])('of %i events changes with any part of any event', (count) => {
    const root = merkleRoot(sha256, events(count));
    for (let number = 0; number < count; number += 1) {
      const changes: Partial<LedgerEvent>[] = [
        { kind: 'revoked' },
        { credentialRowId: 'row-x' },
        { digest: sha256('x') },
        { at: '2026-11-20T15:04:06Z' },
      ];
      for (const change of changes) {
        const changed = events(count).with(number, { ...event(number), ...change });
        expect(merkleRoot(sha256, changed)).not.toBe(root);
      }
      expect(merkleRoot(sha256, events(count).toSpliced(number, 1))).not.toBe(root);
    }
    expect(merkleRoot(sha256, [...events(count), event(count)])).not.toBe(root);
  });

  test('changes with the order', () => {
    expect(merkleRoot(sha256, events(3))).not.toBe(merkleRoot(sha256, events(3).reverse()));
  });

  test('a doubled last event is not taken for one (the fault of unpaired leaves)', () => {
    const doubled = [...events(3), event(2)];
    expect(merkleRoot(sha256, doubled)).not.toBe(merkleRoot(sha256, events(3)));
  });
});

describe('the chain', () => {
  test('links each entry to the one before', () => {
    const first = linkEntry(sha256, undefined, { chain: 'c', events: events(2), at });
    const second = linkEntry(sha256, first, { chain: 'c', events: [event(9)], at });
    expect(first).toMatchObject({ seq: 0, previous: '' });
    expect(second).toMatchObject({ seq: 1, previous: first.hash });
  });

  test('another past gives another hash: nothing can be taken out unnoticed', () => {
    const link = (past: LedgerEvent[]) => {
      const first = linkEntry(sha256, undefined, { chain: 'c', events: past, at });
      return linkEntry(sha256, first, { chain: 'c', events: [event(9)], at }).hash;
    };
    expect(link(events(2))).not.toBe(link(events(1)));
  });

  test('an entry is bound to its chain and its time', () => {
    const parts = { chain: 'c', events: events(1), at };
    const { hash } = linkEntry(sha256, undefined, parts);
    expect(linkEntry(sha256, undefined, { ...parts, chain: 'd' }).hash).not.toBe(hash);
    expect(linkEntry(sha256, undefined, { ...parts, at: 'later' }).hash).not.toBe(hash);
  });
});
