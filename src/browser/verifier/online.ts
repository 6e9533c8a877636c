import { BadgeError } from '../../domain/errors.ts';
import { badgeLinksOf } from '../../formats/page-links.ts';
import type { ReadBadge } from '../../usecases/ports.ts';
import {
  type VerifyAnythingDeps,
  verifyBytes,
  verifyUrl,
} from '../../usecases/verification/verify-url.ts';
import { TOOLS, textOf, type Work } from './answer.ts';
import { openSession } from './egress.ts';
import { ownDocument, recognisedIssuers, relayDocument } from './own-service.ts';
import { readFile } from './read-file.ts';

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
  recognised ??= recognisedIssuers();
  const known = await recognised;
  let badge: ReadBadge | undefined;
  const deps: VerifyAnythingDeps = {
    ...TOOLS,
    badgeLinksOf,
    onAnswers,
    local: ownDocument,
    egress: () => session,
    recognises: async (issuerId) => known.has(issuerId),
    ownPage: async () => undefined,
    async read(bytes) {
      badge = await readFile(bytes);
      return badge;
    },
  };
  if (!file && url === undefined) throw new BadgeError('empty_body', 'Nothing was given.');
  const report = await (file ? verifyBytes(deps, file) : verifyUrl(deps, url ?? ''));
  return { text: textOf(badge), report, unreachable: session.unreachable };
};
