import Handlebars from 'handlebars/runtime';
import type { Params } from '../../domain/sentences.ts';
import type { Language, MessageKey } from '../../web/locales.ts';
import { isSafeHtml } from '../../web/safe-html.ts';
import type { ProblemsView, VerifierNoteView, VerifierView } from '../../web/views/verifier.ts';
import type { VerifyView } from '../../web/views/verify.ts';
import { wordsOf } from '../../web/words.ts';
import { icons, pages, partials } from './built-templates.js';

/** What can be drawn here: the very templates that the server prints. */
interface Drawn {
  verify: VerifyView;
  verifier: VerifierView;
  'verifier-note': VerifierNoteView;
  problems: ProblemsView;
}

export type Draw = <Name extends keyof Drawn>(name: Name, view: Drawn[Name]) => string;

/** As the server has it: a shape says the same as a colour. */
const TONE_ICONS: Readonly<Record<string, string>> = {
  good: 'circle-check',
  late: 'clock',
  bad: 'octagon-x',
  unsure: 'circle-question-mark',
};

/** Prints templates in one language. A field or a sentence that is not there throws. */
export function createDraw(language: Language): Draw {
  const handlebars = Handlebars.create();
  const words = wordsOf(language);
  handlebars.registerHelper('t', (key: MessageKey, { hash }: { hash: Params }) =>
    words.t(key, hash),
  );
  handlebars.registerHelper('html', (value: unknown) => {
    if (!isSafeHtml(value)) throw new Error('Only sanitised HTML is printed as HTML.');
    return new handlebars.SafeString(value.html);
  });
  handlebars.registerHelper('icon', (name: string) => {
    const inside = icons[TONE_ICONS[name] ?? name] ?? '';
    return new handlebars.SafeString(
      `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${inside}</svg>`,
    );
  });
  const templates = new Map<string, (view: object) => string>();
  for (const [name, template] of Object.entries(partials)) {
    const print = handlebars.template(template);
    templates.set(name, print);
    handlebars.registerPartial(name, print);
  }
  for (const [name, template] of Object.entries(pages)) {
    templates.set(name, handlebars.template(template));
  }
  return (name, view) => {
    const print = templates.get(name);
    if (!print) throw new Error(`No template ${name}.`);
    return print(view);
  };
}
