import { newestAsker, soon } from './while-typing.ts';

/** Milliseconds without a key before the service is asked. */
const PAUSE = 150;

/**
 * Searches while typing: the part of the page that the service prints for a search takes the place
 * of the one that stands. Without this script the form asks for the whole page.
 */
function searchLive(form: HTMLFormElement, input: HTMLInputElement): void {
  const ask = newestAsker((response) => response.text());
  const search = async () => {
    const found = await ask(`${form.dataset['live']}?${new URLSearchParams({ q: input.value })}`);
    if (found !== undefined) show(found);
  };
  input.addEventListener('input', soon(search, PAUSE));
}

function show(html: string): void {
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector('#found');
  const count = document.querySelector('#found-count');
  if (!(found instanceof HTMLElement) || !count) return;
  document.querySelector('#found')?.replaceWith(found);
  count.textContent = found.dataset['count'] ?? '';
}

const form = document.querySelector<HTMLFormElement>('form[data-live]');
const input = form?.querySelector('input');
if (form && input) searchLive(form, input);
