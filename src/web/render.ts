import Handlebars from 'handlebars/runtime.js';
import { LANGUAGES, type Language } from './locales.ts';
import { addHelpers } from './template-helpers.ts';
import type { EveryoneViews } from './views/everyone.ts';
import type { LearnerViews } from './views/learner.ts';
import type { WorkerViews } from './views/worker.ts';

/** One entry per file in `templates/`. */
export interface Views extends EveryoneViews, LearnerViews, WorkerViews {}

/** What the layout prints around every view. */
export interface Frame {
  readonly language: Language;
  /** The other language; absent on a page that cannot be asked for again by its address. */
  readonly other?: { readonly language: Language; readonly name: string; readonly href: string };
  /** The member whose page it is; absent on the pages of everybody else. */
  readonly member?: {
    readonly profile: string;
    readonly isOwner: boolean;
    /** See `csrfOf`. */
    readonly csrf: string;
    /** `award`, or the first part of the address: `workshops`, `badges`, `people`, `team`, `account`. */
    readonly here: string;
  };
  /** The learner whose page it is; absent on the pages of everybody else. */
  readonly learner?: {
    readonly name: string;
    readonly csrf: string;
    /** A shared tablet forgets after a minute. */
    readonly isTablet: boolean;
    /** Whether to offer that this browser stays in the backpack, and whether it does: at home alone. */
    readonly mayStay: boolean;
    readonly stays: boolean;
    /** The day on which everything will be erased; empty when nobody asked for it. */
    readonly erasedOn: string;
    /** `backpack`, `shares`, `skills` or `me`. */
    readonly here: string;
  };
}

/** Names to precompiled templates, as the build makes them. */
export interface Templates {
  readonly pages: Readonly<Record<string, unknown>>;
  readonly partials: Readonly<Record<string, unknown>>;
  /** What is inside the 24 by 24 units of each icon named in `templates/icons.json`. */
  readonly icons: Readonly<Record<string, string>>;
}

export type Render = <Name extends keyof Views>(
  name: Name,
  view: Views[Name],
  frame: Frame,
) => string;

/**
 * Prints views with the precompiled templates: nothing is compiled here, and a field or sentence
 * that a template asks for and that is not there throws.
 */
export function createRenderer(templates: Templates): Render {
  const byLanguage = new Map(
    LANGUAGES.map((language) => [language, pagesIn(language, templates)] as const),
  );
  return (name, view, frame) => {
    const print = byLanguage.get(frame.language)?.get(name);
    if (!print) throw new Error(`No template ${name}.`);
    return print({
      ...view,
      frame: { other: undefined, member: undefined, learner: undefined, ...frame },
    });
  };
}

function pagesIn(language: Language, { pages, partials, icons }: Templates) {
  const handlebars = Handlebars.create();
  addHelpers(handlebars, language, icons);
  handlebars.registerHelper(
    'current',
    (place: string, { data }: { data: { root: { frame: Frame } } }) =>
      (data.root.frame.member ?? data.root.frame.learner)?.here === place
        ? new handlebars.SafeString(' aria-current="true"')
        : '',
  );
  for (const [name, template] of Object.entries(partials)) {
    handlebars.registerPartial(name, handlebars.template(template));
  }
  return new Map(
    Object.entries(pages).map(([name, template]) => [name, handlebars.template(template)]),
  );
}
