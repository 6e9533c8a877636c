import type { AttestationSheet } from '../../../domain/attestation-sheet.ts';
import { OUTCOME_WEIGHT } from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
import type { CheckView } from '../verifier/checks.ts';
import type { VerdictView } from '../verifier/verdict.ts';

/**
 * The page of a verdict as one sheet to print.
 *
 * @param carried a link that holds the whole badge; `undefined` when it does not fit in a code
 */
export function attestationSheet(
  words: Words,
  verdict: VerdictView,
  { origin, carried }: { readonly origin: string; readonly carried: string | undefined },
): AttestationSheet {
  const { guarantor, content } = verdict;
  return {
    language: words.language,
    title: words.t('attestation.title'),
    made: [new URL(origin).host, verdict.checkedAt],
    tone: verdict.tone,
    headline: verdict.headline,
    why: verdict.why,
    contentTitle: verdict.contentTitle,
    name: content.name,
    description: content.description,
    facts: [
      ...(verdict.kind ? [{ label: '', value: verdict.kind.tag }] : []),
      { label: verdict.guarantorTitle, value: guarantor.domain },
      { label: '', value: [guarantor.name, guarantor.known].filter(Boolean).join('. ') },
      ...verdict.identity.named.map((value) => ({ label: '', value })),
      ...content.dates.map(({ label, day }) => ({ label, value: day })),
    ],
    points: [
      { title: verdict.provesTitle, lines: verdict.proves },
      { title: words.t('verdict.notProvesTitle'), lines: verdict.notProves },
    ].filter(({ lines }) => lines.length > 0),
    checksTitle: words.t('verdict.checksTitle'),
    checks: oneEach(verdict.checks),
    notes: [
      {
        title: words.t('verdict.contactedTitle'),
        text: verdict.contacted.join(' ; ') || words.t('verdict.contactedNobody'),
      },
    ],
    qr: carried
      ? { text: carried, caption: words.t('attestation.qrWhole') }
      : { text: `${origin}/verify`, caption: words.t('attestation.qrPage') },
    foot: words.t('attestation.foot', { address: `${origin}/verify` }),
  };
}

/** One line for each question, the worst answer to it. */
function oneEach(checks: readonly CheckView[]): CheckView[] {
  const worst = new Map<string, CheckView>();
  for (const check of checks) {
    const before = worst.get(check.name);
    if (!before || OUTCOME_WEIGHT[check.outcome] > OUTCOME_WEIGHT[before.outcome])
      worst.set(check.name, check);
  }
  return [...worst.values()];
}
