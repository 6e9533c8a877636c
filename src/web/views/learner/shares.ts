import { isAtLeast } from '../../../domain/age.ts';
import type { Learner } from '../../../domain/learner.ts';
import { isOpen, type Share } from '../../../domain/share.ts';
import { groupedCode } from '../../../domain/typed-code.ts';
import type { OwnShare } from '../../../usecases/backpack/own-shares.ts';
import type { ShareSecrets } from '../../../usecases/backpack/share-secrets.ts';
import { isGood } from '../../../usecases/backpack/shown.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Empty, NO_NOTICE, type Notice } from '../parts.ts';
import { type Patch, patchOf } from './backpack-patch.ts';
import { linkedInHref } from './linked-in.ts';

/** Of the badges of one share, on a line. */
const MOST_NAMED = 3;

export interface SharesView {
  readonly title: string;
  readonly notice: Notice;
  readonly open: readonly ShareLine[];
  readonly over: readonly ShareLine[];
  readonly empty: Empty | false;
}

interface ShareLine {
  readonly href: string;
  readonly label: string;
  /** Empty when the label says it already. */
  readonly badges: string;
  /** Whether the other sees the name, or anybody sees the page. */
  readonly way: string;
  readonly wayIcon: string;
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
  const href = hrefOf(share);
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
  /** Whether there is anything left to open. */
  readonly isOpen: boolean;
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
  const href = hrefOf(share);
  const path = `/s/${secrets.token}`;
  const printed = badges.filter(isGood);
  return {
    title: labelOf(words, own),
    until: untilOf(words, own, now),
    opened: openedOf(words, opened),
    isOpen: isOpen(share, now) && badges.length > 0,
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

function hrefOf({ id }: Share): string {
  return `/backpack/shares/${encodeURIComponent(id)}`;
}

/** The learner's note; without one, what it shows. */
function labelOf(words: Words, own: OwnShare): string {
  const { share } = own;
  const note = plainText(share.label, 200) || plainText(share.title, 200);
  return note || namesOf(words, own) || words.t('backpack.shareUnnamed');
}

/** The first badges by name, and how many there are besides. */
function namesOf(words: Words, { badges }: OwnShare): string {
  const named = badges.length > MOST_NAMED + 1 ? badges.slice(0, MOST_NAMED) : badges;
  const names = named.map((badge) => patchOf(words, badge).name).join(', ');
  const count = badges.length - named.length;
  return count > 0 ? words.t('shares.andMore', { names, count }) : names;
}

function wayOf(words: Words, own: OwnShare): Pick<ShareLine, 'way' | 'wayIcon'> {
  if (own.share.kind === 'public') return { way: words.t('shares.way.public'), wayIcon: 'share-2' };
  return hasName(own)
    ? { way: words.t('shares.way.named'), wayIcon: 'id-card' }
    : { way: words.t('shares.way.unnamed'), wayIcon: 'shield' };
}

function untilOf(words: Words, { share, isTakenBack }: OwnShare, now: Date): string {
  if (share.withdrawnAt) {
    const why = isTakenBack ? 'shares.takenBack' : 'shares.withdrawn';
    return words.t(why, { date: words.day(share.withdrawnAt) });
  }
  const key = isOpen(share, now) ? 'shares.until' : 'shares.ended';
  return words.t(key, { date: words.day(share.expiresAt) });
}

function openedOf(words: Words, count: number): string {
  return count > 0 ? words.t('shares.opened', { count }) : words.t('shares.openedNever');
}

/** A name was signed on badges of the centre alone. */
function hasName({ share, badges }: OwnShare): boolean {
  return share.signedName !== undefined && badges.some(({ kind }) => kind === 'own');
}

function showsOf(words: Words, own: OwnShare): string {
  const { kind, signedName = '' } = own.share;
  if (hasName(own)) return words.t('shares.showsName', { name: plainText(signedName) });
  return words.t(kind === 'public' ? 'shares.showsPublic' : 'shares.showsNoName');
}
