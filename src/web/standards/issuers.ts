import { type Request, type Response, Router } from 'express';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from '../../domain/credential-text.ts';
import { BadgeError } from '../../domain/errors.ts';
import { didOf, isIssuer, issuerOf, type Profile } from '../../domain/profile.ts';
import { keyUrl } from '../../domain/signing-key.ts';
import { fingerprintOf } from '../../usecases/verification/fingerprint.ts';
import type { WebDeps } from '../deps.ts';
import type { SendPage } from '../pages.ts';
import { sendDocument } from '../send-document.ts';
import { issuerView } from '../views/everyone/issuer.ts';

type Deps = Pick<WebDeps, 'store' | 'didDocument' | 'jwks' | 'verifier' | 'sha256Hex'>;

/** How long a verifier may go on with the keys it has: a new key is announced this late at most. */
const CACHE = 'public, max-age=300';

/** Who the issuers hosted here are, for people and for verifiers. */
export function issuerRoutes(deps: Deps, sendPage: SendPage): Router {
  const router = Router();

  router.get('/issuers/:handle', async (req, res) => {
    const profile = await profileOf(deps, req.params.handle);
    res.vary('Accept');
    const type = req.accepts(['text/html', 'application/ld+json', 'application/json']);
    if (type === 'application/ld+json' || type === 'application/json') {
      const document = {
        '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
        ...issuerOf(profile),
      };
      return sendDocument(res, document, { type, cache: CACHE });
    }
    await sendIssuer(deps, sendPage, req, res, profile);
  });

  router.get('/issuers/:handle/did.json', async (req, res) => {
    const document = await deps.didDocument(await profileOf(deps, req.params.handle));
    sendDocument(res, document, { type: 'application/did+json', cache: CACHE });
  });

  /** The bare key whatever is asked for: what the `kid` of a JWT leads to. */
  router.get('/issuers/:handle/keys/:kid', async (req, res) => {
    const profile = await profileOf(deps, req.params.handle);
    const keys = await deps.store.keys.listOf(profile.id);
    const key = keys.find(({ kid }) => kid === req.params.kid);
    if (!key) throw new BadgeError('not_found', 'No such key.');
    const jwk = { ...key.publicJwk, kid: keyUrl(profile, key) };
    sendDocument(res, jwk, { type: 'application/jwk+json', cache: CACHE });
  });

  router.get('/.well-known/jwks.json', async (_req, res) => {
    sendDocument(res, await deps.jwks(), { type: 'application/jwk-set+json', cache: CACHE });
  });

  return router;
}

async function sendIssuer(
  deps: Deps,
  sendPage: SendPage,
  req: Request,
  res: Response,
  profile: Profile,
): Promise<void> {
  const achievements = await deps.store.achievements.listOf(profile.id, { limit: 200 });
  const document = (await deps.didDocument(profile)) as Readonly<Record<string, unknown>>;
  const fingerprint = await fingerprintOf(
    { ...deps.verifier, sha256Hex: deps.sha256Hex },
    didOf(profile),
    document,
  );
  sendPage(req, res, 'issuer', (words) =>
    issuerView(words, profile, achievements, fingerprint ?? ''),
  );
}

async function profileOf({ store }: Deps, handle: string): Promise<Profile> {
  const profile = await store.profiles.byHandle(handle);
  if (!profile || !isIssuer(profile)) throw new BadgeError('not_found', 'No such issuer.');
  return profile;
}
