import { achievementUrl } from '../../domain/achievement.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxRequest } from '../../domain/inbox.ts';
import { type Profile, profileUrl } from '../../domain/profile.ts';
import { mayTellCentre } from '../people/letters-an-hour.ts';
import type { Letter, Log, Mail } from '../ports.ts';
import type { BackpackDeps } from './deps.ts';
import { openShare, type ShareName } from './shares.ts';

/** A public page of ours that somebody wants looked at. */
export interface Reported {
  /** Who issued what the page shows: who reads the report. */
  readonly profile: Profile;
  /** Its path without any secret: of every share the same. */
  readonly about: string;
  readonly shareId?: string;
  /** What a badge is called. Nothing is told of what is behind a share. */
  readonly name?: string;
}

interface FindDeps extends Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex' | 'keyed'> {
  readonly origin: string;
}

interface ReportDeps extends FindDeps {
  readonly newId: () => string;
  readonly log: Log;
  readonly mail?: Mail;
}

/** Reports of one page that wait at once: more of them tell nothing new and hide what else waits. */
const MOST_OF_PAGE = 20;

/**
 * The page behind an address, which may be a path or the whole of it. Whoever asks holds the
 * address already: of a share nothing is told that the page itself does not tell.
 *
 * @throws {BadgeError} `not_found` for every other address
 */
export async function findReported(deps: FindDeps, address: string): Promise<Reported> {
  const [kind, name] = partsOf(deps.origin, address);
  const reported = name === undefined ? undefined : await pageOf(deps, kind, name);
  if (!reported) throw new BadgeError('not_found', 'No public page of ours.');
  return reported;
}

/** Whether an address holds a control key: short, so that trying keys out is slowed hard. */
export function holdsKey(origin: string, address: string): boolean {
  return partsOf(origin, address)[0] === 'v';
}

function partsOf(origin: string, address: string): string[] {
  if (!URL.canParse(address, origin)) return [];
  const url = new URL(address, origin);
  const [, kind, part] =
    /^\/(issuers|achievements|s|v|embed)\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  if (url.origin !== origin || kind === undefined || part === undefined) return [];
  try {
    return [kind, decodeURIComponent(part)];
  } catch {
    return [];
  }
}

async function pageOf(
  deps: FindDeps,
  kind: string | undefined,
  name: string,
): Promise<Reported | undefined> {
  const { store } = deps;
  if (kind === 'issuers') {
    const profile = await store.profiles.byHandle(name);
    return profile && { profile, about: new URL(profileUrl(profile)).pathname };
  }
  if (kind === 'achievements') {
    const achievement = await store.achievements.get(name);
    const profile = achievement && (await store.profiles.get(achievement.profileId));
    if (!profile) return undefined;
    return {
      profile,
      about: new URL(achievementUrl(achievement)).pathname,
      name: achievement.name,
    };
  }
  return sharePage(deps, kind === 'v' ? { key: name } : { token: name });
}

async function sharePage(deps: FindDeps, name: ShareName): Promise<Reported | undefined> {
  try {
    const { share } = await openShare(deps, name);
    const profile = await deps.store.profiles.get(share.profileId);
    return profile && { profile, about: '/s', shareId: share.id };
  } catch (error) {
    if (error instanceof BadgeError && ['not_found', 'code_typo'].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Puts what anyone has to say about a public page into the inbox of who issued it. Who says it is
 * not kept. A letter tells the centre that something waits, and nothing of what.
 *
 * @throws {BadgeError} `not_found` for an address that is no page of ours; `reported_enough`
 */
export async function reportPage(
  deps: ReportDeps,
  report: { readonly address: string; readonly text: string },
  letter: Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  const { profile, about, shareId } = await findReported(deps, report.address);
  const page = { about, ...(shareId === undefined ? {} : { shareId }) };
  const waiting = await deps.store.inbox.listWaitingAbout(profile.id, page, MOST_OF_PAGE);
  if (waiting.length >= MOST_OF_PAGE) {
    throw new BadgeError('reported_enough', 'Enough reports of this page wait.');
  }
  const request: InboxRequest = {
    id: deps.newId(),
    profileId: profile.id,
    kind: 'report',
    ...page,
    text: report.text,
    createdAt: deps.now().toISOString(),
  };
  if (!(await deps.store.inbox.insert(request))) throw new Error('A report was made twice.');
  deps.log('info', 'page_reported', { profile: profile.id });
  await tell(deps, profile, letter);
}

/** At most once an hour; the report is kept whatever becomes of the letter. */
async function tell(
  deps: ReportDeps,
  { id, email }: Profile,
  letter: Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  const { mail, log } = deps;
  if (!mail || email === undefined) return;
  try {
    if (!(await mayTellCentre(deps, id))) return;
    await mail.send({ to: email, ...letter });
  } catch (error) {
    const code = error instanceof BadgeError ? error.code : 'internal';
    log('warn', 'report_letter_failed', { profile: id, code });
  }
}
