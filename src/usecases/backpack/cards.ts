import { type Actor, actorName, type LearnerActor } from '../../domain/actor.ts';
import { type Card, isGood, pictureOf } from '../../domain/card.ts';
import { type CardPicture, picturesFor } from '../../domain/card-picture.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { CARD_CODE_SIGNS, codeOf, readCode } from '../../domain/typed-code.ts';
import type { Keyed, Seams, Store } from '../ports.ts';
import { base64url, hashOf, newSecret, type SecretDeps } from '../secrets.ts';

export interface CardDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'cards' | 'learners'>;
  readonly keyed: Keyed;
}

/** A card with the secrets that are printed on it, this once. */
export interface NewCard {
  readonly card: Card;
  readonly learner: Learner;
  /** In the QR code, behind `/card#`. */
  readonly secret: string;
  /** As `codeOf` writes it, without groups. */
  readonly code: string;
}

/** A new card; those that the learner has stay as they are. */
export async function makeCard(deps: CardDeps, actor: Actor, learner: Learner): Promise<NewCard> {
  const [made] = await makeCards(deps, actor, [learner]);
  if (!made) throw new Error('A card was made for nobody.');
  return made;
}

/** A new card for each, in their order, told apart by their pictures. */
export async function makeCards(
  deps: CardDeps,
  actor: Actor,
  learners: readonly Learner[],
): Promise<NewCard[]> {
  const cards = await deps.store.cards.listOfMany(learners.map(({ id }) => id));
  const good = cards.filter((card) => isGood(card, deps.now()));
  const asked = learners.map(({ id }) => ({
    learnerId: id,
    has: good.filter(({ learnerId }) => learnerId === id).map(pictureOf),
  }));
  const pictures = picturesFor(asked);
  return Promise.all(learners.map((learner, at) => newCard(deps, actor, learner, pictures[at])));
}

async function newCard(
  deps: CardDeps,
  actor: Actor,
  learner: Learner,
  picture: CardPicture | undefined,
): Promise<NewCard> {
  const { secret, hash } = newSecret(deps);
  const code = codeOf(deps.random(CARD_CODE_SIGNS), CARD_CODE_SIGNS);
  const card: Card = {
    id: deps.newId(),
    profileId: learner.profileId,
    learnerId: learner.id,
    secretHash: hash,
    codeHash: hashOfCode(deps, code),
    ...(picture ? { picture } : {}),
    createdBy: actorName(actor),
    createdAt: deps.now().toISOString(),
  };
  if (!(await deps.store.cards.insert(card))) throw new Error('A card was made twice.');
  return { card, learner, secret, code };
}

/** What somebody holds: the secret of the QR code, or the code that they typed. */
export type Held = { readonly secret: string } | { readonly code: string };

/**
 * Whose card it is. A card that is void, over or unknown gives one and the same answer.
 *
 * @throws {BadgeError} `code_typo` for what no code can be, without a look at any; `card_unknown`
 */
export async function learnerOfCard(deps: CardDeps, held: Held): Promise<LearnerActor> {
  const card = await findCard(deps, held);
  if (!card || !isGood(card, deps.now())) throw new BadgeError('card_unknown', 'No such card.');
  const { learnerId, profileId, id } = card;
  await deps.store.cards.use(id, deps.now().toISOString());
  return { kind: 'learner', learnerId, profileId, via: `card:${id}` };
}

async function findCard(deps: CardDeps, held: Held): Promise<Card | undefined> {
  if ('secret' in held) return deps.store.cards.bySecretHash(hashOf(deps, held.secret));
  const code = readCode(held.code, CARD_CODE_SIGNS);
  if (!code) throw new BadgeError('code_typo', 'The check of the code is wrong.');
  return deps.store.cards.byCodeHash(hashOfCode(deps, code));
}

function hashOfCode({ keyed }: Pick<CardDeps, 'keyed'>, code: string): string {
  return base64url(keyed('card-code', code));
}
