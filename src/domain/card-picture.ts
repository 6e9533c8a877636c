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

/** Always the same of one learner. Two of a group may share one: their names tell them apart. */
export function cardPictureOf(learnerId: string): CardPicture {
  let sum = 0;
  for (const sign of learnerId) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003;
  return CARD_PICTURES[sum % CARD_PICTURES.length] ?? 'star';
}
