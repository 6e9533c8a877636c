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
let recognised: Promise<ReadonlySet<string>> | undefined;

/**
 * Verifies in this browser, asking the issuer's hosts directly. What the visitor gives stays here;
 * the service is asked for its own documents, for the badge behind a link that this browser may not
 * read, and for other documents when the visitor says so.
 */
export const verifyOnline: Work = async ({ files: [file], url, relay }, onAnswers) => {
  const session = openSession((asked) =>
    relay || asked.why === 'badge' ? relayDocument : undefined,
  );
  const get: EgressSession['get'] = async (place, asked) => {
    const fetched = await session.get(place, asked);
    // They are credentials too. What else is fetched is never read with its contexts.
    if (['status', 'refresh'].includes(asked.why)) await learnContexts(documentIn(fetched.bytes));
    return fetched;
  };
  recognised ??= recognisedIssuers();
  const known = await recognised;
  let badge: ReadBadge | undefined;
  const deps: VerifyAnythingDeps = {
    ...TOOLS,
    badgeLinksOf,
    onAnswers,
    local: ownDocument,
    egress: () => ({ ...session, get }),
    recognises: async (issuerId) => known.has(issuerId),
    ownPage: async () => undefined,
    async read(bytes) {
      badge = await readFile(bytes);
      await learnContexts(badge.jwt ?? badge.credential);
      return badge;
    },
  };
  if (!file && url === undefined) throw new BadgeError('empty_body', 'Nothing was given.');
  const report = await (file ? verifyBytes(deps, file) : verifyUrl(deps, url ?? ''));
  return { text: textOf(badge), report, unreachable: session.unreachable };
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
