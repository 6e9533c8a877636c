import { type IssuerReport, isAnonymous } from '../../../domain/verification.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** Who stands behind a badge: the domain, which is proven, before the name, which is only said. */
export interface GuarantorView {
  /** The domain, or the identifier where there is no domain. */
  readonly domain: string;
  /** What to mind about it: that there is no domain, that it imitates one. */
  readonly notes: readonly string[];
  readonly name: string;
  readonly recognised: boolean;
  /** Whether this service knows it; empty where it is not shown to be who it says. */
  readonly known: string;
}

/** @param isProven whether the badge is shown to be this issuer's: only then is it ever recognised */
export function guarantorView(
  words: Words,
  issuer: IssuerReport,
  isProven: boolean,
): GuarantorView {
  const name = plainText(issuer.claimedName, 200);
  const recognised = issuer.recognised && isProven;
  return {
    domain: guarantorDomain(words, issuer),
    notes: [
      ...(issuer.domain || recognised ? [] : [words.t('verdict.noDomain')]),
      ...(issuer.mixedScript ? [words.t('verdict.mixedScript')] : []),
    ],
    name: name ? words.t('verdict.guarantorName', { name }) : words.t('verdict.guarantorNoName'),
    recognised,
    known: isProven ? words.t(recognised ? 'verdict.recognised' : 'verdict.notRecognised') : '',
  };
}

/** The issuer inside a sentence, never by the name that it gives itself. */
export function guarantorInWords(words: Words, issuer: IssuerReport): string {
  if (isAnonymous(issuer)) return words.t('verdict.keyHolder');
  const isKnownKey = issuer.recognised && issuer.domain === '';
  return isKnownKey ? words.t('verdict.keyRecognised') : guarantorDomain(words, issuer);
}

function guarantorDomain(words: Words, issuer: IssuerReport): string {
  if (issuer.domain) return plainText(issuer.domain, 253);
  const id = plainText(issuer.id, 2048);
  if (!id) return words.t('verdict.nobody');
  return id.length > 48 ? `${id.slice(0, 40)}…${id.slice(-6)}` : id;
}
