import type { CookieOptions, Request } from 'express';

/** The value of a cookie; the first when a name stands twice. */
export function cookieOf(req: Pick<Request, 'headers'>, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

export interface Cookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/**
 * A cookie that no script reads. Over https its name has the prefix with which browsers refuse a
 * cookie set by a neighbour or without encryption.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2
 */
export function hostCookie(origin: string, name: string): Cookie {
  const secure = origin.startsWith('https://');
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  };
}

/** On a browser that many hands use: the team says so. Holds no secret and names nobody. */
export function tabletCookie(origin: string): Cookie {
  return hostCookie(origin, 'tablet');
}

/** Whether the team said of this browser that many use it. */
export function isSharedTablet(req: Pick<Request, 'headers'>, origin: string): boolean {
  return cookieOf(req, tabletCookie(origin).name) !== undefined;
}

/** Holds the session of a member; a learner's is `learnerCookie`. */
export function sessionCookie(origin: string): Cookie {
  return hostCookie(origin, 'session');
}
