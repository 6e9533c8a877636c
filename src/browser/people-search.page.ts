/** Milliseconds without a key before the service is asked. */
const PAUSE = 150;

/**
 * Searches while typing: the part of the page that the service prints for a search takes the place
 * of the one that stands. Without this script the form asks for the whole page.
 */
function searchLive(form: HTMLFormElement, input: HTMLInputElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  const search = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ q: input.value });
    try {
      const answer = await fetch(`${form.dataset['live']}?${query}`, { signal: asking.signal });
      if (answer.ok) show(await answer.text());
    } catch {
      // Typed on, or no network: what was found before stays.
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
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
