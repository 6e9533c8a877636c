import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';

import * as contexts from '../../src/proofs/contexts.ts';
import { readSharedJson } from './shared.ts';

const OFFICIAL = new Map([
  [contexts.CREDENTIALS_V1, 'credentials-v1'],
  [contexts.CREDENTIALS_V2, 'credentials-v2'],
  [contexts.OPEN_BADGES_3_0_0, 'ob-v3p0'],
  [contexts.OPEN_BADGES_3_0_1, 'ob-v3p0-3.0.1'],
  [contexts.OPEN_BADGES_3_0_2, 'ob-v3p0-3.0.2'],
  [contexts.OPEN_BADGES_3_0_3, 'ob-v3p0-3.0.3'],
  [contexts.OPEN_BADGES_EXTENSIONS, 'ob-v3p0-extensions'],
  ['https://w3id.org/security/data-integrity/v1', 'data-integrity-v1'],
  ['https://w3id.org/security/suites/ed25519-2020/v1', 'ed25519-2020-v1'],
]);

function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${stableJson(member)}`)}}`;
}

describe('pinned contexts', () => {
  test.each([...contexts.CONTEXT_DIGESTS])('%s has its digest', (url, digest) => {
    const text = stableJson(contexts.PINNED_CONTEXTS.get(url));
    expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
  });

  test.each([...OFFICIAL])('%s is the official text (checklist C4 to C6)', (url, file) => {
    const official = readSharedJson(`spec/contexts/${file}.json`);
    if (official) expect(contexts.PINNED_CONTEXTS.get(url)).toEqual(official);
  });

  test('are these and one more, and none has a vocabulary that would take any term', () => {
    const unlisted = [...contexts.PINNED_CONTEXTS.keys()].filter((url) => !OFFICIAL.has(url));
    expect(unlisted).toEqual(['https://w3id.org/security/data-integrity/v2']);
    expect(contexts.PINNED_CONTEXTS.size).toBe(OFFICIAL.size + 1);
    expect(JSON.stringify([...contexts.PINNED_CONTEXTS.values()])).not.toMatch(
      /"@(vocab|import|base)":/,
    );
  });

  test('cannot be changed', () => {
    const context = contexts.PINNED_CONTEXTS.get(contexts.CREDENTIALS_V2);
    expect(() => Object.assign(Object(context)['@context'], { name: 'urn:x' })).toThrow(TypeError);
  });
});
