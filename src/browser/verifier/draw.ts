import Handlebars from 'handlebars/runtime.js';
import type { Language } from '../../web/locales.ts';
import { addHelpers } from '../../web/template-helpers.ts';
import type {
  VerifierNoteView,
  VerifierProblemView,
  VerifierView,
} from '../../web/views/verifier/verifier.ts';
import type { VerifyView } from '../../web/views/verifier/verify.ts';
import { icons, pages, partials } from './built-templates.js';

/** What can be drawn here: the very templates that the server prints. */
interface Drawn {
  verify: VerifyView;
  verifier: VerifierView;
  'verifier-note': VerifierNoteView;
  'verifier-problem': VerifierProblemView;
}

export type Draw = <Name extends keyof Drawn>(name: Name, view: Drawn[Name]) => string;

/** Prints templates in one language. A field or a sentence that is not there throws. */
export function createDraw(language: Language): Draw {
  const handlebars = Handlebars.create();
  addHelpers(handlebars, language, icons);
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
