import type { PersonName } from './learner.ts';

/** The order of people by what they are called, as readers of a language expect it. */
export function byName(language: string): (one: PersonName, other: PersonName) => number {
  const { compare } = new Intl.Collator(language);
  return (one, other) => compare(nameForOrder(one), nameForOrder(other));
}

function nameForOrder({ firstName, lastName, nickname }: PersonName): string {
  return [firstName || nickname, lastName, nickname].filter(Boolean).join(' ');
}
