import type { Middleware } from './middleware.ts';

/** The pages of those who only look keep nothing in their browser, a chosen language neither. */
export const setNoCookies: Middleware = (_req, res, next) => {
  res.cookie = () => res;
  next();
};
