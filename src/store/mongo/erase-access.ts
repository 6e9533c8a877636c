import { ATTEMPTS, CARD_USES, CARDS, VOIDINGS } from './cards.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Step } from './erase-step.ts';
import { ADDRESSES } from './learner-access.ts';
import { LINKS } from './links.ts';
import { anyOf } from './model.ts';

/** The ways in: cards, sessions, guesses. */
export function eraseAccessOf(database: Database): Step {
  const cards = database.table(CARDS);
  const links = database.table(LINKS);
  const attempts = database.table(ATTEMPTS);
  const uses = datesOf(database, CARD_USES);
  const theirCards = cards.question(['learnerId'], {}, ['id']);
  const removeCards = cards.removalOf(['learnerId']);
  const sessions = links.question(['targetId', 'kind'], {}, ['secretHash']);
  const signUps = links.question(['targetId', 'kind'], {}, ['secretHash', 'binding']);
  const addresses = database.table(ADDRESSES).question(['learnerId'], {}, ['id', 'email']);
  const removeLinks = links.removalOf(['targetId']);
  const guesses = attempts.question([], { id: 1 }, ['id', 'subject']);
  const removeGuesses = attempts.removalOf(['id']);

  /** Wherever the id stands in a subject: guesses are forgotten soon, so that there are few. */
  async function eraseGuesses(learnerId: string): Promise<number> {
    let erased = 0;
    let after = '';
    for (;;) {
      const page = await guesses.page({}, { after, limit: GUESSES_AT_ONCE });
      const theirs = page.filter(({ subject }) => subject.includes(learnerId));
      erased += await removeGuesses({ id: anyOf(theirs.map(({ id }) => id)) });
      const last = page.at(-1);
      if (last === undefined) return erased;
      after = last.id;
    }
  }

  /** A link to begin with is nobody's, and holds the address it went to; that goes after it. */
  async function eraseSignUps(learnerId: string): Promise<number> {
    const emails = new Set((await addresses.all({ learnerId })).map(({ email }) => email));
    if (emails.size === 0) return 0;
    const rows = await signUps.all({ targetId: 'nobody', kind: 'sign-up' });
    const theirs = rows.filter(({ binding = '' }) => emails.has(binding));
    await links.remove(theirs.map(({ secretHash }) => secretHash));
    return theirs.length;
  }

  return async ({ learnerId }) => {
    const open = await sessions.all({ targetId: learnerId, kind: 'learner-session' });
    const unlocked = await removeLinks({ targetId: anyOf(open.map((each) => each.secretHash)) });
    const own = await removeLinks({ targetId: learnerId });
    const cardIds = (await theirCards.all({ learnerId })).map(({ id }) => id);
    await database.table(VOIDINGS).remove(cardIds);
    for (const id of cardIds) await uses.remove(id);
    return {
      links: unlocked + own + (await eraseSignUps(learnerId)),
      cards: await removeCards({ learnerId }),
      attempts: await eraseGuesses(learnerId),
    };
  };
}

const GUESSES_AT_ONCE = 1000;
