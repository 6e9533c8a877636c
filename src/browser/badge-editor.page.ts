import { type HintCode, hintsFor } from '../domain/criteria-hints.ts';
import type { DraftLanguage, DraftWording } from '../domain/draft.ts';
import { newestAsker, soon } from './while-typing.ts';

/** Advice while someone writes, and skills found while they type. All of it works without, slower. */

const form = document.querySelector<HTMLFormElement>('#badge-form');
if (form) {
  const page = form;
  for (const words of page.querySelectorAll<HTMLElement>('[data-language]')) adviseOn(words);
  searchLive(page);
}

function adviseOn(words: HTMLElement): void {
  const language = words.dataset['language'] as DraftLanguage;
  const read = (field: Exclude<keyof DraftWording, 'tags'>) =>
    words.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${language}_${field}"]`)
      ?.value ?? '';
  const advise = () => {
    const hints = hintsFor(
      {
        name: read('name'),
        description: read('description'),
        criteria: read('criteria'),
        imageAlt: read('imageAlt'),
      },
      language,
    );
    for (const list of words.querySelectorAll<HTMLElement>('[data-hints]')) {
      const field = list.dataset['hints']?.replace(`${language}_`, '');
      const own = hints.filter((hint) => hint.field === field);
      list.hidden = own.length === 0;
      list.replaceChildren(...own.map(({ code, word }) => item(sentence(code, word))));
    }
  };
  words.addEventListener('input', soon(advise, 400));
}

function sentence(code: HintCode, word: string): string {
  const said = document.querySelector(`#hint-sentences [data-code="${code}"]`)?.textContent ?? '';
  return said.replace('{word}', () => word);
}

function item(text: string): HTMLLIElement {
  const line = document.createElement('li');
  line.textContent = text;
  return line;
}

interface Found {
  readonly value: string;
  readonly name: string;
  readonly framework: string;
  readonly description: string;
  readonly addLabel: string;
  readonly removeLabel: string;
}

function searchLive(page: HTMLFormElement): void {
  const field = page.querySelector<HTMLInputElement>('[name="skill"]');
  const list = page.querySelector('[data-found]');
  const status = page.querySelector('[data-found-text]');
  if (!field || !list || !status) return;
  const ask = newestAsker(
    (response): Promise<{ readonly skills: Found[]; readonly text: string }> => response.json(),
  );
  const search = async () => {
    const query = field.value.trim();
    if (query.length < 2) {
      await ask(undefined);
      list.replaceChildren();
      status.textContent = '';
      return;
    }
    const found = await ask(`/badges/skills?q=${encodeURIComponent(query)}`);
    if (!found) return;
    list.replaceChildren(...found.skills.map((skill) => foundRow(page, skill)));
    status.textContent = found.text;
  };
  field.addEventListener('input', soon(search, 200));
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    search().catch(() => undefined);
  });
  page.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name="remove"]');
    if (!button) return;
    event.preventDefault();
    button.closest('li')?.remove();
    countChips(page);
    field.focus();
  });
}

function foundRow(page: HTMLFormElement, skill: Found): DocumentFragment {
  const row = copyOf('[data-found-row]', skill);
  const button = row.querySelector<HTMLButtonElement>('button');
  if (!button) return row;
  button.value = skill.value;
  button.setAttribute('aria-label', skill.addLabel);
  button.addEventListener('click', (event) => {
    event.preventDefault();
    addChip(page, skill);
    button.disabled = true;
  });
  return row;
}

function addChip(page: HTMLFormElement, skill: Found): void {
  const chips = page.querySelector('[data-chips]');
  const inputs = [...page.querySelectorAll<HTMLInputElement>('input[name="skills"]')];
  if (!chips || inputs.some(({ value }) => value === skill.value)) return;
  const chip = copyOf('[data-chip-row]', skill);
  const input = chip.querySelector('input');
  const button = chip.querySelector('button');
  if (input) input.value = skill.value;
  if (button) {
    button.value = skill.value;
    button.setAttribute('aria-label', skill.removeLabel);
  }
  chips.append(chip);
  countChips(page);
}

function countChips(page: HTMLFormElement): void {
  const none = page.querySelector<HTMLElement>('[data-no-skills]');
  if (none) none.hidden = page.querySelector('[data-chips] li') !== null;
}

function copyOf(template: string, skill: Found): DocumentFragment {
  const source = document.querySelector<HTMLTemplateElement>(template);
  const copy = document.importNode(source?.content ?? new DocumentFragment(), true);
  const fill = (place: string, text: string) => {
    const element = copy.querySelector(place);
    if (element) element.textContent = text;
  };
  fill('[data-name]', skill.name);
  fill('[data-framework]', skill.framework);
  fill('[data-description]', skill.description);
  return copy;
}
