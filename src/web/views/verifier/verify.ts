import { isGenuine, type VerificationReport } from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
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
  { checks, issuer, state }: VerificationReport,
  held: Held | undefined,
  origin: string,
): ReplacedView | undefined {
  const isOwn = isGenuine(checks) && issuer.domain === new URL(origin).host;
  if (!isOwn || held?.name !== 'text') return undefined;
  return {
    text: words.t(state === 'revoked' ? 'verify.replacedMaybe' : 'verify.replacedOffer'),
    action: words.t('verify.replacedAsk'),
    value: held.value,
  };
}
