import type { PersonName } from '../../../domain/learner.ts';
import { plainText } from '../../plain-text.ts';

/** `Léa Martin (Lélé)`: how the team tells people apart; empty for nobody. */
export function fullName(person: PersonName | undefined): string {
  if (!person) return '';
  const { firstName, lastName, nickname } = person;
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return plainText(nickname && full ? `${full} (${nickname})` : full || nickname);
}
