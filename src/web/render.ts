import Handlebars from 'handlebars/runtime.js';
import type { Params } from '../domain/sentences.ts';
import { LANGUAGES, type Language, type MessageKey } from './locales.ts';
import { isSafeHtml } from './safe-html.ts';
import type { AchievementView } from './views/achievement.ts';
import type { BackpackView } from './views/backpack.ts';
import type { EnterView } from './views/enter.ts';
import type { IssuerView } from './views/issuer.ts';
import type { LandingView } from './views/landing.ts';
import type { ProblemView } from './views/problem.ts';
import type { ShareView } from './views/share.ts';
import type { SharedView } from './views/shared.ts';
import type { VerifyView } from './views/verify.ts';
import type { WorkshopsView } from './views/workshops.ts';
import { wordsOf } from './words.ts';

/** One entry per file in `templates/`. */
export interface Views {
  achievement: AchievementView;
  backpack: BackpackView;
  enter: EnterView;
  issuer: IssuerView;
  landing: LandingView;
  problem: ProblemView;
  share: ShareView;
  shared: SharedView;
  verify: VerifyView;
  workshops: WorkshopsView;
}

/** What the layout prints around every view. */
export interface Frame {
  readonly language: Language;
  /** The other language; absent on a page that cannot be asked for again by its address. */
  readonly other?: { readonly language: Language; readonly name: string };
}

/** Names to precompiled templates, as the build makes them. */
export interface Templates {
  readonly pages: Readonly<Record<string, unknown>>;
  readonly partials: Readonly<Record<string, unknown>>;
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
    return print({ ...view, frame: { other: undefined, ...frame } });
  };
}

function pagesIn(language: Language, { pages, partials }: Templates) {
  const handlebars = Handlebars.create();
  const words = wordsOf(language);
  handlebars.registerHelper('t', (key: MessageKey, { hash }: { hash: Params }) =>
    words.t(key, hash),
  );
  handlebars.registerHelper('html', (value: unknown) => {
    if (!isSafeHtml(value)) throw new Error('Only sanitised HTML is printed as HTML.');
    return new handlebars.SafeString(value.html);
  });
  for (const [name, template] of Object.entries(partials)) {
    handlebars.registerPartial(name, handlebars.template(template));
  }
  return new Map(
    Object.entries(pages).map(([name, template]) => [name, handlebars.template(template)]),
  );
}
