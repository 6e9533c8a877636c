import type { RequestHandler, Response } from 'express';
import type { ApiScope } from '../../domain/api-token.ts';
import { BadgeError } from '../../domain/errors.ts';
import { actorOfToken } from '../../usecases/operations/api-tokens.ts';
import type { Program } from '../../usecases/operations/read-for-program.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';

/** As our tokens are written: what is not is refused without a look into the store. */
const BEARER = /^Bearer +(ecu_[\w-]{43})$/i;

/**
 * Lets a program in by the token in its `Authorization` header, and by nothing else: never by an
 * address or a cookie. Only wrong tokens count against the address they come from.
 *
 * @throws {BadgeError} `token_invalid`, `too_many_requests`
 * @see https://www.rfc-editor.org/rfc/rfc6750
 */
export function openToken(deps: WebDeps, limits: Limits): RequestHandler {
  return async (req, res, next) => {
    const given = req.get('authorization');
    const secret = BEARER.exec(given ?? '')?.[1];
    try {
      if (secret === undefined) throw new BadgeError('token_invalid', 'Send a bearer token.');
      res.locals['program'] = await actorOfToken(deps, secret);
      next();
    } catch (error) {
      if (!(error instanceof BadgeError) || error.code !== 'token_invalid') return next(error);
      const why = given === undefined ? '' : ', error="invalid_token"';
      limits.wrongTokens(req, res, (tooMany?: unknown) => {
        if (!tooMany) res.set('WWW-Authenticate', `Bearer realm="ecusson"${why}`);
        next(tooMany ?? error);
      });
    }
  };
}

/** @throws {BadgeError} `scope_missing` with `scope` */
export function requireScope(scope: ApiScope): RequestHandler {
  return (_req, res, next) => {
    if (programOf(res).scopes.includes(scope)) return next();
    res.set(
      'WWW-Authenticate',
      `Bearer realm="ecusson", error="insufficient_scope", scope="${scope}"`,
    );
    throw new BadgeError('scope_missing', `The token has no ${scope}.`, { params: { scope } });
  };
}

/** The program behind a request whose route has `openToken` before it. */
export function programOf({ locals }: Pick<Response, 'locals'>): Program {
  const program: Program | undefined = locals['program'];
  if (!program) throw new Error('This route opens no token.');
  return program;
}
