import type { Params } from '../domain/sentences.ts';
import type { Language, MessageKey } from './locales.ts';
import { isSafeHtml } from './safe-html.ts';
import { wordsOf } from './words.ts';

/** What is asked of Handlebars, as the server and the browser both have it. */
interface Environment {
  readonly SafeString: new (html: string) => object;
  registerHelper(name: string, helper: (...parts: never[]) => unknown): void;
}

/** What a tone looks like: its shape says the same as its colour. */
const TONE_ICONS: Readonly<Record<string, string>> = {
  good: 'circle-check',
  late: 'clock',
  bad: 'octagon-x',
  unsure: 'circle-question-mark',
};

/**
 * Gives templates their words of our own, on the server and in the browser alike: `t`, `html`, `icon`.
 * A sentence or an icon that is not there throws.
 *
 * @param icons what is inside the 24 by 24 units of each
 */
export function addHelpers(
  handlebars: Environment,
  language: Language,
  icons: Readonly<Record<string, string>>,
): void {
  const words = wordsOf(language);
  handlebars.registerHelper('t', (key: MessageKey, { hash }: { hash: Params }) =>
    words.t(key, hash),
  );
  handlebars.registerHelper('html', (value: unknown) => {
    if (!isSafeHtml(value)) throw new Error('Only HTML that was written here is printed as HTML.');
    return new handlebars.SafeString(value.html);
  });
  handlebars.registerHelper('icon', (name: string) => {
    const inside = icons[TONE_ICONS[name] ?? name];
    if (inside === undefined) throw new Error(`No icon "${name}" in templates/icons.json.`);
    return new handlebars.SafeString(
      `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${inside}</svg>`,
    );
  });
}
