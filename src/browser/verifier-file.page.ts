import type { Language } from '../web/locales.ts';
import { verifierView } from '../web/views/verifier.ts';
import { wordsOf } from '../web/words.ts';
import { answer } from './verifier/answer.ts';
import type { AskVerifier } from './verifier/client.ts';
import { createDraw } from './verifier/draw.ts';
import { takeOver } from './verifier/form.ts';
import { createOfflineWork, type Instance } from './verifier/offline.ts';
import { createOfflineClient } from './verifier/offline-client.ts';
import type { Ask } from './verifier/protocol.ts';
import { show } from './verifier/trusted.ts';

/** The whole of `verifier.html`: its page, and the worker that the page makes of it. */
function startFile(): void {
  const instance = JSON.parse(textOf('instance')) as Instance;
  const ask = createOfflineClient(instance, textOf('verifier'));
  const language = navigator.language.startsWith('en') ? 'en' : 'fr';
  drawForm(instance, ask, language);
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

function drawForm(instance: Instance, ask: AskVerifier, language: Language): void {
  const main = document.getElementById('content');
  if (!main) return;
  const words = wordsOf(language);
  document.documentElement.lang = language;
  document.title = `${words.t('verifier.title')} · Écusson`;
  show(main, createDraw(language)('verifier', verifierView(words, instance)));
  const other = main.querySelector<HTMLElement>('[data-language]');
  other?.addEventListener('click', () => {
    drawForm(instance, ask, other.dataset['language'] === 'en' ? 'en' : 'fr');
  });
  const form = main.querySelector<HTMLFormElement>('#verify-form');
  const origin = `https://${instance.host}`;
  const screen = { main, language, ask, origin, isOffline: true };
  if (form) takeOver(screen, form);
  // What a verdict links to stands on the service: here the way back is the form.
  main.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a[href="/verify"]');
    if (!link) return;
    event.preventDefault();
    drawForm(instance, ask, language);
  });
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
