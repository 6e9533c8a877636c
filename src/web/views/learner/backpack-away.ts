import { isOver } from '../../../domain/removal.ts';
import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import type { Gallery } from '../../../usecases/backpack/open-gallery.ts';
import type { Words } from '../../words.ts';
import type { Notice } from '../parts.ts';
import { doneNotice } from './backpack.ts';
import { entryHref } from './backpack-hrefs.ts';
import { type Patch, patchOf } from './backpack-patch.ts';

/** What a learner keeps and does not look at. */
export interface BackpackAwayView {
  readonly title: string;
  readonly notice: Notice;
  readonly patches: ReadonlyArray<
    Patch & { readonly action: string; readonly bringBackLabel: string }
  >;
  readonly removed: readonly RemovedView[];
}

/** A badge that was handed back or deleted. */
interface RemovedView {
  readonly picture: string;
  readonly name: string;
  readonly inLanguage: string;
  readonly said: string;
  /** Takes it up again; empty when it is too late. */
  readonly action: string;
  readonly takeUpLabel: string;
}

const DONE = { shown: 'story.shown', removed: 'gallery.removed' } as const;

export function backpackAwayView(
  words: Words,
  { away, removed }: Gallery,
  now: Date,
  done: unknown,
): BackpackAwayView {
  return {
    title: words.t('gallery.awayTitle'),
    notice: doneNotice(words, DONE, done),
    patches: away.map((badge) => {
      const patch = patchOf(words, badge);
      return {
        ...patch,
        action: `${patch.href}/place`,
        bringBackLabel: words.t('gallery.bringBackNamed', { name: patch.name }),
      };
    }),
    removed: removed.map((entry) => removedView(words, entry, now)),
  };
}

function removedView(words: Words, entry: BackpackEntry, now: Date): RemovedView {
  const { picture, name, inLanguage } = patchOf(words, { kind: 'own', entry });
  const { award, answer, removal } = entry;
  const isLate = removal === undefined || isOver(removal, now);
  const said = answer === 'accepted' ? 'gallery.removedKept' : 'gallery.removedDeclined';
  return {
    picture,
    name,
    inLanguage,
    said: isLate
      ? words.t('gallery.removedOver')
      : words.t(said, { date: words.day(removal.dueAt) }),
    action: isLate ? '' : `${entryHref(award.id)}/take-up`,
    takeUpLabel: words.t('gallery.takeUpNamed', { name }),
  };
}
