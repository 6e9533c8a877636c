/**
 * The little pictures by which people find their card in a heap: animals and things that everybody
 * has a word for, and that say nothing of anybody. Each is an icon of the set, and has its word as
 * `cardPicture.NAME` in the locales.
 */
export const CARD_PICTURES = [
  ...['anchor', 'apple', 'balloon', 'banana', 'bell', 'bike', 'bird', 'cake', 'candy', 'carrot'],
  ...['castle', 'cat', 'cherry', 'citrus', 'clover', 'cookie', 'croissant', 'crown', 'cupcake'],
  ...['dog', 'donut', 'drum', 'fish', 'flame', 'flower', 'gem', 'gift', 'glasses', 'grape'],
  ...['guitar', 'helicopter', 'kayak', 'key', 'leaf', 'lighthouse', 'lollipop', 'magnet', 'moon'],
  ...['mountain', 'origami', 'panda', 'parasol', 'piano', 'pizza', 'plane', 'popcorn', 'puzzle'],
  ...['rabbit', 'rainbow', 'rocket', 'sailboat', 'shell', 'feather', 'snail', 'snowflake'],
  ...['squirrel', 'star', 'sun', 'tent', 'tractor', 'turtle', 'umbrella', 'volleyball', 'watch'],
] as const;
export type CardPicture = (typeof CARD_PICTURES)[number];

/** The one that a learner has on their first card, unless somebody of the same sheet has it. */
export function cardPictureOf(learnerId: string): CardPicture {
  let sum = 0;
  for (const sign of learnerId) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003;
  return CARD_PICTURES[sum % CARD_PICTURES.length] ?? 'star';
}

/**
 * One picture for each card of a print: nobody's twice, as long as there are enough, and none that
 * the person has on another card. Otherwise always the same of one learner.
 *
 * @param asked whose cards, in order, and the pictures that are on their good cards
 */
export function picturesFor(
  asked: ReadonlyArray<{ readonly learnerId: string; readonly has: readonly CardPicture[] }>,
): CardPicture[] {
  const taken = new Set<CardPicture>();
  return asked.map(({ learnerId, has }) => {
    const own = cardPictureOf(learnerId);
    const at = CARD_PICTURES.indexOf(own);
    const inTurn = [...CARD_PICTURES.slice(at), ...CARD_PICTURES.slice(0, at)];
    const others = inTurn.filter((picture) => !has.includes(picture));
    if (taken.size === CARD_PICTURES.length) taken.clear();
    const free = others.find((picture) => !taken.has(picture)) ?? others[0] ?? own;
    taken.add(free);
    return free;
  });
}
