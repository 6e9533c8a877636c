import type { Held } from './verdict.ts';

/** The page of a share, or of one of its badges, that a link of ours leads to; empty for any other. */
export function sharePageOf(held: Held | undefined, origin: string): string {
  if (held?.name !== 'link' || !URL.canParse(held.value)) return '';
  const url = new URL(held.value);
  const isShare = /^\/(s|v)\/[^/]+(\/\d{1,2})?$/.test(url.pathname);
  return url.origin === origin && isShare ? url.pathname : '';
}
