import { plainWord, tidyName } from './learner.ts';

/**
 * Words that say of whoever goes there that they are cared for, sheltered or judged: a badge that
 * names such a place, or such a subject, says it too. Beginnings of words, folded; those with `=`
 * are whole words.
 */
const SENSITIVE = [
  '=ase',
  '=caarud',
  '=cada',
  '=cao',
  '=cef',
  '=cer',
  '=chrs',
  '=chu',
  '=csapa',
  '=epide',
  '=huda',
  '=ime',
  '=itep',
  '=mecs',
  '=pjj',
  '=sessad',
  'addict',
  'alcool',
  'asile',
  'asylum',
  'deten',
  'drug',
  'foyer de l enfance',
  'handicap',
  'hopita',
  'hospital',
  'insertion par l',
  'maison d enfants',
  'medico',
  'migrant',
  'parentalite',
  'penitenti',
  'prison',
  'protection de l enfance',
  'psychiatr',
  'refugee',
  'refugie',
  'sans abri',
  'toxicoman',
  'victime',
] as const;

/**
 * The first word of a name that would say too much of those who come, as it is written there;
 * nothing when there is none. A hint for whoever chooses the name, never a refusal.
 *
 * @see SECURITY 4.1: people's health, origin and need of help are nobody's business
 */
export function sensitiveWordIn(name: string): string | undefined {
  const words = tidyName(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
  const folded = words.map(plainWord);
  for (const [at, word] of folded.entries()) {
    const rest = folded.slice(at).join(' ');
    const found = SENSITIVE.find((one) =>
      one.startsWith('=') ? word === one.slice(1) : rest.startsWith(one),
    );
    if (found) return words.slice(at, at + found.split(' ').length).join(' ');
  }
  return undefined;
}
