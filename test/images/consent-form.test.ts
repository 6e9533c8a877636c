import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { PICTURE_CHILD } from '../../src/compose/picture-child.ts';
import { cardPictureOf } from '../../src/domain/card-picture.ts';
import type { ConsentSheet } from '../../src/domain/consent-sheet.ts';
import type { Learner } from '../../src/domain/learner.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { drawConsentForm } from '../../src/images/consent-form.ts';
import { createPictureCage } from '../../src/images/picture-cage.ts';
import { createReadQr } from '../../src/images/read-qr.ts';
import { consentSheet } from '../../src/web/views/worker/consent-sheet.ts';
import { wordsOf } from '../../src/web/words.ts';
import { NOW, ORIGIN } from '../harness.ts';
import { pdfPicture } from '../pdf-picture.ts';
import { pageCount, pdfText } from '../pdf-text.ts';

const readQr = createReadQr(createPictureCage(PICTURE_CHILD));

const LEARNER: Learner = {
  id: 'lea',
  profileId: 'gare',
  nameKey: '',
  fullNameKey: '',
  firstName: 'Léa',
  lastName: 'Martin',
  nickname: 'Lélé',
  createdAt: '2026-01-01T00:00:00Z',
};
const PROFILE: Profile = {
  id: 'gare',
  handle: 'gare',
  origin: ORIGIN,
  name: 'Fédération du Nord',
  insideName: 'Centre social de la Gare',
  createdAt: '2026-01-01T00:00:00Z',
};
const SECRETS = { guardian: 'a'.repeat(43), 'second-guardian': 'b'.repeat(43) } as const;

function sheet(
  parts: Partial<Learner> = {},
  language: 'fr' | 'en' = 'fr',
  parties: readonly (keyof typeof SECRETS)[] = ['guardian', 'second-guardian'],
): ConsentSheet {
  const learner = { ...LEARNER, ...parts };
  const links = parties.map((party) => ({
    ...{ learner, party, secret: SECRETS[party], hash: '', expiresAt: '' },
  }));
  const making = { links, origin: ORIGIN, now: NOW, picture: cardPictureOf(learner.id) };
  return consentSheet(wordsOf(language), { learner, profile: PROFILE }, making);
}

const OPEN = { compress: false };

test.each([
  ['fr', 'under15', 'Avoir une page publique'],
  ['en', 'under15', 'Having a public page'],
  ['fr', '15-17', 'Avoir une page publique'],
] as const)(
  'in %s, %s: one page that says what is asked and how to take it back',
  async (language, band, asked) => {
    const form = sheet({ band }, language);
    const drawn = await drawConsentForm(form, OPEN);
    expect(pageCount(drawn)).toBe(1);
    const text = pdfText(drawn).replace(/[\n\u00a0]/g, ' ');
    for (const said of [form.title, 'Centre social de la Gare', asked])
      expect(text).toContain(said);
    for (const said of form.withdraw)
      expect(text).toContain(said.split(' ').slice(0, 3).join(' ').replace('\u00a0', ' '));
    // Nothing but the nickname: neither names nor what the badges are about.
    expect(text).not.toMatch(/Léa|Martin|Nord/);
  },
);

test('the boxes are those of the age: a parent of fifteen is asked about a photo alone', () => {
  const parties = (parts: Partial<Learner>) =>
    sheet(parts).purposes.map((one) => one.parties.length);
  expect(parties({})).toEqual([2, 2, 3]);
  expect(parties({ band: 'under15' })).toEqual([2, 2, 3]);
  expect(parties({ band: '15-17' })).toEqual([1, 1, 3]);
  expect(parties({ band: 'adult' })).toEqual([1, 1, 1]);
  expect(sheet({ band: 'adult' }, 'fr', []).signers).toHaveLength(1);
  // There is no second one beside one who is alone.
  expect(sheet().signers.map(({ capacities }) => capacities.length)).toEqual([0, 4, 2]);
});

test('the codes are read off the paper, each for its parent', async () => {
  const page = pdfPicture(await drawConsentForm(sheet(), OPEN));
  const { width = 0, height = 0 } = await sharp(page).metadata();
  // The picture is as wide as a page is high.
  const point = width / 842;
  const [first, second] = [547 - 2 * 114 + 22, 547 - 92];
  for (const [left, party] of [
    [first, 'guardian'],
    [second, 'second-guardian'],
  ] as const) {
    const top = Math.round(height / 2);
    const region = {
      left: Math.round((left - 10) * point),
      top,
      width: Math.round(112 * point),
      height: height - top,
    };
    const cut = await sharp(page).extract(region).png().toBuffer();
    expect(await readQr(new Uint8Array(cut))).toBe(`${ORIGIN}/consent/${SECRETS[party]}`);
  }
}, 60_000);

test.each([
  ['Zoë 🎈', 'Accords de Zoë'],
  ['<script>', 'Accords de <script>'],
  ['Z'.repeat(300), 'Accords de ZZZ'],
])('a name of any kind leaves it one page: %j', async (nickname, title) => {
  const drawn = await drawConsentForm(sheet({ nickname }), OPEN);
  expect(pageCount(drawn)).toBe(1);
  expect(pdfText(drawn)).toContain(title);
  expect(pdfText(drawn)).not.toContain('à écrire à la main');
});

// Nobody signs a paper that calls their child by a box.
test.each(['محمد', 'محمد Ali', '🎸', '王小明'])(
  'a name that the fonts lack is left to the hand, and the card tells whose sheet it is: %j',
  async (nickname) => {
    const drawn = await drawConsentForm(sheet({ nickname }), OPEN);
    expect(pageCount(drawn)).toBe(1);
    const text = pdfText(drawn).replaceAll('\u00a0', ' ');
    expect(text).not.toContain('[…]');
    const word = wordsOf('fr').t(`cardPicture.${cardPictureOf('lea')}`);
    for (const said of ['Nom, à écrire à la main', word, 'La personne elle-même', 'Accords']) {
      expect(text).toContain(said);
    }
  },
);
