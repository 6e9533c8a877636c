import { CHECK_NAMES, type CheckName } from '../../domain/verification.ts';
import type { Language } from '../../web/locales.ts';
import { isHosted } from '../../web/views/verifier/checks.ts';
import type { AskedIdentity } from '../../web/views/verifier/identity.ts';
import { verdictView } from '../../web/views/verifier/verdict.ts';
import { relayView, verifierNoteView } from '../../web/views/verifier/verifier.ts';
import { replacedOffer, verifyView } from '../../web/views/verifier/verify.ts';
import { type Words, wordsOf } from '../../web/words.ts';
import { listenToIdentity } from './ask-identity.ts';
import type { Asking, AskVerifier } from './client.ts';
import { createDraw } from './draw.ts';
import type { Answered } from './protocol.ts';
import type { Steps } from './steps.ts';
import { show } from './trusted.ts';

/** Longer texts are not carried along, as on the server. */
const MAX_HELD = 64 * 1024;

export interface Screen {
  /** Whose content gives way to the verdict. */
  readonly main: HTMLElement;
  readonly language: Language;
  readonly ask: AskVerifier;
  /** The origin of the service: its own pictures are shown. */
  readonly origin: string;
  readonly isOffline: boolean;
  /** Absent where there is nothing to come back to. */
  readonly steps?: Steps;
}

/** A question that was answered. */
interface Outcome {
  readonly asking: Asking;
  readonly answered: Extract<Answered, { kind: 'report' }>;
  readonly at: Date;
}

/** The number of the question that the visitor waits for: answers to older ones come too late. */
let latest = 0;
addEventListener('popstate', () => {
  latest += 1;
});

/** Verifies and draws the answer, or says in the page why there is none. */
export async function verifyAndShow(screen: Screen, asking: Asking): Promise<void> {
  latest += 1;
  const mine = latest;
  const words = wordsOf(screen.language);
  const progress = document.getElementById('verify-progress');
  const done = new Set<CheckName>();
  say(progress, words.t('verifier.reading'));
  const answered = await screen.ask(asking, (names) => {
    for (const name of names) done.add(name);
    const next = CHECK_NAMES.find((name) => !done.has(name));
    if (next && mine === latest)
      say(progress, words.t('verifier.checking', { name: words.t(`verdict.check.${next}`) }));
  });
  if (mine !== latest) return;
  say(progress, '');
  document.getElementById('verifier-problem')?.remove();
  if (answered.kind !== 'report') return showProblem(screen, words, asking, answered);
  // An answer in the place of another is the same step.
  if (!screen.main.querySelector('.verdict')) screen.steps?.advance();
  showReport(screen, words, { asking, answered, at: new Date() });
}

function showReport(screen: Screen, words: Words, outcome: Outcome, asked?: AskedIdentity): void {
  const { report, text, trail, unproven } = outcome.answered;
  const { main, isOffline, origin, language } = screen;
  const draw = createDraw(language);
  const held =
    text.length <= MAX_HELD && !isOffline ? { held: { name: 'text' as const, value: text } } : {};
  const replaced = isOffline ? undefined : replacedOffer(words, report, held.held, origin);
  const verdict = verdictView(words, report, origin, {
    ...held,
    replaced,
    ...(asked && { asked }),
    place: isOffline ? 'offline' : 'browser',
    mayRelay: trail.unreachable.length > 0,
    asksOwn: trail.own.length > 0,
    now: outcome.at,
  });
  show(main, draw('verify', verifyView(words, { verdict, replaced })));
  document.title = `${verdict.headline} · Écusson`;
  const note = document.createElement('div');
  note.id = 'verifier-note';
  const origins = { isOffline, isHosted: isHosted(report.checks), unproven, ...trail };
  show(note, draw('verifier-note', verifierNoteView(words, origins)));
  main.querySelector('.verdict')?.after(note);
  listenToNote(screen, note, outcome.asking);
  listenToIdentity(report, (typed) => showReport(screen, words, outcome, typed));
  const heading = main.querySelector<HTMLElement>('h1');
  heading?.setAttribute('tabindex', '-1');
  // The answer is the first thing that is seen, however far down the form the button stood.
  heading?.focus({ preventScroll: true });
  main.querySelector('.verdict')?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

/** What the visitor may do next: let the server fetch, or vouch for an archive. */
function listenToNote(screen: Screen, note: HTMLElement, asking: Asking): void {
  note.querySelector('[data-relay]')?.addEventListener('click', () => {
    void again(screen, note, { ...asking, relay: true });
  });
  for (const button of note.querySelectorAll<HTMLElement>('[data-vouch]')) {
    button.addEventListener('click', () => {
      const fingerprint = button.dataset['vouch'] ?? '';
      void again(screen, note, { ...asking, vouched: [...asking.vouched, fingerprint] });
    });
  }
}

/** Where this gives no answer, what was there to do can be done once more. */
async function again(screen: Screen, place: HTMLElement, asking: Asking): Promise<void> {
  const buttons = [...place.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  if (!document.getElementById('verify-progress')) {
    const progress = document.createElement('p');
    progress.id = 'verify-progress';
    progress.setAttribute('role', 'status');
    place.append(progress);
  }
  await verifyAndShow(screen, asking);
  for (const button of buttons) button.disabled = false;
}

function showProblem(
  screen: Screen,
  words: Words,
  asking: Asking,
  answered: Exclude<Answered, { kind: 'report' }>,
): void {
  const text = refusalIn(words, answered);
  const problems = { title: words.t('verify.problem'), lines: [{ href: '', text }] };
  const unreachable =
    answered.kind === 'refused' && !screen.isOffline ? answered.trail.unreachable : [];
  const place = document.createElement('div');
  place.id = 'verifier-problem';
  place.className = 'stack';
  const view = { problems, relay: relayView(words, unreachable) };
  show(place, createDraw(screen.language)('verifier-problem', view));
  document.getElementById('verify-progress')?.before(place);
  listenToNote(screen, place, asking);
  place.querySelector<HTMLElement>('[role=alert]')?.focus();
}

/** Only refusals that a verifier meets have their sentence here. */
function refusalIn(words: Words, answered: Exclude<Answered, { kind: 'report' }>): string {
  if (answered.kind === 'fault') return words.error('fault');
  try {
    return words.error(answered.code, answered.params);
  } catch {
    return words.error('fault');
  }
}

function say(place: HTMLElement | null, text: string): void {
  if (place) place.textContent = text;
}
