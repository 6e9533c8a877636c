import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { openService } from '../harness.ts';
import { badge, DID_JSON, didDocument, signed } from './other-issuer.ts';
import { json, openSmallWeb } from './small-web.ts';

const URL_OF_IT = 'https://federation.test/contexts/workshop.json';
const CONTEXT = JSON.stringify({
  '@context': { workshopPlace: 'https://federation.test/terms#workshopPlace' },
});

const folder = mkdtempSync(join(tmpdir(), 'ecusson-contexts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
file('workshop.json', CONTEXT);
const entry = { url: URL_OF_IT, file: 'workshop.json', sha256: digest(CONTEXT) };
const list = (name: string, entries: unknown) => file(name, JSON.stringify(entries));

/** A badge with a word of the operator's context, in its achievement. */
function withPlace(): JsonObject {
  const plain = badge();
  const subject = plain['credentialSubject'] as JsonObject;
  return {
    ...plain,
    '@context': [...(plain['@context'] as string[]), URL_OF_IT],
    credentialSubject: { ...subject, workshopPlace: 'Atelier de la Gare' },
  };
}

describe('a context that the operator vouches for', () => {
  test('is refused before, and its badges are verified after; nothing is fetched', async () => {
    const before = await openSmallWeb();
    try {
      before.pages.set(DID_JSON, json(didDocument()));
      const refused = await before.service.verifyBytes(utf8(JSON.stringify(withPlace())));
      expect(refused.checks).toContainEqual(
        expect.objectContaining({ name: 'contexts', code: 'context_not_allowed' }),
      );
    } finally {
      await before.stop();
    }
    const web = await openSmallWeb({ OPERATOR_CONTEXTS: list('good.json', [entry]) });
    try {
      web.pages.set(DID_JSON, json(didDocument()));
      const good = await signed(withPlace());
      const report = await web.service.verifyBytes(utf8(JSON.stringify(good)));
      expect(report).toMatchObject({ verdict: 'verified' });
      const text = JSON.stringify(good).replace('Atelier de la Gare', 'Autre atelier');
      const changed = await web.service.verifyBytes(utf8(text));
      expect(changed.verdict).toBe('rejected');
      expect(new Set(web.remote.asked)).toEqual(new Set([DID_JSON]));
    } finally {
      await web.stop();
    }
  });

  // SECURITY T10: a context decides what a signature means, so it is the very one that was meant.
  test.each([
    ['is not there', [{ ...entry, file: 'absent.json' }]],
    ['has another hash', [{ ...entry, sha256: digest('other') }]],
    ['is no context', [{ ...entry, file: 'none.json', sha256: digest('{}') }]],
    ['is no JSON', [{ ...entry, file: 'broken.json', sha256: digest('{') }]],
    ['stands under an address that is none', [{ ...entry, url: 'workshop' }]],
    ['would replace one of ours', [{ ...entry, url: 'https://www.w3.org/ns/credentials/v2' }]],
    ['is described otherwise', [{ ...entry, note: 'x' }]],
    ['has no list around it', entry],
  ])('that %s is refused at the start, by the name of the variable', async (name, entries) => {
    file('none.json', '{}');
    file('broken.json', '{');
    const path = list(`${name.replaceAll(' ', '-')}.json`, entries);
    await expect(openService({ env: { OPERATOR_CONTEXTS: path } })).rejects.toMatchObject({
      code: 'configuration_refused',
      message: expect.stringContaining('OPERATOR_CONTEXTS: '),
    });
  });

  test('whose list is not there is refused too', async () => {
    const env = { OPERATOR_CONTEXTS: join(folder, 'no-list.json') };
    await expect(openService({ env })).rejects.toMatchObject({ code: 'configuration_refused' });
  });
});
