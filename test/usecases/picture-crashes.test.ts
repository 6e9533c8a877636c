import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LearnerActor, MemberActor } from '../../src/domain/actor.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { addPhoto } from '../../src/usecases/backpack/photos.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { badge, newKey, signed } from './other-issuer.ts';

let t: TestService;
let lea: LearnerActor;
let amel: MemberActor;
let awardId: string;

beforeAll(async () => {
  t = await openService();
  const { profile, achievement } = await openCentre(t.service);
  const [report] = await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
  const learnerId = report?.award?.learnerId ?? '';
  awardId = report?.award?.id ?? '';
  lea = { kind: 'learner', learnerId, profileId: profile.id };
  amel = { kind: 'member', memberId: 'amel', profileId: profile.id, role: 'awarder' };
});
afterAll(() => t.stop());

const svg = (side: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="${side}" height="9"/></svg>`;

/** The parts of the service, of which one question of the store is the last of the process. */
function dyingAt(family: 'photos' | 'imports' | 'pictures', method: string) {
  const kept: string[] = [];
  const { store, designs } = t.service;
  const dies = { ...store[family], [method]: () => Promise.reject(new Error('killed')) };
  const remake: typeof designs.remake = (bytes, show) =>
    designs.remake(bytes, async (hash) => {
      kept.push(hash);
      await show?.(hash);
      if (family === 'pictures') throw new Error('killed');
    });
  const parts = { ...t.service, store: { ...store, [family]: dies }, remake };
  return { deps: { ...parts, designs: { ...designs, remake } }, kept };
}

function objectOf(value: unknown): JsonObject {
  return value as JsonObject;
}

async function keyBadge(side: number): Promise<Uint8Array> {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const image = `data:image/svg+xml;base64,${btoa(svg(side))}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const parts = badge({ issuer });
  const subject = objectOf(parts['credentialSubject']);
  const achievement = { ...objectOf(subject['achievement']), image: { id: image, type: 'Image' } };
  const credentialSubject = { ...subject, achievement };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  const text = await signed({ ...parts, credentialSubject }, method, key);
  return new TextEncoder().encode(JSON.stringify(text));
}

type Acts = Record<'photos' | 'imports', (deps: ReturnType<typeof dyingAt>['deps']) => unknown>;
let side = 1;
const acts: Acts = {
  photos: (deps) => {
    const bytes = new TextEncoder().encode(svg(side));
    return addPhoto(deps, amel, { awardId, recognisable: false, bytes });
  },
  imports: async (deps) => importBadge(deps, lea, await keyBadge(side)),
};

// SECURITY section 4: an erasure finds a picture by the row that shows it.
test.each(['photos', 'imports'] as const)(
  '%s: a process that dies before the row leaves no picture',
  async (family) => {
    side += 1;
    const { deps, kept } = dyingAt(family, 'insert');
    await expect(acts[family](deps)).rejects.toThrow('killed');
    expect(kept).toHaveLength(1);
    expect(await t.service.store.pictures.get(kept[0] ?? '')).toBeUndefined();
    expect(await t.service.store[family].listOf(lea.learnerId)).toEqual([]);
  },
);

test.each(['photos', 'imports'] as const)(
  '%s: one that dies before the picture leaves a row that an erasure takes',
  async (family) => {
    side += 1;
    const { deps, kept } = dyingAt('pictures', 'put');
    await expect(acts[family](deps)).rejects.toThrow('killed');
    const rows = await t.service.store[family].listOf(lea.learnerId);
    expect(rows.map(({ pictureHash }) => pictureHash)).toEqual(kept);
  },
);
