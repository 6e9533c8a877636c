import type { Collection } from '../../../domain/backpack.ts';
import { type CollectionText, MOST_IN_TITLE } from '../../../usecases/backpack/collections.ts';
import { entryIdOf, type KeptBadge, type Shelf } from '../../../usecases/backpack/open-gallery.ts';
import { isGood } from '../../../usecases/backpack/shown.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Notice, type Problems, problems } from '../parts.ts';
import { doneNotice } from './backpack.ts';
import { collectionHref } from './backpack-hrefs.ts';
import { type Patch, patchOf } from './backpack-patch.ts';

/** Some badges under a title of the learner's own. */
export interface BackpackCollectionView {
  readonly title: string;
  readonly notice: Notice;
  readonly count: string;
  readonly patches: readonly Patch[];
  /** Empty while there is nothing to show. */
  readonly shareHref: string;
  readonly changeHref: string;
  readonly removeAction: string;
}

export function backpackCollectionView(
  words: Words,
  { collection, badges }: Shelf,
  done: unknown,
): BackpackCollectionView {
  const href = collectionHref(collection.id);
  const patches = badges.map((badge) => patchOf(words, badge));
  const isShowable = badges.some(isGood);
  return {
    title: plainText(collection.title),
    notice: doneNotice(words, { saved: 'collection.saved' }, done),
    count: words.t('collection.count', { count: patches.length }),
    patches,
    shareHref: isShowable ? `/backpack/share?collection=${encodeURIComponent(collection.id)}` : '',
    changeHref: `${href}/change`,
    removeAction: `${href}/remove`,
  };
}

/** The form of a collection, new or not. */
export interface CollectionFormView {
  readonly title: string;
  readonly problems: Problems;
  readonly action: string;
  readonly back: string;
  readonly submit: string;
  readonly name: Field;
  readonly badges: ReadonlyArray<Patch & { readonly chosen: boolean }>;
  /** What it was when the page was read, to be sent back: another tab may change it meanwhile. */
  readonly seen: { readonly title: string; readonly entries: string } | false;
}

export interface CollectionFormState {
  /** What is changed; absent when it is a new one. */
  readonly collection?: Collection;
  /** The entries that are ticked. */
  readonly chosen: readonly string[];
  /** What the page was read with that was sent; what is there now when it is left out. */
  readonly seen?: CollectionText;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function collectionFormView(
  words: Words,
  kept: readonly KeptBadge[],
  state: CollectionFormState,
): CollectionFormView {
  const { collection, chosen, typed, errors = {}, refusal } = state;
  const href = collection && collectionHref(collection.id);
  const name = field(
    {
      name: 'title',
      label: words.t('collection.titleLabel'),
      hint: words.t('collection.titleHint'),
      value: plainText(collection?.title),
      required: true,
      maxlength: MOST_IN_TITLE,
    },
    typed,
    errors,
  );
  return {
    title: words.t(collection ? 'collection.change' : 'collection.new'),
    problems: problems(words, errors, [name], refusal),
    action: href ? `${href}/change` : '/backpack/collections',
    back: href ?? '/backpack',
    submit: words.t(collection ? 'collection.save' : 'collection.create'),
    name,
    badges: kept.map((badge) => ({
      ...patchOf(words, badge),
      chosen: chosen.includes(entryIdOf(badge)),
    })),
    seen: collection ? seenField(state.seen ?? seenOf(collection, kept)) : false,
  };
}

/** In one field, since a form has room for so many. */
function seenField({ title, entryIds }: CollectionText) {
  return { title, entries: entryIds.join(' ') };
}

/** What is put away stands on no form: so it keeps its place. */
function seenOf({ title, entryIds }: Collection, kept: readonly KeptBadge[]): CollectionText {
  const shown = new Set(kept.map(entryIdOf));
  return { title, entryIds: entryIds.filter((id) => shown.has(id)) };
}
