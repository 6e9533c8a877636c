import type { Gallery } from '../../../usecases/backpack/open-gallery.ts';
import type { Words } from '../../words.ts';
import type { Notice } from '../parts.ts';
import { doneNotice } from './backpack.ts';
import { type Patch, patchOf } from './backpack-patch.ts';

/** What a learner keeps and does not look at. */
export interface BackpackAwayView {
  readonly title: string;
  readonly notice: Notice;
  readonly patches: ReadonlyArray<
    Patch & { readonly action: string; readonly bringBackLabel: string }
  >;
}

export function backpackAwayView(words: Words, { away }: Gallery, done: unknown): BackpackAwayView {
  return {
    title: words.t('gallery.awayTitle'),
    notice: doneNotice(words, { shown: 'story.shown' }, done),
    patches: away.map((badge) => {
      const patch = patchOf(words, badge);
      return {
        ...patch,
        action: `${patch.href}/place`,
        bringBackLabel: words.t('gallery.bringBackNamed', { name: patch.name }),
      };
    }),
  };
}
