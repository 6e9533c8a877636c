import { isGenuine, type VerificationReport } from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
import { signedNameOf } from './identity.ts';
import type { Held, ReplacedView, VerdictView } from './verdict.ts';

export interface VerifyView {
  readonly title: string;
  /** Why the last try gave no verdict; empty when there was none. */
  readonly problem: string;
  readonly verdict: VerdictView | undefined;
  /** Beside the answer; what stands among the things to do is not said twice. */
  readonly replaced: ReplacedView | undefined;
}

export function verifyView(
  words: Words,
  last: {
    readonly verdict?: VerdictView;
    readonly problem?: string;
    readonly replaced?: ReplacedView | undefined;
  } = {},
): VerifyView {
  return {
    title: last.verdict ? last.verdict.headline : words.t('verify.title'),
    problem: last.problem ?? '',
    verdict: last.verdict,
    replaced: last.verdict?.replaced ? undefined : last.replaced,
  };
}

/**
 * In a browser, where the check told nobody: the visitor may ask the service whose own badge it is.
 *
 * @param origin of the service that the page comes from
 */
export function replacedOffer(
  words: Words,
  report: VerificationReport,
  held: Held | undefined,
  origin: string,
): ReplacedView | undefined {
  if (held?.name !== 'text' || !tellsReplaced(report, origin)) return undefined;
  const isRevoked = report.state === 'revoked';
  return {
    text: words.t(isRevoked ? 'verify.replacedMaybe' : 'verify.replacedOffer'),
    action: words.t('verify.replacedAsk'),
    value: held.value,
  };
}

/** Whether this service tells it: of its own, and never of a copy with a name, which stays where it is. */
export function tellsReplaced(
  { checks, issuer, credential }: VerificationReport,
  origin: string,
): boolean {
  const isOwn = isGenuine(checks) && issuer.domain === new URL(origin).host;
  return isOwn && signedNameOf(credential) === '';
}
