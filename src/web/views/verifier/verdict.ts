import {
  type Answer,
  answerOf,
  isAnonymous,
  isGenuine,
  type VerificationReport,
} from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
import { adviceFor, type Place } from './advice.ts';
import { type CheckView, checkViews, contactLines } from './checks.ts';
import { type CredentialContent, credentialContent } from './credential-content.ts';
import { type EndorsementView, endorsementViews } from './endorsements.ts';
import { type GuarantorView, guarantorInWords, guarantorView } from './guarantor.ts';
import { type AskedIdentity, type IdentityView, identityView } from './identity.ts';
import { kindWords } from './kind-words.ts';
import { ownPicture } from './own-picture.ts';
import { notProvesOf, provesOf } from './proves.ts';
import { sharePageOf } from './share-page.ts';
import { capital, contentTitleOf, headlineOf, whyOf } from './verdict-words.ts';

/** Colour of the block; words and icon say the same. */
type Tone = 'good' | 'late' | 'bad' | 'unsure';

/** That a badge was corrected since, or a way to ask whether it was. */
export interface ReplacedView {
  readonly text: string;
  /** Of a button; empty for none. */
  readonly action: string;
  /** What the button has verified by this service. */
  readonly value: string;
}

/** What the visitor gave, to be given again with the next question: nothing is kept here. */
export interface Held {
  readonly name: 'text' | 'link';
  readonly value: string;
}

export interface VerdictContext {
  /** Absent when it is too long to be carried along: then nothing more can be asked. */
  readonly held?: Held;
  readonly asked?: AskedIdentity;
  /** Where the checks were made. */
  readonly place?: Place;
  /** Whether the page offers to have the server fetch what this browser could not. */
  readonly mayRelay?: boolean;
  /** Whether this service was asked, by a browser, for what it publishes. */
  readonly asksOwn?: boolean;
  /** Whether the rows of checks are folded: for whoever came for the answer. */
  readonly isFolded?: boolean;
  readonly now?: Date;
  /** That it was corrected since, or a way to ask. */
  readonly replaced?: ReplacedView | undefined;
}

/** A report as an employer reads it: the answer first, then why, then everything. */
export interface VerdictView {
  readonly tone: Tone;
  /** Name of the partial. */
  readonly icon: string;
  readonly headline: string;
  readonly why: string;
  /** What it is, when it is no badge of today. */
  readonly kind: { readonly tag: string; readonly text: string } | undefined;
  /** The first thing to do with a badge that was revoked: it may have been corrected. */
  readonly replaced: ReplacedView | undefined;
  /** What to do now; empty where nothing is to be done. */
  readonly next: readonly string[];
  readonly provesTitle: string;
  readonly proves: readonly string[];
  readonly notProves: readonly string[];
  readonly guarantorTitle: string;
  readonly guarantor: GuarantorView;
  readonly identity: IdentityView;
  readonly contentTitle: string;
  /** Whether everything that the credential says is shown as only claimed. */
  readonly isClaimed: boolean;
  readonly content: CredentialContent;
  /** A picture of this very service; empty for a stranger's, which is never loaded. */
  readonly picture: string;
  readonly endorsements: readonly EndorsementView[];
  readonly checks: readonly CheckView[];
  readonly isFolded: boolean;
  readonly warnings: readonly string[];
  readonly contacted: readonly string[];
  readonly checkedAt: string;
  readonly held: Held | undefined;
  readonly isHere: boolean;
  /** Whether the visitor may ask about a name or an address. */
  readonly canAsk: boolean;
}

const TONES: Readonly<Record<Answer, Tone>> = {
  authentic_valid: 'good',
  authentic_no_longer_valid: 'late',
  not_authentic: 'bad',
  cannot_say: 'unsure',
};

/** Plain data for `partials/verdict.hbs`, on the server and in the browser alike. */
export function verdictView(
  words: Words,
  report: VerificationReport,
  origin: string,
  {
    held,
    asked,
    place = 'server',
    mayRelay = false,
    asksOwn = false,
    isFolded = false,
    now,
    replaced,
  }: VerdictContext = {},
): VerdictView {
  const answer = answerOf(report);
  const isProven = isGenuine(report.checks);
  const isBadge = report.kind === 'open-badge' || report.kind === 'open-badge-2';
  const content = credentialContent(words, report.credential, report.kind);
  const issuer = guarantorInWords(words, report.issuer);
  const identity = identityView(words, report.credential, {
    issuer: capital(issuer),
    isProven,
    asked,
    sharePage: sharePageOf(held, origin),
  });
  const tone = toneOf(answer, report);
  return {
    tone,
    icon: `icon-${tone}`,
    headline: words.t(headlineOf(answer, report)),
    why: whyOf(words, answer, report, issuer),
    kind: kindWords(words, report.kind),
    replaced: report.state === 'revoked' ? replaced : undefined,
    next: adviceFor(words, answer, report, { place, mayRelay }),
    provesTitle: words.t(isBadge ? 'verdict.provesTitle' : 'verdict.provesDocument'),
    proves: provesOf(words, answer, report, { issuer, name: content.name, isBadge }),
    notProves: notProvesOf(words, answer, report, isBadge),
    guarantorTitle: words.t(isProven ? 'verdict.guarantorTitle' : 'verdict.guarantorClaimed'),
    guarantor: guarantorView(words, report.issuer, isProven),
    identity,
    canAsk: identity.asks && (held !== undefined || place !== 'server'),
    contentTitle: words.t(contentTitleOf(isProven, isBadge)),
    isClaimed: !isProven,
    content,
    picture: isProven ? ownPicture(report, origin) : '',
    endorsements: endorsementViews(words, report),
    checks: checkViews(words, report),
    isFolded,
    warnings: [...new Set(report.warnings.map((code) => words.warning(code)))],
    contacted: contactLines(words, report.contacted, asksOwn),
    checkedAt: now ? checkedAt(words, now) : '',
    held,
    isHere: place !== 'server',
  };
}

/** What nobody is known to stand behind is not green, however well it is signed. */
function toneOf(answer: Answer, { issuer }: VerificationReport): Tone {
  return answer === 'authentic_valid' && isAnonymous(issuer) ? 'unsure' : TONES[answer];
}

/** When a check was made, to the minute. */
function checkedAt(words: Words, now: Date): string {
  const iso = now.toISOString();
  return words.t('verdict.checkedAt', { date: words.day(iso), time: iso.slice(11, 16) });
}
