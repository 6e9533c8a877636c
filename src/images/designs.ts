import { createHash } from 'node:crypto';
import type { BadgeDesign } from '../domain/badge-design.ts';
import { designWords } from '../domain/design-words.ts';
import { createSay, type Sentences } from '../domain/sentences.ts';
import type { Store } from '../usecases/ports.ts';
import { drawDesign } from './draw-design.ts';
import { drawIconTile } from './icon-tile.ts';
import type { PictureCage } from './picture-cage.ts';
import { createRemakePicture } from './remake-picture.ts';
import { type FoundIcon, type IconIndex, loadIconIndex } from './search-icons.ts';

export interface IconChoice extends FoundIcon {
  /** A small SVG. */
  readonly svg: string;
}

interface DesignDeps {
  readonly store: Pick<Store, 'pictures'>;
  readonly inCage: PictureCage;
  /** What is said of pictures, in each language. */
  readonly sentences: Readonly<Record<'fr' | 'en', Sentences>>;
}

/** What makes the pictures of badges that people describe. */
export function createDesigns(deps: DesignDeps) {
  const remakePicture = createRemakePicture(deps.inCage);
  const chosen = createTiles();
  let loading: Promise<IconIndex> | undefined;
  const index = () => {
    loading ??= loadIconIndex();
    return loading;
  };
  return {
    draw: drawDesign,

    /** What a design shows, in words: nothing is drawn for it. */
    async describe(design: BadgeDesign, language: 'fr' | 'en'): Promise<string> {
      const known = (await index()).find(design.icon, language);
      const say = createSay(deps.sentences[language], language);
      return designWords(say, design, known?.label ?? design.icon.replaceAll('-', ' '));
    },

    /** At most 60, the best first; read at the first question. */
    async searchIcons(query: string, language: 'fr' | 'en'): Promise<readonly IconChoice[]> {
      return Promise.all((await index()).search(query, language).map(chosen));
    },

    /** One icon by its name; nothing when it is not in the set. */
    async icon(name: string, language: 'fr' | 'en'): Promise<IconChoice | undefined> {
      const icon = (await index()).find(name, language);
      return icon && chosen(icon);
    },

    /**
     * Makes a picture from outside anew and keeps it.
     *
     * @param show told the hash before the picture is kept; it is not when this throws
     * @returns the SHA-256 of its pixels' file, under which it is kept
     * @throws {BadgeError} as `createRemakePicture` says
     */
    async remake(bytes: Uint8Array, show?: (hash: string) => Promise<void>): Promise<string> {
      const png = await remakePicture(bytes);
      const hash = createHash('sha256').update(png).digest('hex');
      await show?.(hash);
      await deps.store.pictures.put(hash, png);
      return hash;
    },
  };
}

/** Adds the drawing to an icon; each is drawn once. */
function createTiles() {
  const tiles = new Map<string, string>();
  return async ({ name, label }: FoundIcon): Promise<IconChoice> => {
    const svg = tiles.get(name) ?? (await drawIconTile(name));
    tiles.set(name, svg);
    return { name, label, svg };
  };
}
