import { describe, expect, test } from '@jest/globals';
import type { AttestationSheet } from '../../src/domain/attestation-sheet.ts';
import { drawAttestation } from '../../src/images/attestation.ts';
import { pageCount, pdfText } from '../pdf-text.ts';

const CHECKS = ['Vocabulaire', 'Forme', 'Émetteur', 'Signature', 'Dates', 'Révocation', 'a', 'b'];

const SHEET: AttestationSheet = {
  language: 'fr',
  title: 'Feuille de contrôle d’un badge',
  made: ['issuer.test', 'Contrôlé le 20 novembre 2026 à 15:04 (UTC)'],
  tone: 'good',
  headline: 'Authentique et valable',
  why: 'Il a bien été décerné par issuer.test, et rien n’y a été changé.',
  contentTitle: 'Le badge',
  name: 'Robot suiveur',
  description: 'Monte un robot et le programme.',
  facts: [
    { label: 'Qui s’en porte garant', value: 'issuer.test' },
    { label: 'Nom', value: 'Centre social de la Gare' },
  ],
  points: [
    { title: 'Ce que ce badge prouve', lines: ['Ceci.', 'Cela.'] },
    { title: 'Ce qu’il ne prouve pas', lines: ['Le reste.'] },
  ],
  checksTitle: 'Les contrôles, un par un',
  checks: CHECKS.map((name) => ({
    name,
    outcome: 'passed',
    outcomeWord: 'Vérifié',
    sentence: 'La signature est bonne : rien n’a été changé.',
  })),
  notes: [{ title: 'Qui a été contacté', text: 'issuer.test, pour sa clé' }],
  qr: { text: 'https://issuer.test/verify', caption: 'La page du contrôle.' },
  foot: 'Cette feuille dit ce qui était vrai.',
};

async function draw(change: Partial<AttestationSheet> = {}) {
  const bytes = await drawAttestation({ ...SHEET, ...change }, { compress: false });
  return {
    text: pdfText(bytes),
    pages: pageCount(bytes),
    raw: Buffer.from(bytes).toString('latin1'),
  };
}

describe('the printed sheet', () => {
  test('says on one page what the page on the screen says', async () => {
    const { text, pages } = await draw();
    expect(pages).toBe(1);
    for (const said of [
      ...[SHEET.title, ...SHEET.made, SHEET.headline, SHEET.why, SHEET.name, SHEET.foot],
      ...SHEET.points.flatMap(({ title, lines }) => [title, ...lines]),
      ...SHEET.facts.map(({ label, value }) => `${label} : ${value}`),
      ...CHECKS.map((name) => `${name} : Vérifié`),
    ]) {
      expect(text).toContain(said);
    }
  });

  test('leaves out no word of a long answer: what may be missing comes last', async () => {
    const sentence = 'Il vient bien d’issuer.test et rien n’y a été changé. ';
    const why = `${sentence.repeat(6)}Une révocation peut manquer.`;
    const { text, pages } = await draw({ why });
    expect({ pages, isWhole: text.includes('peut manquer.') }).toEqual({ pages: 1, isWhole: true });
  });

  test('is tagged, with its language and its title, for those who have it read to them', async () => {
    const { raw } = await draw();
    expect(raw).toMatch('/Marked true');
    expect(raw).toMatch('/Lang (fr)');
    expect(raw).toMatch('/DisplayDocTitle true');
    expect(raw).toMatch(/\/S \/Figure[^>]*\/Alt/s);
  });

  test('stays one page whatever a stranger wrote, and keeps its last line', async () => {
    const long = 'Une phrase qui n’en finit pas, écrite pour déborder. '.repeat(200);
    const { text, pages } = await draw({
      headline: long,
      why: long,
      name: 'W'.repeat(5000),
      description: long,
      facts: Array.from({ length: 40 }, () => ({ label: long, value: long })),
      checks: SHEET.checks.map((check) => ({ ...check, sentence: long, outcome: 'unknown' })),
      points: [
        { title: long, lines: [long, long, long, long] },
        { title: long, lines: [long, long, long, long] },
      ],
      notes: [
        { title: long, text: long },
        { title: long, text: long },
      ],
      qr: { text: `https://issuer.test/q#${'A1'.repeat(1150)}`, caption: long },
    });
    expect(pages).toBe(1);
    expect(text).toContain(SHEET.foot);
    expect(text).toContain('…');
  });

  test('writes the names of Europe, and says where it cannot write', async () => {
    const { text } = await draw({ name: 'Łukasz Şahin Đặng Олена' });
    expect(text).toContain('Łukasz Şahin Đặng Олена');
    const arabic = await draw({ name: 'ورشة الروبوت 機器 Robot 👩‍🔧🤖' });
    expect(arabic.text).toContain('[…] Robot');
  });

  test.each(['', '\u0000\u202e', '\ud800', '\u0301'.repeat(50), '\n\n'])(
    'does not stumble over %j',
    async (name) => {
      expect((await draw({ name, facts: [{ label: name, value: name }] })).pages).toBe(1);
    },
  );
});
