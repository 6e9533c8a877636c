import { ARCHIVE_TYPE, placeOf } from '../../domain/archive.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isJson } from '../../domain/loose-json.ts';
import { utf8 } from '../../formats/bytes.ts';
import { recogniseFormat } from '../../formats/recognise.ts';
import type { EgressSession, ReadBadge } from '../../usecases/ports.ts';
import { answerProofOnly } from '../../usecases/verification/proof-only.ts';
import type { Json, VerifyDeps } from '../../usecases/verification/tools.ts';
import { verifyBadge } from '../../usecases/verification/verify-badge.ts';
import { newLists, TOOLS, textOf, type Work } from './answer.ts';
import { type CheckManifest, type Documents, type OpenArchive, openArchive } from './archives.ts';
import { type OperatorContext, pinContexts } from './more-contexts.ts';
import { readFile } from './read-file.ts';
import { isBelieved, type Leaning, type ListDates, settle, unbelieved } from './settle.ts';

/** What the file brings along: what the service that made it published. */
export interface Instance {
  readonly host: string;
  /** ISO 8601. */
  readonly made: string;
  readonly documents: ReadonlyArray<{ readonly url: string; readonly text: string }>;
  readonly contexts: readonly OperatorContext[];
}

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
  const issuers = new Set(instance.documents.map(({ text }) => idIn(text)));
  const depsOf = (local: VerifyDeps['local']): VerifyDeps => ({
    ...TOOLS,
    // Lists of one archive are never taken for those of another.
    lists: newLists(),
    local,
    egress: () => NO_WAY_OUT,
    recognises: async (issuerId) => issuers.has(issuerId),
  });
  const checkManifest: CheckManifest = (credential, keys) => {
    const local = async (url: string) => own.get(placeOf(url)) ?? keys.get(placeOf(url));
    const badge = { format: 'json' as const, credential, warnings: [] };
    return verifyBadge(depsOf(local), badge, answerProofOnly);
  };

  return async ({ files, vouched }, { onAnswers }) => {
    const { badge, values } = await sortFiles(files);
    const archives = await Promise.all(
      values.map((value) => openArchive(value, checkManifest, own)),
    );
    const leaning = { used: new Set<OpenArchive>(), lists: new Set<ListDates>(), vouched };
    const sorted = bestFirst(archives, vouched);
    const local = async (url: string) => {
      const place = placeOf(url);
      return own.get(place) ?? archived(sorted, place, leaning);
    };
    const found = await verifyBadge({ ...depsOf(local), onAnswers }, badge);
    return {
      text: textOf(badge),
      report: settle(found, leaning),
      unproven: unbelieved(leaning),
    };
  };
}

/** Those that are believed, and of these the latest, speak before others. */
function bestFirst(
  archives: readonly OpenArchive[],
  vouched: readonly string[],
): readonly OpenArchive[] {
  const rank = (archive: OpenArchive) => Number(isBelieved(archive, vouched));
  return [...archives].sort(
    (one, other) => rank(other) - rank(one) || Date.parse(other.made) - Date.parse(one.made),
  );
}

/**
 * A document out of an archive: what its issuer publishes about its own keys, which proves nothing
 * before the archive is believed; and its own lists once it is, for as long as it may be.
 */
function archived(
  archives: readonly OpenArchive[],
  place: string,
  { used, lists, vouched }: Leaning & { used: Set<OpenArchive>; lists: Set<ListDates> },
): Uint8Array | undefined {
  for (const archive of archives) {
    const key = archive.keys.get(place);
    const isUsable = archive.isCurrent && isBelieved(archive, vouched);
    const list = isUsable ? archive.lists.get(place) : undefined;
    if (key || list) used.add(archive);
    if (list) lists.add({ made: archive.made, from: list.from || archive.made });
    if (key || list) return key ?? list?.bytes;
  }
  return undefined;
}

/** The issuer whose DID document a text is; empty for any other text, as a token is one. */
function idIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) && typeof value['id'] === 'string' ? value['id'] : '';
  } catch {
    return '';
  }
}

/**
 * Tells the badge from the archives beside it.
 *
 * @throws {BadgeError} `archive_alone`, `empty_body`, `form_invalid`
 */
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
  if (!badge) {
    const code = values.length > 0 ? 'archive_alone' : 'empty_body';
    throw new BadgeError(code, 'There is no badge among the files.');
  }
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
