import type { Share } from '../../../domain/share.ts';
import { answerOf, isGenuine, type VerificationReport } from '../../../domain/verification.ts';
import type { SharedBadge } from '../../../usecases/backpack/shares.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { issuerInWords } from '../issuer-in-words.ts';
import { signedNameOf } from '../verifier/identity.ts';
import { type VerdictView, verdictView } from '../verifier/verdict.ts';
import { printedLine } from './share.ts';
import { nameOf, type ShareGraph, shareGraph } from './share-graph.ts';

/** One of several badges, with its answer. */
export interface ShareLine {
  readonly href: string;
  /** What a screen reader says of the link. */
  readonly label: string;
  readonly name: string;
  readonly inLanguage: string;
  /** A picture of this very service; empty for a stranger's, which is never loaded. */
  readonly picture: string;
  readonly tone: VerdictView['tone'];
  readonly headline: string;
  readonly why: string;
  readonly issued: string;
  readonly ownWords: string;
  readonly added: string;
  /** A sentence; empty unless this very copy proves the name. */
  readonly named: string;
}

export interface ShareListView {
  readonly title: string;
  /** Empty when the title says it. */
  readonly eyebrow: string;
  readonly lead: string;
  readonly lines: readonly ShareLine[];
  readonly shown: string;
  /** On paper: where it is checked again, and by which key. */
  readonly printed: string;
  readonly checked: string;
  readonly about: string;
  readonly graph: ShareGraph;
}

/** A badge with what was found of it; without a report while its issuer takes its time. */
export interface CheckedBadge {
  readonly badge: SharedBadge;
  readonly report: VerificationReport | undefined;
}

export interface ListPlace {
  readonly origin: string;
  /** `/s/TOKEN` or `/v/KEY`. */
  readonly path: string;
  /** The control key, in groups. */
  readonly key: string;
  readonly now: Date;
}

/** Several badges as their learner shows them: an answer for each. */
export function shareListView(
  words: Words,
  share: Share,
  checked: readonly CheckedBadge[],
  { origin, path, key, now }: ListPlace,
): ShareListView {
  const badges = checked.map(({ badge }) => badge);
  const [only, ...others] = checked;
  // Alone here only when its issuer, of elsewhere, takes its time.
  const isOne = only !== undefined && others.length === 0;
  const hasImport = badges.some(({ imported }) => imported !== undefined);
  const shown = hasImport ? 'share.shownManyElsewhere' : 'share.shownMany';
  const heading = plainText(share.title, 200);
  const many = words.t('share.titleMany', { count: badges.length });
  return {
    title: heading || (isOne ? nameOf(words, only.badge) : many),
    eyebrow: isOne ? words.t('share.title') : heading && many,
    lead: isOne ? '' : words.t('share.manyLead'),
    lines: checked.map((one, at) => lineOf(words, one, `${path}/${at + 1}`, origin)),
    shown: words.t(isOne ? 'share.shownElsewhere' : shown, { date: words.day(share.expiresAt) }),
    printed: printedLine(words, { origin, path, key }),
    checked: words.t('share.checked', { date: words.day(now.toISOString()) }),
    about: path,
    graph: shareGraph(words, badges, origin),
  };
}

function lineOf(words: Words, checked: CheckedBadge, href: string, origin: string): ShareLine {
  const { badge, report } = checked;
  const name = nameOf(words, badge);
  const common = {
    href,
    name,
    label: words.t('share.openNamed', { name }),
    inLanguage: badge.entry?.achievement.inLanguage ?? '',
    ownWords: plainText(badge.ownWords, 1000),
    added: badge.imported ? words.t('share.addedShort') : '',
    named: namedIn(words, checked),
  };
  if (!report) {
    const late = { headline: words.t('share.late'), why: words.t('share.lateWhy') };
    return { ...common, ...late, picture: '', tone: 'unsure', issued: '' };
  }
  const { picture, tone, headline, why } = verdictView(words, report, origin);
  return { ...common, picture, tone, headline, why, issued: issuedLine(words, report) };
}

function issuedLine(words: Words, { issuer, credential, checks }: VerificationReport): string {
  const claimed = isGenuine(checks) ? issuer.claimedName : '';
  const who = issuerInWords(words, { ...issuer, name: claimed });
  const day = words.day(String(credential['awardedDate'] ?? ''));
  return day
    ? words.t('share.byOn', { issuer: who, date: day })
    : words.t('share.by', { issuer: who });
}

/** The name that this copy proves: of the badge beside it, it says nothing. */
function namedIn(words: Words, { badge, report }: CheckedBadge): string {
  const isProven = badge.isNamed && report && answerOf(report) === 'authentic_valid';
  const name = isProven ? signedNameOf(report.credential) : '';
  return name ? words.t('share.named', { name }) : '';
}
