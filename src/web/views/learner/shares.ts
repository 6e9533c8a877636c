import { isAtLeast } from '../../../domain/age.ts';
import type { Learner } from '../../../domain/learner.ts';
import { isOpen } from '../../../domain/share.ts';
import { groupedCode } from '../../../domain/typed-code.ts';
import type { OwnShare } from '../../../usecases/backpack/own-shares.ts';
import type { ShareSecrets } from '../../../usecases/backpack/share-secrets.ts';
import { isGood } from '../../../usecases/backpack/shown.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Empty, NO_NOTICE, type Notice } from '../parts.ts';
import { type Patch, patchOf } from './backpack-patch.ts';
import { linkedInHref } from './linked-in.ts';
import {
  labelOf,
  namesOf,
  openedOf,
  shareHref,
  showsOf,
  untilOf,
  type WayInWords,
  wayOf,
} from './share-words.ts';

export interface SharesView {
  readonly title: string;
  readonly notice: Notice;
  readonly open: readonly ShareLine[];
  readonly over: readonly ShareLine[];
  readonly empty: Empty | false;
}

interface ShareLine extends WayInWords {
  readonly href: string;
  readonly label: string;
  /** Empty when the label says it already. */
  readonly badges: string;
  readonly until: string;
  readonly opened: string;
  readonly picture: string;
  /** Empty when it is over. */
  readonly withdraw: string;
  readonly withdrawLabel: string;
}

export function sharesView(
  words: Words,
  shares: readonly OwnShare[],
  { isClosed, now }: { readonly isClosed: boolean; readonly now: Date },
): SharesView {
  const open = shares.filter(({ share }) => isOpen(share, now));
  const over = shares.filter(({ share }) => !isOpen(share, now));
  return {
    title: words.t('shares.title'),
    notice: isClosed ? { kind: 'good', text: words.t('shares.closed') } : NO_NOTICE,
    open: open.map((own) => lineOf(words, own, now)),
    over: over.map((own) => lineOf(words, own, now)),
    empty: open.length === 0 && {
      title: words.t('shares.emptyTitle'),
      text: words.t('shares.emptyText'),
      href: '/backpack/share',
      action: words.t('shares.make'),
    },
  };
}

function lineOf(words: Words, own: OwnShare, now: Date): ShareLine {
  const { share, badges, opened } = own;
  const patches = badges.map((badge) => patchOf(words, badge));
  const label = labelOf(words, own);
  const names = namesOf(words, own);
  const href = shareHref(share);
  return {
    href,
    label,
    badges: names === label ? '' : names,
    ...wayOf(words, own),
    until: untilOf(words, own, now),
    opened: openedOf(words, opened),
    picture: patches.find(({ picture }) => picture !== '')?.picture ?? '',
    withdraw: isOpen(share, now) ? `${href}/withdraw` : '',
    withdrawLabel: words.t('backpack.withdrawNamed', { label }),
  };
}

export interface OwnShareView {
  readonly title: string;
  readonly until: string;
  readonly opened: string;
  /** Whether it can still be withdrawn: also of what shows nothing at the moment. */
  readonly isOpen: boolean;
  /** Whether there is anything to open now. */
  readonly showsAny: boolean;
  readonly link: string;
  /** A picture as a `data:` address. */
  readonly qr: string;
  readonly key: string;
  readonly keyPage: string;
  readonly preview: string;
  readonly shows: string;
  /** What stands above several badges; empty without. */
  readonly headline: string;
  readonly badges: readonly Patch[];
  readonly sheet: string;
  readonly certificate: string;
  readonly withdraw: string;
  /** Of a page that is public; else `false`. */
  readonly elsewhere: { readonly embed: string; readonly linkedIn: string } | false;
}

interface OwnPlace {
  readonly origin: string;
  /** SVG. */
  readonly qr: string;
  /** What the centre is called. */
  readonly issuer: string;
  readonly learner: Learner;
  readonly now: Date;
}

export function ownShareView(
  words: Words,
  own: OwnShare & { readonly secrets: ShareSecrets },
  { origin, qr, issuer, learner, now }: OwnPlace,
): OwnShareView {
  const { share, badges, opened, secrets } = own;
  const href = shareHref(share);
  const path = `/s/${secrets.token}`;
  const printed = badges.filter(isGood);
  return {
    title: labelOf(words, own),
    until: untilOf(words, own, now),
    opened: openedOf(words, opened),
    isOpen: isOpen(share, now),
    showsAny: isOpen(share, now) && badges.length > 0,
    link: origin + path,
    qr: `data:image/svg+xml,${encodeURIComponent(qr)}`,
    key: groupedCode(secrets.key),
    keyPage: `${new URL(origin).host}/v`,
    preview: path,
    shows: showsOf(words, own),
    headline: share.title
      ? words.t('shares.headlineSeen', { title: plainText(share.title, 200) })
      : '',
    badges: badges.map((badge) => patchOf(words, badge)),
    // What was taken back stays on the page, which says so, and not on paper.
    sheet: printed.length > 0 ? `${href}/sheet.pdf` : '',
    certificate: printed.some(({ kind }) => kind === 'own') ? `${href}/certificate.pdf` : '',
    withdraw: `${href}/withdraw`,
    elsewhere: share.kind === 'public' && {
      embed: embedCode(words, `${origin}/embed/${secrets.token}`),
      linkedIn: isAtLeast(learner, 16, now) ? linkedInHref(own, origin + path, issuer) : '',
    },
  };
}

function embedCode(words: Words, address: string): string {
  const title = words.t('shares.embedTitle');
  return `<iframe src="${address}" title="${title}" width="360" height="220" loading="lazy"></iframe>`;
}
