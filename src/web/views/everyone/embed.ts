import type { Share } from '../../../domain/share.ts';
import type { Words } from '../../words.ts';
import type { ShareGraph } from './share-graph.ts';
import { type CheckedBadge, type ListPlace, type ShareLine, shareListView } from './share-list.ts';

/** A public page as it stands inside another site: nothing to press but the way to the whole of it. */
export interface EmbedView {
  readonly title: string;
  /** Of several badges; empty for one, whose name is the heading. */
  readonly heading: string;
  readonly badges: readonly ShareLine[];
  readonly href: string;
  readonly check: string;
  readonly graph: ShareGraph;
}

export function embedView(
  words: Words,
  share: Share,
  checked: readonly CheckedBadge[],
  place: ListPlace,
): EmbedView {
  const { graph, lines } = shareListView(words, share, checked, place);
  return {
    title: graph.title,
    heading: lines.length > 1 ? graph.title : '',
    badges: lines,
    href: place.origin + place.path,
    check: words.t(lines.length > 1 ? 'embed.checkMany' : 'embed.check'),
    graph,
  };
}
