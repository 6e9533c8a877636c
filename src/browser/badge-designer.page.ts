import { SUGGESTED_PAIRS } from '../domain/badge-colours.ts';
import { contrast, LEAST_CONTRAST } from '../domain/contrast.ts';
import { newestAsker, soon } from './while-typing.ts';

/** Milliseconds without a key before the service is asked. */
const PAUSE = 150;
const GOOD_CONTRAST = 4.5;
const DESIGN = ['shape', 'ground', 'thread', 'icon', 'ribbon'] as const;

interface FoundIcon {
  readonly name: string;
  readonly label: string;
  readonly picture: string;
}

/** The preview follows every tap, and icons are found while typing. Without this script, buttons do it. */
function liven(form: HTMLFormElement): void {
  const later = soon((act: () => unknown) => act(), PAUSE);
  for (const button of form.querySelectorAll<HTMLElement>('[data-without-script]')) {
    button.hidden = true;
  }
  const query = control(form, 'q');
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target === query) return later(() => searchIcons(form, query.value));
    followColours(form, target);
    later(() => look(form));
  });
}

/** A pair sets both colours; a colour of one's own leaves the pairs. */
function followColours(form: HTMLFormElement, target: HTMLInputElement): void {
  const pair = SUGGESTED_PAIRS.find(({ key }) => target.name === 'pair' && key === target.value);
  if (pair) {
    control(form, 'ground').value = pair.ground;
    control(form, 'thread').value = pair.thread;
  }
  if (target.type === 'color') {
    const own = form.querySelector<HTMLInputElement>('input[name="pair"][value="own"]');
    if (own) own.checked = true;
  }
}

function look(form: HTMLFormElement): void {
  const found = contrast(control(form, 'ground').value, control(form, 'thread').value);
  const said = document.getElementById('contrast');
  const { close, fair, good } = said?.dataset ?? {};
  const text = found < LEAST_CONTRAST ? close : found < GOOD_CONTRAST ? fair : good;
  if (said && said.textContent !== text) said.textContent = text ?? '';
  const preview = document.getElementById('preview');
  const refused = document.getElementById('refused');
  if (!(preview instanceof HTMLImageElement)) return;
  if (found < LEAST_CONTRAST) {
    refused?.replaceChildren(refused.dataset['close'] ?? '');
    return;
  }
  const values = new FormData(form);
  const chosen = (name: string) => String(values.get(name) ?? '').trim();
  const design = Object.fromEntries(DESIGN.map((name) => [name, chosen(name)]));
  redrawTiles(form, { ...design, ribbon: '' });
  preview.onload = () => refused?.replaceChildren();
  preview.onerror = () => refused?.replaceChildren(refused.dataset['refused'] ?? '');
  preview.src = previewHref(design);
}

/** The shapes show the colours and the icon that are chosen, the pairs the shape and the icon. */
function redrawTiles(form: HTMLFormElement, design: Readonly<Record<string, string>>): void {
  for (const label of form.querySelectorAll('#shape label, #thread label')) {
    const [image, input] = [label.querySelector('img'), label.querySelector('input')];
    if (!image || !input) continue;
    const pair = SUGGESTED_PAIRS.find(({ key }) => input.name === 'pair' && key === input.value);
    const own = pair ? { ground: pair.ground, thread: pair.thread } : { shape: input.value };
    const href = previewHref({ ...design, ...own });
    if (image.getAttribute('src') !== href) image.src = href;
  }
}

function previewHref(design: Readonly<Record<string, string>>): string {
  return `/badges/preview.svg?${new URLSearchParams(design)}`;
}

const askIcons = newestAsker(
  (response): Promise<{ readonly icons: readonly FoundIcon[] }> => response.json(),
);

async function searchIcons(form: HTMLFormElement, query: string): Promise<void> {
  const asked = new URLSearchParams({ q: query.trim(), lang: document.documentElement.lang });
  const found = await askIcons(`/badges/icons?${asked}`);
  if (found) showIcons(form, found.icons, query.trim());
}

function showIcons(form: HTMLFormElement, icons: readonly FoundIcon[], query: string): void {
  const group = document.getElementById('icon');
  const chosen = form.querySelector<HTMLInputElement>('input[name="icon"]:checked');
  const kept = chosen?.closest('label');
  if (!group) return;
  for (const label of group.querySelectorAll('label')) if (label !== kept) label.remove();
  group.append(...icons.filter(({ name }) => name !== chosen?.value).map(choiceOf));
  const said = document.getElementById('icons-text');
  const { found, none, some } = said?.dataset ?? {};
  const text = query === '' ? some : icons.length > 0 ? found : none;
  if (said) said.textContent = (text ?? '').replace('{query}', query);
}

function choiceOf({ name, label, picture }: FoundIcon): HTMLLabelElement {
  const choice = document.createElement('label');
  choice.className = 'choice';
  const image = new Image(60, 60);
  image.alt = '';
  image.src = picture;
  const input = document.createElement('input');
  Object.assign(input, { type: 'radio', name: 'icon', value: name });
  const text = document.createElement('span');
  text.textContent = label;
  choice.append(image, input, text);
  return choice;
}

/** By its name alone: a group of fields may have the same word as its id. */
function control(form: HTMLFormElement, name: string): HTMLInputElement {
  const input = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!input) throw new Error(`The form has no ${name}.`);
  return input;
}

const form = document.getElementById('designer');
if (form instanceof HTMLFormElement) liven(form);
