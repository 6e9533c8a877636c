import { describe, expect, test } from '@jest/globals';
import type { Archive } from '../../src/domain/archive.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { newKey, badge as sampleBadge } from '../usecases/other-issuer.ts';
import {
  addressOf,
  archiveOf,
  badgeOf,
  daysFromNow,
  didJson,
  digestOf,
  endorsementOf,
  methodOf,
} from './archive-of.ts';
import { useFile } from './file-world.ts';
import { codes, give, headline } from './verifier-file.ts';

// SECURITY.md, attack 1.2: what comes beside a badge is the forger's as much as the badge is. An
// archive speaks for its own issuer alone, and for nobody before it is known whose it is.

const world = useFile();

/** An issuer that the file does not know, its key, and the key of someone who would be it. */
const GOOD = 'did:web:good.test:uni';
const REAL = newKey();
const FORGER = newKey();

const fingerprint = () => world().page.locator('[data-vouch]').getAttribute('data-vouch');
const refusal = () => world().page.locator('#verifier-problem').innerText();

async function fingerprintOf(badge: object, archive: Archive): Promise<string | null> {
  await give(world().page, badge, archive);
  const found = await fingerprint();
  await world().page.click('a[href="/verify"]');
  return found;
}

describe('an archive gives the keys of its own issuer alone', () => {
  test('not those of another issuer of the same host', async () => {
    const nobody = 'did:web:good.test:nobody';
    const documents = [didJson(nobody, FORGER), didJson(GOOD, FORGER)];
    const archive = await archiveOf(nobody, documents, { key: FORGER });
    await give(world().page, await badgeOf(GOOD, FORGER), archive);
    expect(await headline(world().page)).toBe('Impossible à dire');
    expect(await codes(world().page)).toContain('issuer_offline');
    expect(await world().page.locator('[data-vouch]').count()).toBe(0);
  });

  test('nor those of an issuer whose address lies below its keys', async () => {
    const below = `${GOOD}:keys:mine`;
    const archive = await archiveOf(GOOD, [didJson(GOOD, FORGER), didJson(below, FORGER)], {
      key: FORGER,
    });
    await give(world().page, await badgeOf(below, FORGER), archive);
    expect(await codes(world().page)).toContain('issuer_offline');
  });

  test('nor is one believed whose keys do not say that they are of its issuer', async () => {
    const other = { ...didJson('did:web:good.test:other', FORGER), url: didJson(GOOD).url };
    await give(
      world().page,
      await badgeOf(GOOD, FORGER),
      await archiveOf(GOOD, [other], { key: FORGER }),
    );
    expect(await refusal()).toContain('archive');
  });
});

test('an archive that an endorsement leans on is held against the endorsement alone', async () => {
  const did = `did:key:${FORGER.multibase}`;
  const endorsement = [await endorsementOf(GOOD, sampleBadge()['id'], REAL)];
  const badge = await badgeOf(did, FORGER, { endorsement });
  await give(world().page, badge, await archiveOf(GOOD, [didJson(GOOD, REAL)], { key: REAL }));
  expect(await headline(world().page)).toBe('Impossible à dire');
  expect(await codes(world().page)).toEqual(
    expect.arrayContaining(['issuer_bound', 'archive_unproven']),
  );
});

describe('the fingerprint is of the keys that would be believed', () => {
  test('all of them, and not of the one that another document or another issuer names', async () => {
    const forged = await badgeOf(GOOD, FORGER);
    const byForger = { key: FORGER };
    const real = await fingerprintOf(
      await badgeOf(GOOD, REAL),
      await archiveOf(GOOD, [didJson(GOOD, REAL)], { key: REAL }),
    );
    const method = { id: methodOf(GOOD, FORGER), publicKeyMultibase: REAL.multibase };
    const aside = JSON.stringify({ id: GOOD, verificationMethod: [method] });
    const [first, second] = [REAL, FORGER].map((key) => JSON.parse(didJson(GOOD, key).text));
    const both = didJson(GOOD, FORGER, {
      verificationMethod: [first.verificationMethod[0], second.verificationMethod[0]],
      assertionMethod: [methodOf(GOOD, REAL), methodOf(GOOD, FORGER)],
    });
    // Two keys under one id: a token may choose the second.
    const twice = didJson(GOOD, FORGER, {
      authentication: [{ ...first.verificationMethod[0], id: methodOf(GOOD, FORGER) }],
    });
    const fakes = [
      await archiveOf(
        GOOD,
        [{ url: `${addressOf(GOOD)}/a.json`, text: aside }, didJson(GOOD, FORGER)],
        byForger,
      ),
      await archiveOf(GOOD, [both], byForger),
      await archiveOf(GOOD, [twice], byForger),
    ];
    const found: Array<string | null> = [];
    for (const fake of fakes) found.push(await fingerprintOf(forged, fake));
    // Someone whom a visitor vouches for cannot lend that to an issuer that they are not.
    const other = 'did:web:other.test:uni';
    const lent = await archiveOf(other, [didJson(other, REAL)], { key: REAL });
    found.push(await fingerprintOf(await badgeOf(other, REAL), lent));
    expect(found.every((one) => /^[0-9a-f]{20}$/.test(one ?? ''))).toBe(true);
    expect(real).toMatch(/^[0-9a-f]{20}$/);
    expect(found).not.toContain(real);
  });

  test('whoever vouches for the real one does not vouch for a fake beside it', async () => {
    const real = await archiveOf(GOOD, [didJson(GOOD, REAL)], { key: REAL });
    const fake = await archiveOf(GOOD, [didJson(GOOD, FORGER)], {
      key: FORGER,
      change: { validFrom: daysFromNow(-2) },
    });
    await give(world().page, await badgeOf(GOOD, FORGER), fake, real);
    // Nothing can be held against a badge either by keys whose owner is not known.
    expect(await headline(world().page)).toBe('Impossible à dire');
    expect(await codes(world().page)).toContain('archive_unproven');
    await world().page.click('[data-vouch]');
    await world().page.locator('#verdict h1', { hasText: 'Non authentique' }).waitFor();
    expect(await codes(world().page)).toContain('verification_method_not_found');
  });
});

describe('an archive whose manifest is not one is refused', () => {
  const signer = { key: REAL };
  const documents = [didJson(GOOD, REAL)];
  const contexts = sampleBadge()['@context'] as string[];
  const changed = (change: JsonObject) => () => archiveOf(GOOD, documents, { ...signer, change });
  const cases: Record<string, () => Promise<object>> = {
    'a second proof that names another key': async () => {
      const archive = await archiveOf(GOOD, documents, signer);
      const [proof] = archive.manifest['proof'] as JsonObject[];
      const proofs = [{ ...proof, verificationMethod: methodOf(GOOD, FORGER) }, proof];
      return { ...archive, manifest: { ...archive.manifest, proof: proofs } };
    },
    'another credential of the issuer': changed({ id: `${addressOf(GOOD)}/badges/1` }),
    'one that names no address': changed({ id: 'urn:uuid:0b0b7a3e-6f4e-4b59-9b6b-3d1a1a0c7c11' }),
    'one with another context': changed({ '@context': contexts }),
    'one without dates': changed({ validFrom: '', validUntil: '' }),
    'one whose dates are none': changed({ validFrom: 'today' }),
    'a badge': changed({
      '@context': contexts,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
    }),
    'a document that is there twice': () =>
      archiveOf(
        GOOD,
        [...documents, { ...didJson(GOOD, REAL), url: `${didJson(GOOD).url}#x` }],
        signer,
      ),
  };

  test.each(Object.entries(cases))('%s', async (_name, make) => {
    await give(world().page, await badgeOf(GOOD, REAL), await make());
    expect(await refusal()).toContain('archive');
  });

  // The envelope of what the issuer did sign, with what it never signed written on it.
  test('a token of the issuer in an envelope that names documents', async () => {
    const documents = world().ours.before.documents;
    const relatedResource = documents.map(({ url, text }) => ({
      id: url,
      digestSRI: digestOf(text),
    }));
    const manifest = {
      ...world().ours.before.manifest,
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${world().ours.token}`,
      relatedResource,
      validUntil: daysFromNow(365),
    };
    await give(world().page, world().ours.badge, { ...world().ours.before, manifest });
    expect(await refusal()).toContain('archive');
  });
});
