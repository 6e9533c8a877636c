import type { Request, Response } from 'express';
import { displayName } from '../domain/learner.ts';
import { insideNameOf } from '../domain/profile.ts';
import type { WebDeps } from './deps.ts';
import { keepLanguage, languageOf } from './language.ts';
import type { LearnerVisit } from './learner-room.ts';
import type { Language } from './locales.ts';
import type { Visit } from './member-room.ts';
import { plainText } from './plain-text.ts';
import { createRenderer, type Frame, type Views } from './render.ts';
import { type Words, wordsAt } from './words.ts';

/** Answers with the page of a view, in the visitor's language. */
export type SendPage = <Name extends keyof Views>(
  req: Pick<Request, 'method' | 'path' | 'query' | 'headers' | 'acceptsLanguages'>,
  res: Response,
  name: Name,
  view: (words: Words) => Views[Name],
) => void;

/** Second parts of addresses that stand below *my badges*. */
const PLACES_OF_BADGES = new Set(['away', 'badges', 'collections', 'import', 'imports']);

const OTHER = {
  fr: { language: 'en', name: 'English' },
  en: { language: 'fr', name: 'Français' },
} as const;

/** What sends a page by the name of its template, in the language of whoever asks. */
export function createPages({
  templates,
  origin,
}: Pick<WebDeps, 'templates' | 'origin'>): SendPage {
  const render = createRenderer(templates);
  const secure = origin.startsWith('https://');
  return (req, res, name, view) => {
    const language = languageOf(req);
    // The answer to a form has no address of its own to ask for again in another language.
    const isLasting = req.method === 'GET' || req.method === 'HEAD';
    const other = isLasting ? { other: otherLanguage(req.query, language) } : {};
    const member = memberFrame(req.path, res);
    const words = wordsAt(req.path, language);
    const learner = learnerFrame(req.path, res, words);
    const html = render(name, view(words), {
      language,
      ...other,
      ...member,
      ...learner,
    });
    keepLanguage(req, res, secure);
    res.vary('Accept, Accept-Language, Cookie');
    res.set('Content-Language', language);
    if (!res.get('Cache-Control')) res.set('Cache-Control', 'no-cache');
    res.type('html').send(html);
  };
}

/** The same page in the other language, with all else that was asked for. */
function otherLanguage(query: Request['query'], language: Language): NonNullable<Frame['other']> {
  const other = OTHER[language];
  const kept = Object.entries(query).filter(([name]) => name !== 'lang');
  const texts = kept.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const asked = new URLSearchParams(Object.fromEntries(texts));
  asked.set('lang', other.language);
  return { ...other, href: `?${asked}` };
}

/** The frame of a member's page, when the route opened the member room. */
function memberFrame(path: string, { locals }: Response): Pick<Frame, 'member'> {
  const visit: Visit | undefined = locals['visit'];
  if (!visit) return {};
  const { profile, actor, csrf } = visit;
  return {
    member: {
      profile: plainText(insideNameOf(profile)),
      isOwner: actor.role === 'owner',
      csrf,
      here: /^\/workshops\/(new|batches)\b/.test(path) ? 'award' : (path.split('/')[1] ?? ''),
    },
  };
}

/** The frame of a learner's page, when the route opened the learner room. */
function learnerFrame(path: string, { locals }: Response, words: Words): Pick<Frame, 'learner'> {
  const visit: LearnerVisit | undefined = locals['learnerVisit'];
  if (!visit) return {};
  const { learner, csrf, mode, erasure } = visit;
  const [, , place = 'backpack'] = path.split('/');
  return {
    learner: {
      name: plainText(displayName(learner)),
      csrf,
      isTablet: mode === 'tablet',
      mayStay: mode === 'browser' && path === '/backpack',
      stays: mode === 'own' && path === '/backpack',
      erasedOn: erasure ? words.day(erasure.dueAt) : '',
      here: PLACES_OF_BADGES.has(place) ? 'backpack' : place.replace(/^share$/, 'shares'),
    },
  };
}
