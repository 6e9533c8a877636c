import type { Request, Response } from 'express';
import { FILE_FORMATS, type FileFormat } from '../domain/award.ts';
import { BadgeError } from '../domain/errors.ts';
import { groupedCode } from '../domain/typed-code.ts';
import type { VerificationReport } from '../domain/verification.ts';
import { openShareWhole } from '../usecases/backpack/named-copies.ts';
import { noteCheck } from '../usecases/backpack/note-check.ts';
import { secretsOf } from '../usecases/backpack/share-secrets.ts';
import type { OpenedShare, SharedBadge, ShareName } from '../usecases/backpack/shares.ts';
import { refusalFor } from './check-form.ts';
import type { WebDeps } from './deps.ts';
import { countOpening } from './opening.ts';
import type { SendPage } from './pages.ts';
import { shareView } from './views/everyone/share.ts';
import { type CheckedBadge, shareListView } from './views/everyone/share-list.ts';

/** How a share was asked for, and where its pages stand. */
export interface Opening {
  readonly name: ShareName;
  /** `/s/TOKEN` or `/v/KEY`. */
  readonly path: string;
  /** Behind the path: the number of a badge, with the end of a file's name or without; empty for all. */
  readonly part: string;
}

/** An issuer that answers slowly keeps nobody from the answers that are there. */
const LATE_MS = 1_500;

/** Answers with what a share shows, or with the one page of everything that shows nothing. */
export async function showShare(
  deps: WebDeps,
  sendPage: SendPage,
  { req, res }: { readonly req: Request; readonly res: Response },
  opening: Opening,
): Promise<void> {
  const opened = await openOrNothing(deps, opening.name);
  if (!opened) return sendClosed(sendPage, req, res);
  const { share, badges } = opened;
  const [, digits = '', format = ''] = /^(\d{1,2})?(?:\.(\w+))?$/.exec(opening.part) ?? [];
  const isWhole = opening.part === '';
  const number = isWhole ? 1 : Number(digits);
  const badge = badges[number - 1];
  if (!badge) return sendClosed(sendPage, req, res);
  if (format !== '') return sendFile(deps, sendPage, { req, res }, badge, format);
  if (isWhole) await bestEffort(deps, 'opening_not_counted', countOpening(deps, req, share));
  const { origin } = deps;
  const key = groupedCode(secretsOf(deps, share).key);
  const now = deps.now();
  // Whoever asks for one by its number waits for its answer, however late.
  const checked = isWhole
    ? await checkAll(deps, badges)
    : [{ badge, report: await verify(deps, badge) }];
  const report = checked[0]?.report;
  if (checked.length > 1 || !report) {
    return sendPage(req, res, 'share-list', (words) =>
      shareListView(words, share, checked, { origin, path: opening.path, key, now }),
    );
  }
  const place = {
    origin,
    path: opening.path,
    key,
    number,
    isOnly: badges.length === 1,
    self: (await deps.linkOfWhole(badge.text)) ?? '/verify',
    formats: formatsOf(badge),
    now,
  };
  sendPage(req, res, 'share', (words) => shareView(words, share, badge, report, place));
}

/** @throws {BadgeError} `code_typo` */
export async function openOrNothing(
  deps: WebDeps,
  name: ShareName,
): Promise<OpenedShare | undefined> {
  try {
    return await openShareWhole(deps, name);
  } catch (error) {
    if (error instanceof BadgeError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** The same bytes whatever the reason, and wherever it is asked for. */
export function sendClosed(sendPage: SendPage, req: Request, res: Response): void {
  res.status(404);
  sendPage(req, res, 'share-closed', (words) => ({ title: words.t('share.closed') }));
}

/** Every badge with its answer; without one where the issuer takes its time. */
export function checkAll(deps: WebDeps, badges: readonly SharedBadge[]): Promise<CheckedBadge[]> {
  return Promise.all(
    badges.map(async (badge) => {
      const report = verify(deps, badge);
      if (!badge.imported) return { badge, report: await report };
      return { badge, report: await Promise.race([report, late()]) };
    }),
  );
}

/** Its learner hears what was found of a badge of elsewhere: their gallery says it. */
async function verify(deps: WebDeps, { text, imported }: SharedBadge): Promise<VerificationReport> {
  const report = await deps.verifyBytes(new TextEncoder().encode(text));
  if (imported) await bestEffort(deps, 'check_not_noted', noteCheck(deps, imported, report));
  return report;
}

/** Whoever opens a share waits for its answer, not for our notes: a full disk keeps none of it back. */
async function bestEffort(
  { log }: Pick<WebDeps, 'log'>,
  what: string,
  done: Promise<void>,
): Promise<void> {
  try {
    await done;
  } catch (error) {
    const { code } = refusalFor(error);
    log('warn', what, { code });
  }
}

function late(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), LATE_MS).unref());
}

/** What came from elsewhere is handed on as it came. */
function formatsOf({ credential, text }: SharedBadge): readonly FileFormat[] {
  if (credential) return FILE_FORMATS;
  return [text.startsWith('{') ? 'json' : 'jwt'];
}

async function sendFile(
  deps: WebDeps,
  sendPage: SendPage,
  { req, res }: { readonly req: Request; readonly res: Response },
  badge: SharedBadge,
  asked: string,
): Promise<void> {
  const format = formatsOf(badge).find((one) => one === asked);
  if (!format) return sendClosed(sendPage, req, res);
  if (!badge.credential) {
    res.attachment(`badge.${format}`);
    res.type(format === 'json' ? 'application/json' : 'text/plain').send(badge.text);
    return;
  }
  const file = await deps.file(badge.credential.id, format);
  res.attachment(file.name);
  res.setHeader('Content-Type', file.mediaType);
  res.send(Buffer.from(file.bytes));
}
