import { newestAsker, soon } from './while-typing.ts';

/** Milliseconds without a key before the service is asked. */
const PAUSE = 150;
/** Under what a search waits in this tab for the page that runs it. */
const WAITING = 'people-search';

/**
 * Searches while typing: the part of the page that the service prints for a search takes the place
 * of the one that stands. Without this script the form asks for the whole page.
 */
function searchLive(form: HTMLFormElement, input: HTMLInputElement, address: string): void {
  const ask = newestAsker((response) => response.text());
  const search = async () => {
    // No address holds a name: the page that is come back to has it from here.
    history.replaceState({ q: input.value }, '');
    const found = await ask(address, fieldsOf(form));
    if (found !== undefined) show(found);
  };
  input.addEventListener('input', soon(search, PAUSE));
  const waiting = takeWaiting() ?? history.state?.q;
  // A quick hand types before this script is there to hear it.
  const before = input.value === input.defaultValue ? waiting : input.value;
  if (typeof before !== 'string' || before === '') return;
  input.value = before;
  // What cannot be searched for now stands there, to be sent again.
  search().catch(() => undefined);
}

/** A page that a form was sent for would be sent for again by whoever comes back to it. */
function goBySearch(form: HTMLFormElement, input: HTMLInputElement): void {
  form.addEventListener('submit', (event) => {
    try {
      sessionStorage.setItem(WAITING, input.value);
    } catch {
      return;
    }
    event.preventDefault();
    location.assign(form.action);
  });
}

function takeWaiting(): string | undefined {
  try {
    const waiting = sessionStorage.getItem(WAITING) ?? undefined;
    sessionStorage.removeItem(WAITING);
    return waiting;
  } catch {
    return undefined;
  }
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(fields);
}

function show(html: string): void {
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector('#found');
  const count = document.querySelector('#found-count');
  if (!(found instanceof HTMLElement) || !count) return;
  document.querySelector('#found')?.replaceWith(found);
  count.textContent = found.dataset['count'] ?? '';
}

const form = document.querySelector<HTMLFormElement>('form[data-search]');
const input = form?.querySelector<HTMLInputElement>('input[name="q"]');
if (form && input) {
  const { live } = form.dataset;
  if (live) searchLive(form, input, live);
  goBySearch(form, input);
}
