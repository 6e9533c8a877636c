import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { AttestationSheet } from '../../src/domain/attestation-sheet.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import type { JsonObject } from '../../src/formats/strict-json.ts';
import { answers, JSON_TYPE, openRemote, PUBLIC, type Remote } from '../egress/harness.ts';
import { badge, DID_JSON, didDocument, signed, statusEntry } from '../usecases/other-issuer.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

const documents = new Map<string, JsonObject>();
let remote: Remote;
let web: TestWeb;
let centre: Centre;
let own: string;

beforeAll(async () => {
  remote = await openRemote((req, res) => {
    const document = documents.get(`${req.headers.host}${req.url}`);
    res.writeHead(document ? 200 : 404, JSON_TYPE).end(JSON.stringify(document ?? {}));
  });
  const outside = { resolve: async () => answers(PUBLIC), connect: remote.connect };
  web = await startWeb({}, {}, outside);
  centre = await openCentreWithBadges(web);
  const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
  own = credential?.text ?? '';
});
beforeEach(() => {
  documents.clear();
  documents.set(DID_JSON, didDocument());
});
afterAll(async () => {
  await web.stop();
  await remote.close();
});

function formOf(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const post = (path: string, fields: Record<string, string | Blob>) =>
  web.fetch(path, { method: 'POST', body: formOf(fields), headers: { 'accept-language': 'fr' } });

/** The page as it is read: without its tags, with ordinary spaces. */
async function pageFor(fields: Record<string, string | Blob>): Promise<string> {
  const html = await (await post('/verify', fields)).text();
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/gu, ' ');
}

const identifier = (change: JsonObject) => ({
  credentialSubject: {
    ...(badge()['credentialSubject'] as JsonObject),
    identifier: [{ type: 'IdentityObject', ...change }],
  },
});
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const forAddress = async () =>
  JSON.stringify(
    await signed(
      badge(
        identifier({
          hashed: true,
          identityType: 'emailAddress',
          identityHash: `sha256$${sha256('lea@maison.testsel')}`,
          salt: 'sel',
        }),
      ),
    ),
  );

describe('the four answers', () => {
  test('are said first, with who stands behind and what is not proven', async () => {
    const page = await pageFor({ text: own });
    expect(page).toMatch(
      /Authentique et valable .* Ce que ce badge prouve .* Ce qu’il ne prouve pas/,
    );
    expect(page).toMatch(/Qui s’en porte garant issuer\.test Se présente comme : Centre social/);
    expect(page).toContain('Que la personne devant vous est celle qui l’a reçu.');
    expect(page).toContain('Contrôlé le 20 novembre 2026 à 15:04 (UTC)');
  });

  test('say that a changed badge proves nothing, and what to do', async () => {
    const page = await pageFor({ text: own.replaceAll('Robot suiveur', 'Robot volant') });
    expect(page).toContain('Non authentique');
    expect(page).not.toMatch(/Ce qu’il ne prouve pas|Inconnu de ce service|Reconnu par ce service/);
    expect(page).toContain('Que faire ? Demandez à la personne le fichier ou le lien d’origine');
    expect(page).toMatch(/Ce que le fichier prétend Rien de ceci n’est vérifié\. Robot volant/);
  });

  test('still show what an expired badge was', async () => {
    const old = await signed(badge({ validUntil: '2026-11-20T15:00:30Z' }));
    const page = await pageFor({ text: JSON.stringify(old) });
    expect(page).toContain('Authentique, mais plus valable : il a pris fin');
    expect(page).toMatch(/Le badge Robotique .* Valable jusqu’au 20 novembre 2026/);
    expect(page).toContain('a été renouvelé');
  });

  test('never say true or false of what could not be checked', async () => {
    const status = statusEntry({ statusListCredential: 'https://other.test/status/9' });
    const page = await pageFor({
      text: JSON.stringify(await signed(badge({ credentialStatus: status }))),
    });
    expect(page).toContain('Impossible à dire Il vient bien d’other.test');
    expect(page).toContain('nous ne savons pas s’il vaut encore');
    // That site did answer: waiting would change nothing.
    expect(page).not.toContain('Réessayez');
    expect(page).not.toMatch(/Non authentique|Authentique et valable/);
  });

  test('list who was contacted', async () => {
    const page = await pageFor({ text: JSON.stringify(await signed(badge())) });
    expect(page).toContain('other.test, pour l’identité de l’organisme');
  });
});

describe('the person', () => {
  test('is named where the issuer signed the name, and is not proven to be there', async () => {
    const plain = { hashed: false, identityType: 'name', identityHash: 'Léa Martin' };
    const text = JSON.stringify(await signed(badge(identifier(plain))));
    const page = await pageFor({ text });
    expect(page).toContain('other.test l’a décerné à ce nom : Léa Martin');
    expect(page).toContain('Que la personne devant vous est bien Léa Martin');
    const forged = await pageFor({ text: text.replace('Léa Martin', 'Bob') });
    expect(forged).toContain('Le fichier prétend : Bob. Rien ne le prouve.');
    expect(forged).not.toContain('l’a décerné à ce nom');
  });

  test('may be asked for by an address that the badge only holds as a hash (CHECKLIST 3.5)', async () => {
    const text = await forAddress();
    const html = await (await post('/verify', { text })).text();
    expect(html).toContain('name="identity"');
    expect(html).toContain('action="/verify#identity"');
    const yes = await pageFor({ text, identity: ' Lea@Maison.test' });
    expect(yes).toContain('Oui : ce badge a été décerné à « Lea@Maison.test ».');
    const no = await pageFor({ text, identity: 'bob@maison.test' });
    expect(no).toContain('Non : ce badge n’a pas été décerné à « bob@maison.test ».');
  });

  test('is never confirmed by a forgery', async () => {
    const text = (await forAddress()).replace('Robotique', 'Chirurgie');
    const page = await pageFor({ text, identity: 'lea@maison.test' });
    expect(page).toContain('Non authentique');
    expect(page).not.toContain('Oui :');
  });

  test('is not in a badge that names nobody', async () => {
    const page = await pageFor({ text: own, identity: 'Léa' });
    expect(page).toContain('Ce badge ne dit rien de la personne qui l’a reçu');
  });
});

describe('what was given', () => {
  // Cut short it would be another address.
  test('is refused when it is a link that is too long', async () => {
    const link = `https://other.test/${'a'.repeat(8200)}`;
    const response = await post('/verify', { link });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Ce lien est mal écrit.');
  });

  test('is carried in the page and nowhere else: a file as its credential', async () => {
    const file = await web.deps.file(`${centre.award.id}.badge`, 'png');
    const response = await post('/verify', { file: new Blob([Buffer.from(file.bytes)]) });
    expect(response.headers.get('cache-control')).toBe('no-store');
    const html = await response.text();
    const held = /name="text" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(JSON.parse(held.replaceAll('&quot;', '"').replaceAll('&#x3D;', '='))).toEqual(
      JSON.parse(own),
    );
  });

  test('is not carried when it is long: then nothing more is asked', async () => {
    const text = JSON.stringify(await signed(badge({ name: 'x'.repeat(70_000) })));
    const html = await (await post('/verify', { text })).text();
    expect(html).not.toContain('/verify/attestation');
  });
});

describe('the printed attestation', () => {
  test('is made of a text and of the link of a share', async () => {
    const link = `${web.deps.origin}/s/${await shareOf(web, centre)}`;
    for (const fields of [{ text: own }, { link }]) {
      const response = await post('/verify/attestation', fields);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w.-]+"$/,
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    }
  });

  // What is printed as the whole badge must hold the whole badge.
  test('of a link in the place of a text holds the badge behind it, not the link', async () => {
    const sheets: AttestationSheet[] = [];
    const drawAttestation = async (sheet: AttestationSheet) => {
      sheets.push(sheet);
      return new Uint8Array();
    };
    const small = await startWeb({ drawAttestation });
    try {
      const link = `${small.deps.origin}/s/${await shareOf(small, await openCentreWithBadges(small))}`;
      const picture = await sharp(Buffer.from(await small.deps.qr(link)))
        .png()
        .toBuffer();
      for (const fields of [{ text: link }, { file: new Blob([new Uint8Array(picture)]) }]) {
        const init = { method: 'POST', body: formOf(fields) };
        expect((await small.fetch('/verify/attestation', init)).status).toBe(200);
      }
      expect(sheets).toHaveLength(2);
      for (const { qr } of sheets) {
        const inside = await small.service.verifyBytes(utf8(qr.text));
        expect(inside).toMatchObject({ verdict: 'verified', format: 'qr' });
      }
    } finally {
      await small.stop();
    }
  });

  test('is offered on the page of a share', async () => {
    const html = await (await web.fetch(`/s/${await shareOf(web, centre)}`)).text();
    expect(html).toContain('action="/verify/attestation"');
  });

  test('is made less often than a verification, since it costs more', async () => {
    const small = await startWeb({ limits: { attestations: 1 } });
    try {
      const ask = (path: string) =>
        small.fetch(path, { method: 'POST', body: formOf({ text: '{"a":1}' }) });
      expect((await ask('/verify/attestation')).status).toBe(422);
      expect((await ask('/verify/attestation')).status).toBe(429);
      expect((await ask('/verify')).status).toBe(422);
    } finally {
      await small.stop();
    }
  });

  test('of what is no badge is a sentence on the page', async () => {
    const response = await post('/verify/attestation', { text: '{"a":1}' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(await response.text()).toContain('Ce fichier n’est pas un badge.');
  });
});

test('what is kept is said before anything is given, in both languages', async () => {
  const read = async (lang: string) => (await web.fetch(`/verify/about?lang=${lang}`)).text();
  expect(await (await web.fetch('/verify')).text()).toContain('href="/verify/about"');
  expect(await read('fr')).toContain('Ce qui est gardé : rien'.replace(' :', '\u00a0:'));
  expect(await read('en')).toContain('What is kept: nothing');
});
