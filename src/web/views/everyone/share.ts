import type { Share } from '../../../domain/share.ts';
import { isGenuine, type VerificationReport } from '../../../domain/verification.ts';
import type { SharedBadge } from '../../../usecases/backpack/shares.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { issuerInWords } from '../issuer-in-words.ts';
import { signedNameOf } from '../verifier/identity.ts';
import { type VerdictView, verdictView } from '../verifier/verdict.ts';
import { type ShareGraph, shareGraph } from './share-graph.ts';

/** What stands beside the verdict: who shows the badge, and what they say of it themselves. */
export interface SharePerson {
  /** A sentence; empty when the badge names nobody. */
  readonly name: string;
  /** Written by the learner, and said to be. Empty when they said nothing. */
  readonly ownWords: string;
  /** Sentences: that it comes from elsewhere, that it was corrected, that it names nobody. */
  readonly notes: readonly string[];
}

export interface ShareView {
  readonly title: string;
  readonly eyebrow: string;
  readonly verdict: VerdictView;
  readonly person: SharePerson;
  /** A link that carries the whole badge into the visitor's browser. */
  readonly self: string;
  readonly files: ReadonlyArray<{
    readonly href: string;
    readonly format: string;
    readonly label: string;
  }>;
  readonly shown: string;
  /** On paper: where it is checked again, and by which key. */
  readonly printed: string;
  /** Of a badge among several: the page of all of them; else empty. */
  readonly all: string;
  /** What a report is about. */
  readonly about: string;
  readonly graph: ShareGraph;
}

/** Where the page of a badge stands, and what it may lead to. */
export interface SharePlace {
  readonly origin: string;
  /** Of the share: `/s/TOKEN` or `/v/KEY`. */
  readonly path: string;
  /** The control key, in groups. */
  readonly key: string;
  /** From 1; which of its badges. */
  readonly number: number;
  readonly isOnly: boolean;
  readonly self: string;
  readonly formats: readonly string[];
  readonly now: Date;
}

/** One badge as its learner shows it: nothing of the person but what they chose, and never their note. */
export function shareView(
  words: Words,
  share: Share,
  badge: SharedBadge,
  report: VerificationReport,
  place: SharePlace,
): ShareView {
  const { origin, path, number, isOnly, now } = place;
  const page = isOnly ? path : `${path}/${number}`;
  const held = { name: 'link', value: origin + page } as const;
  const verdict = verdictView(words, report, origin, { held, now, isFolded: true });
  return {
    title: `${verdict.headline} · ${verdict.content.name}`,
    eyebrow: words.t('share.titleOf', { name: verdict.content.name }),
    verdict: badge.isNamed ? endingWithLink(words, verdict) : verdict,
    person: personOf(words, badge, report),
    self: place.self,
    files: place.formats.map((format) => ({
      href: `${path}/${number}.${format}`,
      format: format.toUpperCase(),
      label: words.t('share.fileFormat', { format: format.toUpperCase() }),
    })),
    shown: words.t(badge.imported ? 'share.shownElsewhere' : 'share.shown', {
      date: words.day(share.expiresAt),
    }),
    printed: printedLine(words, place),
    all: isOnly ? '' : path,
    about: path,
    graph: shareGraph(words, [badge], origin),
  };
}

/** The name stands only where the signature proves it. */
function personOf(words: Words, badge: SharedBadge, report: VerificationReport): SharePerson {
  const signed = badge.isNamed && isGenuine(report.checks) ? signedNameOf(report.credential) : '';
  const notes = [
    ...(badge.imported ? [addedNote(words, report)] : []),
    ...correctedNote(words, badge),
    ...(signed || badge.imported ? [] : [words.t('share.unnamed')]),
  ];
  return {
    name: signed ? words.t('share.named', { name: signed }) : '',
    ownWords: plainText(badge.ownWords, 1000),
    notes,
  };
}

/** Who signed it is said of what was checked alone. */
function addedNote(words: Words, { issuer, checks }: VerificationReport): string {
  const who = issuerInWords(words, { ...issuer, name: issuer.claimedName });
  return words.t(isGenuine(checks) ? 'share.added' : 'share.addedUnsure', { issuer: who });
}

function correctedNote(words: Words, { entry }: SharedBadge): string[] {
  if (entry?.correctedAt === undefined) return [];
  return [words.t('share.corrected', { date: words.day(entry.correctedAt) })];
}

/** The copy ends with its link, and the badge does not: the two are not taken for each other. */
function endingWithLink(words: Words, verdict: VerdictView): VerdictView {
  const until = words.t('verdict.until');
  const dates = verdict.content.dates.map((date) =>
    date.label === until ? { ...date, label: words.t('share.copyUntil') } : date,
  );
  return { ...verdict, content: { ...verdict.content, dates } };
}

/** How whoever holds the printed page checks it again: by its address, or by its key. */
export function printedLine(
  words: Words,
  { origin, path, key }: Pick<SharePlace, 'origin' | 'path' | 'key'>,
): string {
  const { host } = new URL(origin);
  return words.t('share.printed', { address: host + path, key, page: `${host}/v` });
}
