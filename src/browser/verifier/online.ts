import { BadgeError } from '../../domain/errors.ts';
import { badgeLinksOf } from '../../formats/page-links.ts';
import type { EgressSession, ReadBadge } from '../../usecases/ports.ts';
import {
  type VerifyAnythingDeps,
  verifyBytes,
  verifyUrl,
} from '../../usecases/verification/verify-url.ts';
import { TOOLS, textOf, type Work } from './answer.ts';
import { openSession } from './egress.ts';
import { namesStrangeContext, pinContexts } from './more-contexts.ts';
import { operatorContexts, ownDocument, recognisedIssuers, relayDocument } from './own-service.ts';
import { readFile } from './read-file.ts';

/** The operator's own are asked for once, and only for a badge that needs more than ours. */
async function learnContexts(document: unknown): Promise<void> {
  if (hasLearnt || !namesStrangeContext(document)) return;
  pinContexts(await operatorContexts());
  hasLearnt = true;
}

let hasLearnt = false;
let recognised: ReturnType<typeof recognisedIssuers> | undefined;

/** The list is asked for once; a try that failed is no list. */
async function recognises(issuerId: string): Promise<boolean> {
  recognised ??= recognisedIssuers();
  const known = await recognised;
  if (!known) recognised = undefined;
  return known?.has(issuerId) ?? false;
}

/**
 * Verifies in this browser, asking the issuer's hosts directly. What the visitor gives stays here; the
 * service is asked for its own documents, and to fetch others, the badge behind a link among them, only
 * when the visitor says so.
 */
export const verifyOnline: Work = async ({ files: [file], url, relay }, live) => {
  const { onAnswers, tools, trail } = live;
  const session = openSession(trail, relay ? relayDocument : undefined);
  const get: EgressSession['get'] = async (place, asked) => {
    const fetched = await session.get(place, asked);
    // They are credentials too. What else is fetched is never read with its contexts.
    if (['status', 'refresh'].includes(asked.why)) await learnContexts(documentIn(fetched.bytes));
    return fetched;
  };
  let badge: ReadBadge | undefined;
  const deps: VerifyAnythingDeps = {
    ...TOOLS,
    tools,
    badgeLinksOf,
    onAnswers,
    recognises,
    local: (place) => ownDocument(place, trail.own),
    egress: () => ({ ...session, get }),
    ownPage: async () => undefined,
    async read(bytes) {
      badge = await readFile(bytes);
      await learnContexts(badge.jwt ?? badge.credential);
      return badge;
    },
  };
  if (!file && url === undefined) throw new BadgeError('empty_body', 'Nothing was given.');
  const report = await (file ? verifyBytes(deps, file) : verifyUrl(deps, url ?? ''));
  return { text: textOf(badge), report };
};

/** JSON, or the text that it is instead. */
function documentIn(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
