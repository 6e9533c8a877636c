import { CHECK_NAMES, type CheckName } from '../../domain/verification.ts';
import type { Language } from '../../web/locales.ts';
import type { AskedIdentity } from '../../web/views/identity.ts';
import { verdictView } from '../../web/views/verdict.ts';
import { verifierNoteView } from '../../web/views/verifier.ts';
import { verifyView } from '../../web/views/verify.ts';
import { type Words, wordsOf } from '../../web/words.ts';
import { listenToIdentity } from './ask-identity.ts';
import type { Asking, AskVerifier } from './client.ts';
import { createDraw, type Draw } from './draw.ts';
import type { Answered } from './protocol.ts';
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
}

/** Verifies and draws the answer, or says in the page why there is none. */
export async function verifyAndShow(screen: Screen, asking: Asking): Promise<void> {
  const words = wordsOf(screen.language);
  const draw = createDraw(screen.language);
  const progress = document.getElementById('verify-progress');
  const done = new Set<CheckName>();
  say(progress, words.t('verifier.reading'));
  const answered = await screen.ask(asking, (names) => {
    for (const name of names) done.add(name);
    const next = CHECK_NAMES.find((name) => !done.has(name));
    if (next)
      say(progress, words.t('verifier.checking', { name: words.t(`verdict.check.${next}`) }));
  });
  say(progress, '');
  if (answered.kind === 'report') showReport(screen, words, draw, asking, answered);
  else showProblem(words, draw, answered);
}

function showReport(
  screen: Screen,
  words: Words,
  draw: Draw,
  asking: Asking,
  answered: Extract<Answered, { kind: 'report' }>,
  asked?: AskedIdentity,
): void {
  const { report, text, unreachable, unproven } = answered;
  const { main, isOffline, origin } = screen;
  const held =
    text.length <= MAX_HELD && !isOffline ? { held: { name: 'text' as const, value: text } } : {};
  const verdict = verdictView(words, report, origin, {
    ...held,
    ...(asked && { asked }),
    place: 'browser',
  });
  show(main, draw('verify', verifyView(words, { verdict })));
  document.title = `${verdict.headline} · Écusson`;
  const note = document.createElement('div');
  note.id = 'verifier-note';
  const isRelayed = asking.relay || asking.url !== undefined;
  show(
    note,
    draw('verifier-note', verifierNoteView(words, { isOffline, isRelayed, unreachable, unproven })),
  );
  main.querySelector('.verdict')?.after(note);
  listenToNote(screen, note, asking);
  listenToIdentity(report, (typed) => showReport(screen, words, draw, asking, answered, typed));
  const heading = main.querySelector<HTMLElement>('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
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

async function again(screen: Screen, note: HTMLElement, asking: Asking): Promise<void> {
  for (const button of note.querySelectorAll('button')) button.disabled = true;
  const progress = document.createElement('p');
  progress.id = 'verify-progress';
  progress.setAttribute('role', 'status');
  note.append(progress);
  await verifyAndShow(screen, asking);
}

function showProblem(
  words: Words,
  draw: Draw,
  answered: Exclude<Answered, { kind: 'report' }>,
): void {
  const text = refusalIn(words, answered);
  const view = { title: words.t('verify.problem'), lines: [{ href: '', text }] };
  document.getElementById('verifier-problem')?.remove();
  const place = document.createElement('div');
  place.id = 'verifier-problem';
  show(place, draw('problems', view));
  document.getElementById('verify-progress')?.before(place);
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
