import { displayName, type Learner } from '../../domain/learner.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';

/** The sheet of slips to cut out; it is shown once. */
export interface SlipsView {
  readonly title: string;
  readonly once: string;
  readonly centre: string;
  readonly slips: readonly Slip[];
  readonly back: string;
}

interface Slip {
  readonly name: string;
  readonly link: string;
  /** A data URL. */
  readonly qr: string;
  readonly alt: string;
}

/** Whom a slip is for, with the link and its drawing as SVG. */
interface DrawnSlip {
  readonly learner: Learner;
  readonly link: string;
  readonly qr: string;
}

export function slipsView(
  words: Words,
  slips: readonly DrawnSlip[],
  { centre, back }: { readonly centre: string; readonly back: string },
): SlipsView {
  return {
    title: words.t('handOver.readyTitle', { count: slips.length }),
    once: words.t('handOver.once', { count: slips.length }),
    centre: plainText(centre),
    slips: slips.map(({ learner, link, qr }) => {
      const name = plainText(displayName(learner));
      return {
        name,
        link,
        qr: `data:image/svg+xml,${encodeURIComponent(qr)}`,
        alt: words.t('handOver.slipAlt', { name }),
      };
    }),
    back,
  };
}
