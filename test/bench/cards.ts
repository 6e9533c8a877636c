import { CARD_PICTURES } from '../../src/domain/card-picture.ts';
import { drawCards } from '../../src/images/cards.ts';

const CARDS = 30;
const TIMES = 9;

/** A sheet of 30 cards, fonts and codes and all: the first in a process, and the median after it. */
export async function measureCards(write: (line: string) => void): Promise<void> {
  const cards = Array.from({ length: CARDS }, (_, at) => ({
    picture: CARD_PICTURES[at % CARD_PICTURES.length] ?? 'star',
    word: 'écureuil',
    names: [`Prénom ${at}`],
    qr: { text: `https://badges.example.org/card#${String(at).padStart(22, 'x')}`, alt: 'QR' },
    code: '4F7K-9QXM-2B8RT',
  }));
  const sheet = {
    language: 'fr',
    title: 'Cartes',
    perSheet: 8,
    centre: 'Centre social de la Gare',
    explanation: 'Scanne ce dessin avec un téléphone : tes badges s’ouvrent.',
    keep: 'Garde ta carte pour toi. Perdue ? Dis-le à ton centre.',
    typeAt: 'Ou tape ce code sur badges.example.org/card',
    cards,
  } as const;
  const took: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const start = performance.now();
    await drawCards(sheet);
    took.push(performance.now() - start);
  }
  const [first = 0, ...others] = took;
  const median = others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? 0;
  write(`${CARDS} cards as PDF: first ${first.toFixed(0)} ms, then ${median.toFixed(0)} ms\n`);
}
