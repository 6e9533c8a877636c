import type { Achievement } from '../domain/achievement.ts';
import type { Store } from '../usecases/ports.ts';
import { drawBadge, emblemFor, svgAround } from './badge-art.ts';
import { createRasteriser } from './rasterise.ts';

/** Pixels of the picture that badges are baked into. */
const SIZE = 600;

type Pictured = Pick<Achievement, 'svg' | 'pictureHash'>;

/** The pictures of achievements: drawn once, made into pixels once, kept by their content. */
export function createPictures(deps: {
  store: Pick<Store, 'pictures'>;
  sha256Hex: (text: string) => string;
}) {
  const rasteriser = createRasteriser();
  const uploaded = async (hash: string) => {
    const kept = await deps.store.pictures.get(hash);
    if (!kept) throw new Error('An achievement has lost its picture.');
    return kept;
  };
  return {
    /** The crest of an achievement: a self-contained SVG. */
    draw({ seed, name, words }: { seed: string; name: string; words: readonly string[] }): string {
      return drawBadge({ seed, emblem: emblemFor(words), title: name });
    },

    /** The drawing as PNG, or the picture that was uploaded. */
    async png({ svg, pictureHash }: Pictured): Promise<Uint8Array> {
      if (pictureHash !== undefined) return uploaded(pictureHash);
      const hash = deps.sha256Hex(`${SIZE}|${svg}`);
      const kept = await deps.store.pictures.get(hash);
      if (kept) return kept;
      const made = await rasteriser.png(svg, SIZE);
      await deps.store.pictures.put(hash, made);
      return made;
    },

    /** The drawing, or an SVG that holds the picture that was uploaded: nothing to load either way. */
    async svg({ svg, pictureHash, name }: Pictured & { readonly name: string }): Promise<string> {
      if (pictureHash === undefined) return svg;
      const base64 = Buffer.from(await uploaded(pictureHash)).toString('base64');
      return svgAround(
        name,
        `<image width="${SIZE}" height="${SIZE}" href="data:image/png;base64,${base64}"/>`,
      );
    },
  };
}
