import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BadgeError } from '../../src/domain/errors.ts';
import type { VerificationReport } from '../../src/domain/verification.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';
import { drawAttestation } from '../../src/images/attestation.ts';
import { ROOT } from '../../src/root.ts';
import { verifyPresentation } from '../../src/usecases/verification/verify-presentation.ts';
import { verifyBytes } from '../../src/usecases/verification/verify-url.ts';
import { createRenderer, type Render } from '../../src/web/render.ts';
import { attestationSheet } from '../../src/web/views/everyone/attestation.ts';
import { verdictView } from '../../src/web/views/verifier/verdict.ts';
import { verifyView } from '../../src/web/views/verifier/verify.ts';
import { wordsOf } from '../../src/web/words.ts';
import { ORIGIN, openService, type TestService } from '../harness.ts';
import { anyChange, type Change, changed, depsFor } from './any-json.ts';
import type { Scene } from './any-json-scene.ts';
import { allScenes, OCCASION, resigned, schemaScene } from './any-json-scenes.ts';

// SECURITY rows of JSON of the wrong shape: whatever stands anywhere in what a stranger hands over or
// publishes, there is a report or a refusal with a code, never a fault, and the report can be shown.

let opened: TestService;
let scenes: Scene[];
let render: Render;

beforeAll(async () => {
  render = createRenderer(await import(new URL('./dist/templates.js', ROOT).href));
  opened = await openService();
  scenes = await allScenes();
});
afterAll(() => opened.stop());

/** The reports on a scene; none when it is refused with a code. Anything else that is thrown is a fault. */
async function reportsOn(scene: Scene, signs = false): Promise<readonly VerificationReport[]> {
  const deps = depsFor(opened.service.verifier, scene);
  const text = await scene.seal(scene.given, signs);
  try {
    if (scene.is === 'badge') return [await verifyBytes(deps, utf8(text))];
    const value: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    const options = { ...OCCASION, proofOnly: false, mayLackProof: false };
    const { credentials } = await verifyPresentation(deps, value, options);
    return credentials.map(({ report }) => report);
  } catch (error) {
    if (error instanceof BadgeError) return [];
    throw error;
  }
}

/** What a page and a sheet say of a report, in both languages. */
function shownOf(report: VerificationReport) {
  return (['fr', 'en'] as const).map((language) => {
    const words = wordsOf(language);
    const held = { name: 'text', value: '{}' } as const;
    const asked = { typed: 'Léa', matches: false };
    const view = verdictView(words, report, ORIGIN, { held, asked, now: opened.clock.now });
    const page = render('verify', verifyView(words, { verdict: view }), { language });
    return {
      view,
      page,
      sheet: attestationSheet(words, view, { origin: ORIGIN, carried: undefined }),
    };
  });
}

/** The reports on a scene of which one member is another. */
async function reportsOnChanged(whole: Scene, change: Change) {
  const { signs } = change;
  const scene = changed(whole, change);
  const published = await Promise.all(
    [...scene.published].map(
      async ([url, document]): Promise<[string, JsonValue]> => [
        url,
        typeof document === 'object' && document !== null && !Array.isArray(document)
          ? await resigned(document, signs)
          : document,
      ],
    ),
  );
  return reportsOn({ ...scene, published: new Map(published) }, signs);
}

describe('any JSON anywhere', () => {
  test('as they are, the scenes are read to their end', async () => {
    const unsound = [];
    for (const scene of scenes) {
      const [report] = await reportsOn(scene);
      if (report?.verdict !== 'verified') unsound.push(scene.name);
    }
    expect(unsound).toEqual([]);
  });

  test.each(['exp', 'nbf', 'iat', 'iss', 'aud', 'nonce'])(
    'no claim of a presentation has to be what it is elsewhere: %s',
    async (claim) => {
      const scene = scenes.find(({ name }) => name === 'a presentation in a token') as Scene;
      const { header = null, payload } = scene.given;
      for (const value of [{ toString: 1 }, { valueOf: 1, toString: 1 }, [[]], '1e999', null]) {
        const given = { header, payload: { ...(payload as JsonObject), [claim]: value } };
        await expect(reportsOn({ ...scene, given })).resolves.toHaveLength(2);
      }
    },
  );

  test('is no fault of the verifier, nor of what shows its report', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyChange(scenes.length), async (change) => {
        for (const report of await reportsOnChanged(scenes[change.scene] as Scene, change)) {
          const [shown] = shownOf(report);
          count += 1;
          expect(shown?.page).toContain(shown?.view.headline);
          // Drawing costs more than all the rest: of some.
          if (shown && count % 20 === 0) await drawAttestation(shown.sheet);
        }
      }),
      { numRuns: 1000, seed: 20_261_122 },
    );
    expect(count).toBeGreaterThan(1000);
  }, 120_000);

  test('is no fault in a schema either', async () => {
    const scene = await schemaScene();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyChange(1), async (change) => {
        // The schema itself, and not the badge or its issuer.
        const reports = await reportsOnChanged(scene, { ...change, document: 3 });
        count += reports.length;
      }),
      { numRuns: 40, seed: 20_261_122 },
    );
    expect(count).toBe(40);
  }, 60_000);
});
