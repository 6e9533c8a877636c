import type { Language } from '../web/locales.ts';
import { verifierView } from '../web/views/verifier/verifier.ts';
import { wordsOf } from '../web/words.ts';
import { answer } from './verifier/answer.ts';
import type { AskVerifier } from './verifier/client.ts';
import { createDraw } from './verifier/draw.ts';
import { takeOver } from './verifier/form.ts';
import { createOfflineWork, type Instance } from './verifier/offline.ts';
import { createOfflineClient } from './verifier/offline-client.ts';
import type { Ask } from './verifier/protocol.ts';
import { createSteps, type Steps } from './verifier/steps.ts';
import { show } from './verifier/trusted.ts';

/** What stays while the form of the page is drawn anew. */
interface OpenedFile {
  readonly instance: Instance;
  readonly ask: AskVerifier;
  readonly main: HTMLElement;
  readonly steps: Steps;
}

/** The whole of `verifier.html`: its page, and the worker that the page makes of it. */
function startFile(): void {
  const main = document.getElementById('content');
  if (!main) return;
  const instance = JSON.parse(textOf('instance')) as Instance;
  const ask = createOfflineClient(instance, textOf('verifier'));
  const file = { instance, ask, main, steps: createSteps(main) };
  let language: Language = navigator.language.startsWith('en') ? 'en' : 'fr';
  drawForm(file, language);
  main.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const other = target.closest<HTMLElement>('[data-language]')?.dataset['language'];
    // What a verdict links to stands on the service: here the way back is the form.
    const link = target.closest('a[href="/verify"]');
    if (!link && !other) return;
    event.preventDefault();
    if (other) language = other === 'en' ? 'en' : 'fr';
    drawForm(file, language);
  });
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

function drawForm({ instance, ask, main, steps }: OpenedFile, language: Language): void {
  const words = wordsOf(language);
  document.documentElement.lang = language;
  document.title = `${words.t('verifier.title')} · Écusson`;
  show(main, createDraw(language)('verifier', verifierView(words, instance)));
  const form = main.querySelector<HTMLFormElement>('#verify-form');
  const origin = `https://${instance.host}`;
  if (form) takeOver({ main, language, ask, origin, isOffline: true, steps }, form);
}

function startOfflineWorker(instance: Instance): void {
  const work = createOfflineWork(instance);
  addEventListener('message', ({ data }: MessageEvent<Ask>) => {
    void answer(data, work, (message) => postMessage(message));
  });
}

const { INSTANCE } = globalThis as { INSTANCE?: Instance };
if (INSTANCE) startOfflineWorker(INSTANCE);
else startFile();
