import { ARCHIVE_TYPE, placeOf } from '../../domain/archive.ts';
import { BadgeError } from '../../domain/errors.ts';
import { utf8 } from '../../formats/bytes.ts';
import { recogniseFormat } from '../../formats/recognise.ts';
import type { EgressSession, ReadBadge } from '../../usecases/ports.ts';
import { isJson } from '../../usecases/verification/outcomes.ts';
import type { Json, VerifyDeps } from '../../usecases/verification/tools.ts';
import { verifyBadge } from '../../usecases/verification/verify-badge.ts';
import { newLists, TOOLS, textOf, type Work } from './answer.ts';
import { type CheckManifest, type OpenArchive, openArchive } from './archives.ts';
import { type OperatorContext, pinContexts } from './more-contexts.ts';
import { readFile } from './read-file.ts';
import { settle, unbelieved } from './settle.ts';

/** What the file brings along: what the service that made it published. */
export interface Instance {
  readonly host: string;
  /** ISO 8601. */
  readonly made: string;
  readonly documents: ReadonlyArray<{ readonly url: string; readonly text: string }>;
  readonly contexts: readonly OperatorContext[];
}

type Documents = ReadonlyMap<string, Uint8Array>;

/** There is no way out: everything that would be asked stays unknown. */
const NO_WAY_OUT: EgressSession = {
  contacted: [],
  async get(url) {
    throw new BadgeError('remote_unreachable', `Nothing is asked from here: ${url}`);
  },
};

/**
 * Verifies without a network: with the keys of the service that made this file, and with archives
 * that were given beside the badge.
 */
export function createOfflineWork(instance: Instance): Work {
  pinContexts(instance.contexts);
  const own: Documents = new Map(
    instance.documents.map(({ url, text }) => [placeOf(url), utf8(text)]),
  );
  const issuers = new Set(
    instance.documents.map(({ text }) => String(Object(JSON.parse(text))['id'])),
  );
  const depsOf = (local: VerifyDeps['local']): VerifyDeps => ({
    ...TOOLS,
    // Lists of one archive are never taken for those of another.
    lists: newLists(),
    local,
    egress: () => NO_WAY_OUT,
    recognises: async (issuerId) => issuers.has(issuerId),
  });
  const checkManifest: CheckManifest = async (credential, documents) => {
    const local = async (url: string) => own.get(placeOf(url)) ?? documents.get(placeOf(url));
    const badge = { format: 'json' as const, credential, warnings: [] };
    return (await verifyBadge(depsOf(local), badge)).checks;
  };

  return async ({ files, vouched }, onAnswers) => {
    const { badge, values } = await sortFiles(files);
    const archives = await Promise.all(
      values.map((value) => openArchive(value, checkManifest, (id) => issuers.has(id))),
    );
    const leaning = { used: new Set<OpenArchive>(), lists: new Set<OpenArchive>(), vouched };
    const local = async (url: string) => {
      const place = placeOf(url);
      return own.get(place) ?? archived(archives, place, leaning);
    };
    const found = await verifyBadge({ ...depsOf(local), onAnswers }, badge);
    return {
      text: textOf(badge),
      report: settle(found, leaning),
      unproven: unbelieved(leaning),
    };
  };
}

/** A document out of an archive; its lists only as long as the issuer said. */
function archived(
  archives: readonly OpenArchive[],
  place: string,
  { used, lists }: { used: Set<OpenArchive>; lists: Set<OpenArchive> },
): Uint8Array | undefined {
  const archive = archives.find(({ documents }) => documents.has(place));
  if (!archive) return undefined;
  const bytes = archive.documents.get(place);
  const isKey = /\/(did|jwks)\.json$|\/keys\/[^/]+$/.test(place);
  if (!isKey && !(Date.now() < archive.until)) return undefined;
  used.add(archive);
  if (!isKey) lists.add(archive);
  return bytes;
}

/** Tells the badge from the archives beside it. @throws {BadgeError} `empty_body`, `form_invalid` */
async function sortFiles(
  files: readonly Uint8Array[],
): Promise<{ badge: ReadBadge; values: readonly Json[] }> {
  const values: Json[] = [];
  const badges: ReadBadge[] = [];
  for (const file of files) {
    const value = archiveIn(file);
    if (value) values.push(value);
    else badges.push(await readFile(file));
  }
  const [badge] = badges;
  if (!badge) throw new BadgeError('empty_body', 'There is no badge among the files.');
  if (badges.length > 1) throw new BadgeError('form_invalid', 'More than one badge was given.');
  if (badge.link !== undefined) {
    throw new BadgeError('remote_unreachable', 'A link leads outside, where nothing is asked.');
  }
  return { badge, values };
}

function archiveIn(file: Uint8Array): Json | undefined {
  if (recogniseFormat(file) !== 'json') return undefined;
  try {
    const value = TOOLS.tools.parseJson(file);
    return isJson(value) && value['type'] === ARCHIVE_TYPE ? value : undefined;
  } catch {
    // What no reader would take is for the reader of badges to refuse.
    return undefined;
  }
}
