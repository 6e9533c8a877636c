import { beforeAll, describe, expect, test } from '@jest/globals';
import type {
  CertificatePage,
  CertificateSheet,
  InterviewBadge,
  InterviewSheet,
  PaperSheet,
} from '../../src/domain/paper-sheet.ts';
import { drawCertificate } from '../../src/images/certificate.ts';
import { drawInterview } from '../../src/images/interview.ts';
import { drawPaper } from '../../src/images/paper.ts';
import { createRasteriser } from '../../src/images/rasterise.ts';
import { pageCount, pdfText } from '../pdf-text.ts';

const LONG = 'Une phrase qui n’en finit pas, écrite pour déborder. '.repeat(60);
const STRANGE = ['', '\u0000\u202e', '\ud800', '\u0301'.repeat(50), '\n\n', '👩‍🔧'];

let picture: Uint8Array;
beforeAll(async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
  picture = await createRasteriser().png(svg, 60);
});

const texts = (drawn: Uint8Array) => ({ text: pdfText(drawn), pages: pageCount(drawn) });
const OPEN = { compress: false };

describe('the badge on paper', () => {
  const paper = (change: Partial<PaperSheet> = {}): PaperSheet => ({
    language: 'fr',
    title: 'Badge imprimé',
    author: 'Gare',
    picture,
    eyebrow: 'Badge signé',
    name: 'Robot suiveur',
    description: 'Monte un robot.',
    facts: [{ label: 'Décerné par', value: 'Gare' }],
    criteria: { title: 'Ce qu’il a fallu montrer', lines: ['• câbler', '• programmer'] },
    points: [
      { title: 'Prouve', lines: ['Ceci.'] },
      { title: 'Ne prouve pas', lines: ['Cela.'] },
    ],
    qr: { text: `https://issuer.test/q#${'A1'.repeat(600)}`, caption: 'Le badge entier.' },
    steps: { title: 'Vérifier', lines: ['1. Scannez.'] },
    foot: 'Ne croyez que le contrôle.',
    ...change,
  });

  test('says what the badge says, for those who look and those who have it read to them', async () => {
    const drawn = await drawPaper(paper(), OPEN);
    const { text, pages } = texts(drawn);
    expect(pages).toBe(1);
    for (const said of [
      'Robot suiveur',
      'Décerné par : Gare',
      '• câbler',
      'Cela.',
      '1. Scannez.',
    ]) {
      expect(text).toContain(said);
    }
    const raw = Buffer.from(drawn).toString('latin1');
    expect(raw).toMatch('/Marked true');
    expect(raw.match(/\/S \/Figure[^>]*\/Alt/gs)?.length).toBeGreaterThan(1);
  });

  test('is one sheet, with its last line, whatever was written', async () => {
    const list = { title: LONG, lines: Array.from({ length: 40 }, () => LONG) };
    const drawn = await drawPaper(
      paper({ name: LONG, description: LONG, criteria: list, points: [list, list], steps: list }),
      OPEN,
    );
    expect(texts(drawn)).toMatchObject({ pages: 1 });
    expect(pdfText(drawn)).toContain('Ne croyez que le contrôle.');
  });

  test('a badge that no code can hold has none, and its steps say what to do', async () => {
    const drawn = await drawPaper(paper({ qr: undefined }), OPEN);
    expect(pdfText(drawn)).not.toContain('Le badge entier.');
    expect(pdfText(drawn)).toContain('1. Scannez.');
  });

  test.each(STRANGE)('does not stumble over %j', async (name) => {
    expect(pageCount(await drawPaper(paper({ name, description: name }), OPEN))).toBe(1);
  });
});

describe('the certificate', () => {
  const page = (change: Partial<CertificatePage> = {}): CertificatePage => ({
    picture,
    eyebrow: 'Badge décerné',
    name: 'Robot suiveur',
    givenTo: 'à',
    person: '',
    personHint: 'Nom, à écrire à la main',
    description: 'Monte un robot.',
    facts: ['Atelier robotique'],
    issuer: 'Centre social de la Gare',
    issuedBy: 'Décerné par',
    qr: { text: 'https://issuer.test/s/abc', caption: 'La page vérifiée.' },
    key: { label: 'Clé', value: '7V4C-9BPA' },
    foot: 'Vérifiable.',
    ...change,
  });
  const sheet = (...pages: CertificatePage[]): CertificateSheet => ({
    language: 'fr',
    title: 'Certificat',
    author: 'Gare',
    pages,
  });

  test('has the name that was signed, or a line to write one on', async () => {
    const named = await drawCertificate(sheet(page({ person: 'Léa Martin' })), OPEN);
    expect(pdfText(named)).toContain('Léa Martin');
    expect(pdfText(named)).not.toContain('à écrire à la main');
    const blank = await drawCertificate(sheet(page()), OPEN);
    expect(pdfText(blank)).toContain('Nom, à écrire à la main');
    expect(pdfText(blank)).toContain('7V4C-9BPA');
  });

  test('a long name is written whole, smaller: nobody is given a paper with half their name', async () => {
    const person = 'Célestin-Barthélemy de La Rochefoucauld-Montmorency de Saint-Exupéry';
    const drawn = pdfText(await drawCertificate(sheet(page({ person })), OPEN));
    expect(drawn.replace(/\s+/g, ' ')).toContain(person);
    const longest = Array.from({ length: 20 }, () => 'Maximilienne').join(' ');
    const small = pdfText(await drawCertificate(sheet(page({ person: longest })), OPEN));
    expect(small.replace(/\s+/g, ' ')).toContain(longest);
  });

  test('a name that the fonts lack is left to the hand: never a box in its place', async () => {
    const drawn = await drawCertificate(sheet(page({ person: 'ليلى' })), OPEN);
    expect(pdfText(drawn)).toContain('Nom, à écrire à la main');
    expect(pdfText(drawn)).not.toContain('[…]');
  });

  test('is a page for each badge, however much is written on it', async () => {
    const full = page({
      name: LONG,
      description: LONG,
      facts: [LONG, LONG],
      issuer: LONG,
      foot: LONG,
    });
    const whole = { text: `https://issuer.test/q#${'A1'.repeat(1150)}`, caption: LONG };
    const drawn = await drawCertificate(sheet(full, page({ qr: whole, key: undefined })), OPEN);
    expect(pageCount(drawn)).toBe(2);
  });
});

describe('the interview sheet', () => {
  const badge = (change: Partial<InterviewBadge> = {}): InterviewBadge => ({
    name: 'Robot suiveur',
    facts: 'Décerné par Gare',
    done: ['• câbler'],
    ownWords: 'Avec mes mots : « J’ai tenu bon. »',
    ...change,
  });
  const sheet = (badges: readonly InterviewBadge[]): InterviewSheet => ({
    language: 'fr',
    title: 'Mes badges à raconter',
    author: 'Gare',
    lead: 'Note une vraie situation.',
    person: '',
    qr: { text: 'https://issuer.test/s/abc', caption: 'La page vérifiée.' },
    key: { label: 'Clé', value: '7V4C-9BPA' },
    until: 'Jusqu’au 20 décembre.',
    badges,
    prompts: ['La situation', 'Ce que j’ai fait', 'Ce que ça a donné'],
    foot: 'Le reste est à toi.',
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
  ])('has %i badges on %i pages of A4, each with its three questions', async (count, expected) => {
    const badges = Array.from({ length: count }, () => badge());
    const drawn = await drawInterview(sheet(badges), OPEN);
    const { text, pages } = texts(drawn);
    expect(pages).toBe(expected);
    expect(
      Buffer.from(drawn)
        .toString('latin1')
        .match(/595\.28 841\.89/g),
    ).toHaveLength(pages);
    expect(text.match(/Ce que ça a donné/g)).toHaveLength(count);
    expect(text.match(/J’ai tenu bon/g)).toHaveLength(count);
    expect(text).toContain('Le reste est à toi.');
  });

  test('leaves out what the fonts lack: the hand says it better than a box', async () => {
    const words = 'Avec mes mots : « لقد نجحت »';
    const arabic = badge({ name: 'إسعافات أولية', facts: 'Décerné par هلال', ownWords: words });
    const drawn = await drawInterview({ ...sheet([arabic, badge()]), person: 'محمد' }, OPEN);
    const { text, pages } = texts(drawn);
    expect(pages).toBe(1);
    expect(text).not.toContain('[…]');
    expect(text.match(/Ce que ça a donné/g)).toHaveLength(2);
    expect(text.match(/J’ai tenu bon/g)).toHaveLength(1);
  });

  // A situation is not told in one line.
  test.each([1, 2, 3])(
    'keeps three lines for every question of %i badges, whatever was written',
    async (count) => {
      const full = badge({
        name: LONG,
        facts: LONG,
        done: Array.from({ length: 20 }, () => LONG),
        ownWords: LONG,
      });
      const long = {
        ...sheet(Array.from({ length: count }, () => full)),
        ...{ person: LONG, lead: LONG, until: LONG, foot: LONG },
        ...{ qr: { text: 'https://issuer.test/s/abc', caption: LONG } },
        ...{ key: { label: LONG, value: '7V4C-9BPA' } },
      };
      const drawn = await drawInterview(long, OPEN);
      const { text, pages } = texts(drawn);
      expect(pages).toBe(count > 2 ? 2 : 1);
      expect(text.match(/La situation/g)).toHaveLength(count);
      const toWriteOn = rulesOf(drawn);
      expect(toWriteOn.length).toBeGreaterThanOrEqual(count * 9);
      // On the paper, and the hand has seven millimetres.
      for (const [at, y] of toWriteOn.entries()) {
        expect(y).toBeLessThan(800);
        const next = toWriteOn[at + 1] ?? 0;
        if (next > y) expect(Math.round(next - y)).toBeGreaterThanOrEqual(20);
      }
    },
  );

  test('says on its second page whose it is', async () => {
    const drawn = await drawInterview(
      { ...sheet([badge(), badge(), badge()]), person: 'Léa M.' },
      OPEN,
    );
    expect(pdfText(drawn)).toContain('Léa M. · Mes badges à raconter · 7V4C-9BPA');
  });
});

/** How far down each dashed line stands, in points, in the order in which they were drawn. */
function rulesOf(bytes: Uint8Array): number[] {
  const drawn = Buffer.from(bytes).toString('latin1');
  const rules = drawn.matchAll(/[\d.]+ ([\d.]+) m\n[\d.]+ [\d.]+ l\n[\d.]+ w\n\[1 2\.5\] 0 d/g);
  return [...rules].map(([, y]) => Number(y));
}
