import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';

/** What is known of who signed a badge of elsewhere. */
export interface OutsideIssuer {
  /** Whose keys or documents were asked for; empty for a key that stands for itself. */
  readonly domain: string;
  /** What the issuer calls itself: anyone may call themselves anything. */
  readonly name: string;
  /** Whether this service knows its key. */
  readonly recognised?: boolean;
}

/** The signer inside a sentence, never by a name alone that nothing proves. */
export function issuerInWords(words: Words, issuer: OutsideIssuer): string {
  const domain = plainText(issuer.domain, 253);
  const name = plainText(issuer.name, 120);
  if (domain) return name && name !== domain ? `${name} (${domain})` : domain;
  if (name && issuer.recognised) return name;
  return name ? words.t('verdict.anonymousCalled', { name }) : words.t('verdict.anonymousSigner');
}
