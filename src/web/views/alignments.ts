import type { Alignment } from '../../domain/achievement.ts';
import { plainText, safeHref } from '../plain-text.ts';

export interface AlignmentView {
  readonly name: string;
  readonly framework: string;
  readonly code: string;
  readonly href: string;
}

export function alignmentView(
  alignment: Pick<Alignment, 'name' | 'framework' | 'code' | 'url'>,
): AlignmentView {
  return {
    name: plainText(alignment.name, 300),
    framework: plainText(alignment.framework, 200),
    code: plainText(alignment.code, 100),
    href: safeHref(alignment.url),
  };
}
