import { FILE_FORMATS } from '../../../domain/award.ts';
import type { Share } from '../../../domain/share.ts';
import { MOST_OWN_WORDS } from '../../../usecases/backpack/notes.ts';
import { entryIdOf } from '../../../usecases/backpack/open-gallery.ts';
import type { Story } from '../../../usecases/backpack/open-story.ts';
import { isGood } from '../../../usecases/backpack/shown.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices, type Field, field } from '../parts.ts';
import { entryHref, shareEntryHref } from './backpack-hrefs.ts';
import type { Patch } from './backpack-patch.ts';
import { takeAlongHref } from './take-along.ts';

/** What a learner may do with a badge that they keep, and what they made of it. */
export interface OwnView {
  readonly shareHref: string;
  readonly words: {
    readonly action: string;
    readonly said: string;
    readonly field: Field;
    readonly open: boolean;
  };
  readonly photos: ReadonlyArray<{
    readonly src: string;
    readonly alt: string;
    readonly removeAction: string;
  }>;
  readonly shares: ReadonlyArray<{ readonly href: string; readonly text: string }>;
  readonly collections: {
    readonly action: string;
    readonly choices: Choices | false;
    /** Those that it is in now, to be sent back: another tab may change them meanwhile. */
    readonly seen: readonly string[];
  };
  readonly newCollectionHref: string;
  readonly files: ReadonlyArray<{
    readonly href: string;
    readonly format: string;
    readonly label: string;
  }>;
  readonly papers:
    | { readonly certificate: string; readonly badge: string; readonly elsewhere: string }
    | false;
  readonly place: { readonly action: string; readonly isAway: boolean; readonly isShared: boolean };
  /** Where it is deleted; empty for a badge of elsewhere. */
  readonly removeHref: string;
  readonly correction:
    | {
        readonly href: string;
        readonly waiting: string;
        /** What became of it; empty while it waits, and where the badge itself tells. */
        readonly answered: string;
        /** What the centre wrote; empty for nothing. */
        readonly reason: string;
      }
    | false;
}

/** What was just done, or a form that was refused. */
export interface StoryState {
  readonly done?: unknown;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function ownView(words: Words, story: Story, patch: Patch, state: StoryState): OwnView {
  const { badge, note, shares } = story;
  const id = entryIdOf(badge);
  const href = entryHref(id);
  const isOwn = badge.kind === 'own';
  const said = plainText(note?.ownWords);
  return {
    shareHref: isGood(badge) ? shareEntryHref(id) : '',
    words: {
      action: `${href}/words`,
      said,
      field: wordsField(words, said, state),
      open: state.errors?.['ownWords'] !== undefined,
    },
    photos: story.photos.map((photo, at) => ({
      src: `/backpack/photos/${encodeURIComponent(photo.id)}`,
      alt: words.t('story.photoAlt', { number: at + 1 }),
      removeAction: `/backpack/photos/${encodeURIComponent(photo.id)}/remove`,
    })),
    shares: shares.map((share) => shareLine(words, share)),
    collections: collectionsOf(words, story, id, `${href}/collections`),
    newCollectionHref: `/backpack/collections/new?entry=${encodeURIComponent(id)}`,
    files: isOwn ? filesOf(words, href, patch.name) : [],
    papers:
      isOwn && !patch.isRevoked
        ? {
            certificate: `${href}/certificate.pdf`,
            badge: `${href}/paper.pdf`,
            elsewhere: takeAlongHref(id),
          }
        : false,
    place: {
      action: `${href}/place`,
      isAway: note?.hidden === true,
      isShared: shares.length > 0,
    },
    removeHref: isOwn ? `${href}/remove` : '',
    correction: isOwn && !patch.isRevoked && correctionOf(words, story, href),
  };
}

function wordsField(words: Words, said: string, { typed, errors }: StoryState): Field {
  const parts = {
    name: 'ownWords',
    label: words.t('story.wordsLabel'),
    hint: words.t('story.wordsHint', { max: MOST_OWN_WORDS }),
    value: said,
    maxlength: MOST_OWN_WORDS,
    rows: 5,
  };
  return field(parts, typed, errors);
}

function shareLine(words: Words, { id, kind, label, expiresAt }: Share) {
  const unnamed = kind === 'public' ? 'story.sharePublic' : 'story.shareUnnamed';
  return {
    href: `/backpack/shares/${encodeURIComponent(id)}`,
    text: words.t('story.shareLine', {
      label: plainText(label) || words.t(unnamed),
      date: words.day(expiresAt),
    }),
  };
}

function collectionsOf(
  words: Words,
  { collections }: Story,
  id: string,
  action: string,
): OwnView['collections'] {
  const seen = collections.filter(({ entryIds }) => entryIds.includes(id)).map((one) => one.id);
  if (collections.length === 0) return { action, choices: false, seen };
  const ticked = choices(
    {
      name: 'collections',
      type: 'checkbox',
      label: words.t('story.collectionsLabel'),
      options: collections.map((one) => ({ value: one.id, label: plainText(one.title) })),
    },
    seen,
  );
  return { action, choices: ticked, seen };
}

function filesOf(words: Words, href: string, name: string) {
  return FILE_FORMATS.map((one) => {
    const format = one.toUpperCase();
    return {
      href: `${href}/${one}`,
      format,
      label: words.t('story.downloadFormat', { name, format }),
    };
  });
}

/** What became of what they asked for; what was corrected without a word stands among the facts. */
function correctionOf(words: Words, { correction }: Story, href: string) {
  const { answer, createdAt } = correction ?? {};
  const isWaiting = correction !== undefined && answer === undefined;
  const reason = plainText(answer?.reason);
  const isTold = answer !== undefined && (answer.outcome === 'refused' || reason !== '');
  const said = answer?.outcome === 'refused' ? 'story.correctRefused' : 'story.correctAnswered';
  return {
    href: `${href}/correction`,
    waiting: isWaiting ? words.t('story.correctWaiting', { date: words.day(createdAt) }) : '',
    answered: isTold ? words.t(said, { date: words.day(answer.at) }) : '',
    reason,
  };
}
