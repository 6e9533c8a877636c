import type { ImportedBadge } from '../../../domain/backpack.ts';
import type { VerificationReport } from '../../../domain/verification.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import type { CredentialContent } from '../verifier/credential-content.ts';
import type { GuarantorView } from '../verifier/guarantor.ts';
import { verdictView } from '../verifier/verdict.ts';
import { entryHref, shareEntryHref } from './backpack-hrefs.ts';

/** The form that takes a badge of elsewhere. */
export interface ImportView {
  readonly title: string;
  readonly problems: Problems;
  readonly file: Field;
  readonly text: Field;
  readonly link: Field;
}

/** What was typed, and why it was not taken. */
export interface ImportState {
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function importView(words: Words, state: ImportState = {}): ImportView {
  const { typed, errors = {}, refusal } = state;
  const parts = {
    file: { name: 'file', label: words.t('import.file'), hint: words.t('import.fileHint') },
    link: { name: 'link', label: words.t('import.link'), hint: words.t('import.linkHint') },
    text: { name: 'text', label: words.t('import.text'), hint: words.t('import.textHint') },
  };
  return {
    title: words.t('import.title'),
    problems: problems(words, errors, Object.values(parts), refusal),
    file: field({ ...parts.file, type: 'file' }, {}, errors),
    link: field({ ...parts.link, type: 'url', maxlength: 8192 }, typed, errors),
    text: field({ ...parts.text, rows: 5 }, typed, errors),
  };
}

/** One badge of elsewhere, as it was found to be a moment ago. */
export interface ImportedView {
  readonly title: string;
  readonly notice: Notice;
  readonly picture: string;
  readonly added: string;
  readonly tone: string;
  readonly headline: string;
  readonly why: string;
  readonly guarantorTitle: string;
  readonly guarantor: GuarantorView;
  readonly notProves: readonly string[];
  readonly isClaimed: boolean;
  readonly content: CredentialContent;
  /** Empty for what has been found to be false since. */
  readonly shareHref: string;
  /** Its page in the backpack: words, collections. */
  readonly entryHref: string;
  readonly fileHref: string;
  readonly removeAction: string;
}

export function importedView(
  words: Words,
  badge: ImportedBadge,
  report: VerificationReport,
  { origin, done }: { readonly origin: string; readonly done: boolean },
): ImportedView {
  const verdict = verdictView(words, report, origin);
  const title = plainText(badge.name) || words.t('verdict.noName');
  return {
    title,
    notice: done ? { kind: 'good', text: words.t('import.done') } : NO_NOTICE,
    picture: badge.pictureHash === undefined ? '' : importPictureHref(badge.id),
    added: words.t('import.added', { date: words.day(badge.importedAt) }),
    tone: verdict.tone,
    headline: verdict.headline,
    why: verdict.why,
    guarantorTitle: verdict.guarantorTitle,
    guarantor: verdict.guarantor,
    // Of the person behind a badge of elsewhere nothing is known here at all.
    notProves: [words.t('import.notYours'), words.t('import.notOurs')],
    isClaimed: verdict.isClaimed,
    content: verdict.content,
    shareHref: verdict.tone === 'bad' ? '' : shareEntryHref(badge.id),
    entryHref: entryHref(badge.id),
    fileHref: `${importHref(badge.id)}/file`,
    removeAction: `${importHref(badge.id)}/remove`,
  };
}

/** Before a badge of elsewhere goes for good. */
export interface RemoveImportView {
  readonly title: string;
  readonly name: string;
  readonly action: string;
  readonly back: string;
}

export function removeImportView(words: Words, { id, name }: ImportedBadge): RemoveImportView {
  return {
    title: words.t('import.removeTitle'),
    name: plainText(name) || words.t('verdict.noName'),
    action: `${importHref(id)}/remove`,
    back: importHref(id),
  };
}

export function importHref(importId: string): string {
  return `/backpack/imports/${encodeURIComponent(importId)}`;
}

export function importPictureHref(importId: string): string {
  return `${importHref(importId)}/picture.png`;
}
