import { issuerIdOf } from '../../../domain/credential.ts';
import type {
  EndorsementReport,
  Verdict,
  VerificationReport,
} from '../../../domain/verification.ts';
import { hostOf } from '../../../usecases/verification/bound-issuer.ts';
import type { MessageKey } from '../../locales.ts';
import { plainText } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { type GuarantorView, guarantorView } from './guarantor.ts';

/** What someone else signed about the badge, and whether it is really theirs. */
export interface EndorsementView {
  readonly icon: string;
  readonly outcome: string;
  readonly outcomeWord: string;
  readonly guarantor: GuarantorView;
  readonly about: string;
  readonly comment: SafeHtml | undefined;
}

const ICONS: Readonly<Record<Verdict, string>> = {
  verified: 'icon-good',
  rejected: 'icon-bad',
  undetermined: 'icon-unsure',
};
const OUTCOMES: Readonly<Record<Verdict, string>> = {
  verified: 'passed',
  rejected: 'failed',
  undetermined: 'unknown',
};

export function endorsementViews(words: Words, report: VerificationReport): EndorsementView[] {
  return report.endorsements.slice(0, 20).map((endorsement) => {
    const { verdict, issuer, comment } = endorsement;
    const isBorrowed = verdict === 'verified' && !endorsement.issuersOwn;
    const shownAs = isBorrowed ? 'undetermined' : verdict;
    const text = plainText(comment, 2000);
    return {
      icon: ICONS[shownAs],
      outcome: OUTCOMES[shownAs],
      outcomeWord: words.t(`verdict.endorsement.${isBorrowed ? 'borrowed' : verdict}`),
      guarantor: guarantorView(words, issuer, verdict === 'verified'),
      about: endorsement.issuersOwn
        ? words.t(aboutWhat(endorsement, report.credential))
        : aboutStrangers(words, endorsement),
      comment: text ? markdownToHtml(text) : undefined,
    };
  });
}

/** Of something that stands in the badge, but is not its issuer's as far as anyone can see. */
function aboutStrangers(words: Words, { about }: EndorsementReport): string {
  const host = plainText(hostOf(about), 253);
  return host ? words.t('verdict.about.strangers', { host }) : words.t('verdict.about.ownerless');
}

/** What of the badge it speaks of, by the identifiers that stand in the badge. */
function aboutWhat(
  { about }: EndorsementReport,
  credential: VerificationReport['credential'],
): MessageKey {
  const subject = credential['credentialSubject'] as
    | { readonly achievement?: { readonly id?: unknown } }
    | undefined;
  if (about === '') return 'verdict.about.thing';
  if (about === credential['id']) return 'verdict.about.badge';
  if (about === issuerIdOf(credential)) return 'verdict.about.issuer';
  return about === subject?.achievement?.id ? 'verdict.about.achievement' : 'verdict.about.thing';
}
