import type { CredentialKind } from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';

/** What it is, for people; `undefined` for a badge of today, which needs no word. */
export function kindWords(
  words: Words,
  kind: CredentialKind,
): { readonly tag: string; readonly text: string } | undefined {
  if (kind === 'open-badge-2') {
    return { tag: words.t('verdict.kindOldTag'), text: words.t('verdict.kindOld') };
  }
  if (kind === 'endorsement') {
    return { tag: words.t('verdict.kindEndorsementTag'), text: words.t('verdict.kindEndorsement') };
  }
  if (kind === 'credential') {
    return { tag: words.t('verdict.kindOtherTag'), text: words.t('verdict.kindOther') };
  }
  return undefined;
}
