import type { Card, Pin } from '../../domain/card.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

export const CARDS: Shape<Card> = {
  name: 'cards',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    secretHash: 'text',
    codeHash: 'text',
    picture: 'text',
    createdBy: 'text',
    createdAt: 'text',
    usedAt: 'text',
    voidedAt: 'text',
    lostSince: 'text',
  },
  indexes: [
    { on: { secretHash: 1 }, unique: true },
    { on: { codeHash: 1 }, unique: true },
    { on: { learnerId: 1, createdAt: -1, id: -1 } },
  ],
};

/** The first voiding of a card: a row of its own, like its first use. */
interface Voiding {
  readonly id: string;
  readonly at: string;
  readonly lostSince: string;
}

export const VOIDINGS: Shape<Voiding> = {
  name: 'card_voidings',
  key: 'id',
  fields: { id: 'text', at: 'text', lostSince: 'text' },
  indexes: [],
};

export const CARD_USES = 'card_uses';

export function cardsOf(database: Database): Store['cards'] {
  const cards = database.table(CARDS);
  const voidings = database.table(VOIDINGS);
  const uses = datesOf(database, CARD_USES);
  return {
    insert: cards.insert,
    use: async (id, at) => {
      if (await cards.get(id)) await uses.insert(id, at);
    },
    void: async (id, { at, lostSince }) => {
      const card = await cards.get(id);
      if (card === undefined || card.voidedAt !== undefined) return false;
      return voidings.insert({ id, at, lostSince });
    },
    lostEarlier: async (id, lostSince) => {
      const voiding = await voidings.get(id);
      if (voiding && voiding.lostSince > lostSince) await voidings.set([id], { lostSince });
    },
    ...questionsOf(database),
  };
}

type Questions = Exclude<keyof Store['cards'], 'insert' | 'use' | 'void' | 'lostEarlier'>;

function questionsOf(database: Database): Pick<Store['cards'], Questions> {
  const cards = database.table(CARDS);
  const voidings = database.table(VOIDINGS);
  const uses = datesOf(database, CARD_USES);
  const allVoidings = voidings.question([], { id: 1 });
  const bySecret = cards.question(['secretHash']);
  const byCode = cards.question(['codeHash']);
  const ofLearner = cards.question(['learnerId'], { createdAt: -1, id: -1 });

  async function overlay(found: readonly Card[]): Promise<Card[]> {
    const ids = found.map(({ id }) => id);
    const [used, rows] = await Promise.all([uses.onto(found, 'usedAt'), voidings.getMany(ids)]);
    const voidingOf = new Map(rows.map((row) => [row.id, row]));
    return used.map((card) => {
      const voiding = voidingOf.get(card.id);
      if (voiding === undefined || card.voidedAt !== undefined) return card;
      return { ...card, voidedAt: voiding.at, lostSince: voiding.lostSince };
    });
  }

  return {
    get: async (profileId, id) => {
      const [card] = await overlay(await cards.getMany([id]));
      return card?.profileId === profileId ? card : undefined;
    },
    bySecretHash: async (secretHash) => (await overlay(await bySecret.all({ secretHash })))[0],
    byCodeHash: async (codeHash) => (await overlay(await byCode.all({ codeHash })))[0],
    listOf: async (learnerId) => overlay(await ofLearner.all({ learnerId })),
    listOfMany: async (learnerIds) =>
      overlay(await ofLearner.all({ learnerId: anyOf(learnerIds) })),
    listVoided: async (page) => {
      const rows = await allVoidings.page({}, page);
      const found = await overlay(await cards.getMany(rows.map(({ id }) => id)));
      return found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    },
  };
}

export const PINS: Shape<Pin> = {
  name: 'pins',
  key: 'id',
  fields: {
    id: 'text',
    learnerId: 'text',
    profileId: 'text',
    salt: 'text',
    hash: 'text',
    via: 'text',
    setAt: 'text',
  },
  indexes: [{ on: { learnerId: 1, setAt: -1, id: -1 } }],
};

export function pinsOf(database: Database): Store['pins'] {
  const pins = database.table(PINS);
  const ofLearner = pins.question(['learnerId'], { setAt: -1, id: -1 });
  return {
    insert: pins.insert,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: (id) => pins.remove([id]),
  };
}

interface Attempt {
  /** Subject and number, in this order. */
  readonly id: string;
  readonly subject: string;
  readonly number: number;
  readonly at: string;
}

export const ATTEMPTS: Shape<Attempt> = {
  name: 'attempts',
  key: 'id',
  fields: { id: 'text', subject: 'text', number: 'number', at: 'text' },
  indexes: [{ on: { subject: 1, number: 1 } }, { on: { at: 1 } }],
};

export function attemptsOf(database: Database): Store['attempts'] {
  const attempts = database.table(ATTEMPTS);
  const ofSubject = attempts.question(['subject'], { number: 1 });
  const clear = attempts.removalOf(['subject']);
  return {
    insert: ({ subject, number, at }) =>
      attempts.insert({ id: `${subject}:${number}`, subject, number, at }),
    listOf: async (subject) =>
      (await ofSubject.all({ subject })).map(({ number, at }) => ({ number, at })),
    clear: async (subject) => {
      await clear({ subject });
    },
    forget: attempts.removalBefore('at'),
  };
}
