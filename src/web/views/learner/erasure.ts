import { type Erasure, isDue } from '../../../domain/erasure.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';

/** Where a learner asks that everything be erased. */
export interface DeleteView {
  readonly title: string;
  /** Whether it was asked for already. */
  readonly waits: boolean;
  readonly goes: readonly string[];
  readonly stays: readonly string[];
}

export function deleteView(words: Words, waits: boolean): DeleteView {
  return {
    title: words.t('delete.title'),
    waits,
    goes: [
      words.t('delete.goesBadges'),
      words.t('delete.goesName'),
      words.t('delete.goesShares'),
      words.t('delete.goesWays'),
    ],
    stays: [words.t('delete.staysGiven'), words.t('delete.staysLists')],
  };
}

/** Where a worker asks it for a person, who cannot or will not do it themselves. */
export interface PersonErasureView {
  readonly title: string;
  readonly back: string;
  readonly action: string;
  /** What is under way; empty for nothing. */
  readonly waits: string;
  /** Empty when it is the learner's to call off. */
  readonly callOff: string;
}

export function personErasureView(
  words: Words,
  learner: Learner,
  state: { readonly erasure: Erasure | undefined; readonly mayCallOff: boolean },
): PersonErasureView {
  const { erasure, mayCallOff } = state;
  const href = personHref(learner.id);
  const full = plainText([learner.firstName, learner.lastName].filter(Boolean).join(' '));
  return {
    title: words.t('personErasure.title', { name: full || plainText(displayName(learner)) }),
    back: href,
    action: `${href}/erasure`,
    waits: erasure ? words.t('personErasure.waits', { date: words.day(erasure.dueAt) }) : '',
    callOff: erasure && mayCallOff ? `${href}/erasure/call-off` : '',
  };
}

/** What whoever has the link of an erasure sees: nobody's name. */
export interface ErasureView {
  readonly title: string;
  readonly lead: string;
  readonly icon: string;
  readonly kind: 'late' | 'good' | 'unsure';
  /** What went; empty while it waits. */
  readonly counts: readonly string[];
  /** Absent once it came to its end. */
  readonly waiting:
    | {
        /** Where it is called off; empty once it is due. */
        readonly action: string;
        readonly link: string;
        readonly qr: string;
        readonly alt: string;
      }
    | false;
}

/** What is counted on the proof, in this order. */
const COUNTED = ['awards', 'imports', 'shares', 'cards', 'photos'] as const;

export function erasureView(
  words: Words,
  erasure: Erasure,
  page: {
    readonly link: string;
    readonly action: string;
    readonly qr: string;
    readonly now: Date;
  },
): ErasureView {
  const { dueAt, end } = erasure;
  if (!end) {
    const isNow = isDue(erasure, page.now);
    return {
      title: words.t('erased.waitsTitle'),
      lead: isNow
        ? words.t('erased.nowLead')
        : words.t('erased.waitsLead', { date: words.day(dueAt) }),
      icon: 'clock',
      kind: 'late',
      counts: [],
      waiting: {
        action: isNow ? '' : page.action,
        link: page.link,
        qr: imageOf(page.qr),
        alt: words.t('erased.qr'),
      },
    };
  }
  if (end.how === 'called-off') {
    return {
      title: words.t('erased.calledOffTitle'),
      lead: words.t('erased.calledOffLead', { date: words.day(end.at) }),
      icon: 'undo-2',
      kind: 'unsure',
      counts: [],
      waiting: false,
    };
  }
  return {
    title: words.t('erased.doneTitle'),
    lead: words.t('erased.doneLead', { date: words.day(end.at) }),
    icon: 'circle-check',
    kind: 'good',
    counts: COUNTED.flatMap((kind) => {
      const count = end.erased?.[kind] ?? 0;
      return count > 0 ? [words.t(`erased.${kind}`, { count })] : [];
    }),
    waiting: false,
  };
}

function imageOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
