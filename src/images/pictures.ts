import type { Store } from '../usecases/ports.ts';
import { drawBadge, emblemFor } from './badge-art.ts';
import { createRasteriser } from './rasterise.ts';

/** Pixels of the picture that badges are baked into. */
const SIZE = 600;

/** The pictures of achievements: drawn once, made into pixels once, kept by their content. */
export function createPictures(deps: {
  store: Pick<Store, 'pictures'>;
  sha256Hex: (text: string) => string;
}) {
  const rasteriser = createRasteriser();
  return {
    /** The crest of an achievement: a self-contained SVG. */
    draw({ seed, name, words }: { seed: string; name: string; words: readonly string[] }): string {
      return drawBadge({ seed, emblem: emblemFor(words), title: name });
    },

    /** The drawing as PNG. */
    async png({ svg }: { readonly svg: string }): Promise<Uint8Array> {
      const hash = deps.sha256Hex(`${SIZE}|${svg}`);
      const kept = await deps.store.pictures.get(hash);
      if (kept) return kept;
      const made = await rasteriser.png(svg, SIZE);
      await deps.store.pictures.put(hash, made);
      return made;
    },
  };
}
