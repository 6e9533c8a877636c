import { BadgeError } from '../domain/errors.ts';
import { md5Hex } from '../domain/md5.ts';
import type { VerificationReport } from '../domain/verification.ts';
import { checkSize } from './api/verifications.ts';
import type { WebDeps } from './deps.ts';
import type { FormParts } from './read-form-data.ts';
import { type AskedIdentity, askIdentity } from './views/verifier/identity.ts';
import type { Held } from './views/verifier/verdict.ts';

/** More than this is not sent to and fro inside a page. */
const MAX_HELD = 64 * 1024;
/** A link may carry the whole badge. */
const MAX_LINK = 8192;
const MAX_TYPED = 200;

type Deps = Pick<WebDeps, 'verifyBytes' | 'verifyUrl' | 'carriedText' | 'sha256Hex'>;

/** A badge as a visitor gave it, and all that was found about it. */
export interface GivenBadge {
  readonly report: VerificationReport;
  readonly held: Held | undefined;
  readonly asked: AskedIdentity | undefined;
}

/**
 * Verifies the file, the text or the link of a form.
 *
 * @param count stands before it is verified: see `countKeys`
 * @throws {BadgeError} `empty_body`, `form_invalid`, `url_invalid`, `body_too_large`, and what the verifier says
 */
export async function verifyGiven(
  deps: Deps,
  form: FormParts,
  count: (given: Uint8Array | string) => Promise<void>,
): Promise<GivenBadge> {
  const { fields } = form;
  const given = givenIn(form);
  await count(given);
  const isLink = typeof given === 'string';
  const report = isLink ? await deps.verifyUrl(given) : await deps.verifyBytes(given);
  return {
    report,
    held: isLink
      ? { name: 'link', value: given }
      : await heldOf(deps, given, textIn(fields, 'text')),
    asked: await askedOf(deps, report, textIn(fields, 'identity')),
  };
}

/**
 * The one badge of a form: the bytes of its `file` or its `text`, or the address in its `link`.
 *
 * @throws {BadgeError} `empty_body`, `form_invalid`, `url_invalid`, `body_too_large`
 */
export function givenIn({ fields, file }: FormParts): Uint8Array | string {
  const text = textIn(fields, 'text');
  const link = textIn(fields, 'link');
  const given = [file, text, link].filter((one) => one !== undefined);
  if (given.length === 0) throw new BadgeError('empty_body', 'Nothing was given.');
  if (given.length > 1) throw new BadgeError('form_invalid', 'More than one badge was given.');
  // Cut short it would be another address, or a badge that is changed.
  if (link && link.length > MAX_LINK) throw new BadgeError('url_invalid', 'The link is too long.');
  return link ?? checkSize(file ?? new TextEncoder().encode(text));
}

/** What carries on to the next question: the text that was typed, or the one inside the file. */
async function heldOf(deps: Deps, bytes: Uint8Array, typed?: string): Promise<Held | undefined> {
  const value = typed ?? (await deps.carriedText(bytes));
  return value.length > MAX_HELD ? undefined : { name: 'text', value };
}

async function askedOf(
  { sha256Hex }: Deps,
  { credential }: VerificationReport,
  typed: string | undefined,
): Promise<AskedIdentity | undefined> {
  if (typed === undefined) return undefined;
  const hashes = { sha256: sha256Hex, md5: md5Hex };
  return askIdentity(credential, typed.slice(0, MAX_TYPED), hashes);
}

function textIn(fields: FormParts['fields'], name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
