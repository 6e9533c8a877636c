import { BadgeError } from '../../domain/errors.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import type { EgressSession, Fetched, ReadBadge } from '../ports.ts';
import { hostedAt } from './legacy/read-hosted.ts';
import type { VerifyDeps } from './tools.ts';
import { verifyBadge } from './verify-badge.ts';

const ACCEPT_JSON = 'application/json';
const ACCEPT_BADGE =
  'application/vc, application/vc+jwt, application/ld+json, application/json, application/jwt, ' +
  'image/png, image/svg+xml, image/jpeg, image/webp, text/plain';
/** A page is the last thing that is wanted; it may say where the badge is. */
const ACCEPT_BADGE_OR_PAGE = `${ACCEPT_BADGE}, text/html;q=0.1`;

const MAX_URL = 2048;
/** The page of a badge that is carried whole in a link: what counts comes after it. */
const CARRIED_IN_LINK = /^https?:\/\/[^\s/#?]+\/q#/i;

export interface VerifyAnythingDeps extends VerifyDeps {
  /** Takes the credential out of whatever carries it. @throws {BadgeError} */
  readonly read: (bytes: Uint8Array) => Promise<ReadBadge>;
  /** Where an HTML page says that the badge is, as it is written there. */
  readonly badgeLinksOf: (page: Uint8Array) => readonly string[];
  /**
   * The credential behind a page of this very service, read without the network; `undefined` for
   * every other address. @throws {BadgeError} `not_found`
   */
  readonly ownPage: (url: URL) => Promise<string | undefined>;
}

/**
 * Verifies what a file, a body or a field holds. An address, alone or in a QR code, is opened.
 *
 * @throws {BadgeError} when nothing that claims to be a credential can be read
 */
export async function verifyBytes(
  deps: VerifyAnythingDeps,
  bytes: Uint8Array,
  session = deps.egress(),
): Promise<VerificationReport> {
  const badge = await deps.read(bytes);
  return badge.link === undefined
    ? verifyBadge({ ...deps, egress: () => session }, badge)
    : verifyUrl(deps, badge.link, session);
}

/**
 * Verifies what an address leads to: a badge carried whole in the link, a page or a document of this
 * service, a badge in any form, or a page that names one in its head. At most one step is followed,
 * and all requests come out of the one budget of the verification.
 *
 * @throws {BadgeError} `url_…`, `egress_…`, `remote_…`, `page_without_badge`, `link_in_link`, and
 *   what `verifyBytes` says
 */
export async function verifyUrl(
  deps: VerifyAnythingDeps,
  url: string,
  session = deps.egress(),
): Promise<VerificationReport> {
  const { badge } = await readUrl(deps, url.trim(), session);
  return verifyBadge({ ...deps, egress: () => session }, badge);
}

/** A badge that somebody wants to keep: what was found about it, and all of it that came. */
export interface CheckedBadge {
  readonly report: VerificationReport;
  /** JSON text as it came where it came so, or a compact JWS: verified again it is the same badge. */
  readonly text: string;
  /** The file that it came in: a picture, or text. */
  readonly carrier: Uint8Array;
}

/**
 * Verifies as `verifyBytes` and `verifyUrl` do, and hands on what was verified.
 *
 * @throws {BadgeError} as they do
 */
export async function verifyToKeep(
  deps: VerifyAnythingDeps,
  given: Uint8Array | string,
): Promise<CheckedBadge> {
  const session = deps.egress();
  const read = await readAnything(deps, given, session);
  const report = await verifyBadge({ ...deps, egress: () => session }, read.badge);
  return { report, text: textOf(read), carrier: read.bytes };
}

async function readAnything(
  deps: VerifyAnythingDeps,
  given: Uint8Array | string,
  session: EgressSession,
): Promise<ReadFile> {
  if (typeof given === 'string') return readUrl(deps, given.trim(), session);
  const badge = await deps.read(given);
  return badge.link === undefined ? { badge, bytes: given } : readUrl(deps, badge.link, session);
}

function textOf({ badge, bytes }: ReadFile): string {
  if (badge.jwt !== undefined) return badge.jwt;
  const plain = badge.format === 'json' ? new TextDecoder().decode(bytes).trim() : '';
  // The oldest badges are told where they were found: that belongs to them.
  const isWhole = plain.startsWith('{') && badge.placed !== true;
  return isWhole ? plain : JSON.stringify(badge.credential);
}

/** What was read, and out of what. */
interface ReadFile {
  readonly badge: ReadBadge & { readonly placed?: true };
  readonly bytes: Uint8Array;
}

async function readUrl(
  deps: VerifyAnythingDeps,
  url: string,
  session: EgressSession,
): Promise<ReadFile> {
  const carried = CARRIED_IN_LINK.test(url) ? await readLink(deps, url) : undefined;
  if (carried) return carried;
  if (url.length > MAX_URL) throw new BadgeError('url_invalid', 'The address is too long.');
  const ours = await ownBytes(deps, url);
  const found = ours ? { bytes: ours, url } : await fetchBadge(deps, url, session);
  const badge = await deps.read(found.bytes);
  if (badge.link === undefined) return { badge: placed(badge, found.url), bytes: found.bytes };
  // A picture at an address may show the badge itself, but not the way to yet another address.
  if (CARRIED_IN_LINK.test(badge.link)) return readLink(deps, badge.link);
  throw new BadgeError('link_in_link', 'The address leads to another address.');
}

async function readLink(deps: VerifyAnythingDeps, link: string): Promise<ReadFile> {
  const bytes = encode(link);
  return { badge: await deps.read(bytes), bytes };
}

/** The oldest badges do not say where they are: then they are where they were found. */
function placed(badge: ReadBadge, url: string): ReadFile['badge'] {
  const credential = badge.format === 'json' ? hostedAt(url, badge.credential) : undefined;
  return credential ? { ...badge, credential, placed: true } : badge;
}

/** What was read, and by which address. */
interface Found {
  readonly bytes: Uint8Array;
  readonly url: string;
}

async function ownBytes(deps: VerifyAnythingDeps, url: string): Promise<Uint8Array | undefined> {
  if (!URL.canParse(url)) return undefined;
  const page = await deps.ownPage(new URL(url));
  return page === undefined ? deps.local(url) : encode(page);
}

async function fetchBadge(
  deps: VerifyAnythingDeps,
  url: string,
  session: EgressSession,
): Promise<Found> {
  const first = await session.get(url, { accept: ACCEPT_BADGE_OR_PAGE, why: 'badge' });
  if (!isPage(first)) return { bytes: first.bytes, url };
  const target = targetOf(deps, first);
  if (target === undefined) return fetchAsJson(first.url, session);
  const local = await ownBytes(deps, target);
  if (local) return { bytes: local, url: target };
  const { bytes } = await session.get(target, { accept: ACCEPT_BADGE, why: 'badge' });
  return { bytes, url: target };
}

/** Platforms that prefer pages give the badge to those who take nothing else. */
async function fetchAsJson(url: string, session: EgressSession): Promise<Found> {
  try {
    const { bytes } = await session.get(url, { accept: ACCEPT_JSON, why: 'badge' });
    return { bytes, url };
  } catch (error) {
    if (!(error instanceof BadgeError) || error.code !== 'remote_content_type') throw error;
    throw new BadgeError('page_without_badge', 'The page names no badge in its head.');
  }
}

/** The first address that the page gives which can be asked at all. */
function targetOf(deps: VerifyAnythingDeps, { bytes, url }: Fetched): string | undefined {
  const links = deps.badgeLinksOf(bytes).filter((link) => URL.canParse(link, url));
  const targets = links.map((link) => new URL(link, url));
  return targets.find(({ protocol }) => protocol === 'https:')?.href;
}

function isPage({ contentType }: Fetched): boolean {
  return contentType === 'text/html';
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
