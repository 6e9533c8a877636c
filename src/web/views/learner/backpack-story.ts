import { insideNameOf, profileUrl } from '../../../domain/profile.ts';
import type { Story } from '../../../usecases/backpack/open-story.ts';
import { plainText } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { type AlignmentView, alignmentView } from '../alignments.ts';
import { type Notice, type Problems, problems } from '../parts.ts';
import { doneNotice, type GiftView, giftView } from './backpack.ts';
import { type OwnView, ownView, type StoryState } from './backpack-own.ts';
import { givenLine, type Patch, patchOf } from './backpack-patch.ts';
import { importHref } from './import.ts';

/** One badge: what it tells, what its learner made of it, who sees it. */
export interface BackpackStoryView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly patch: Patch;
  readonly imageAlt: string;
  readonly description: string;
  /** While it waits for an answer. */
  readonly gift: GiftView | false;
  /** What only a badge that is kept has. */
  readonly own: OwnView | false;
  readonly facts: ReadonlyArray<{ readonly label: string; readonly value: string }>;
  readonly issuer: { readonly name: string; readonly href: string } | false;
  readonly sentence: string;
  readonly criteria: SafeHtml | false;
  readonly alignments: readonly AlignmentView[];
  /** Of a badge of elsewhere: where it comes from and where that is checked. */
  readonly elsewhere: { readonly text: string; readonly href: string } | false;
}

const DONE = {
  kept: 'gallery.answered',
  words: 'story.wordsSaved',
  'no-words': 'story.wordsGone',
  collections: 'story.collectionsSaved',
  away: 'story.hidden',
  shown: 'story.shown',
  asked: 'story.correctAsked',
} as const;

export function backpackStoryView(
  words: Words,
  story: Story,
  state: StoryState,
): BackpackStoryView {
  const { badge, isKept, profile } = story;
  const patch = patchOf(words, badge);
  const entry = badge.kind === 'own' ? badge.entry : undefined;
  const achievement = entry?.achievement;
  const isWaiting = entry !== undefined && !isKept && !patch.isRevoked;
  const own = isKept && ownView(words, story, patch, state);
  return {
    title: patch.name,
    notice: doneNotice(words, DONE, state.done),
    problems: problems(words, state.errors ?? {}, own ? [own.words.field] : []),
    patch,
    imageAlt: plainText(achievement?.imageAlt),
    description: plainText(achievement?.description ?? importedDescription(story)),
    gift: isWaiting && giftView(words, entry, givenLine(words, entry, profile)),
    own,
    facts: factsOf(words, story),
    issuer: entry ? { name: plainText(insideNameOf(profile)), href: profileUrl(profile) } : false,
    sentence: plainText(entry?.award.sentence),
    criteria: achievement ? markdownToHtml(achievement.criteria) : false,
    alignments: alignmentsOf(story).map(alignmentView),
    elsewhere: elsewhereOf(words, story),
  };
}

function factsOf(words: Words, { badge }: Story): BackpackStoryView['facts'] {
  if (badge.kind === 'import') {
    return [{ label: words.t('story.added'), value: words.day(badge.badge.importedAt) }];
  }
  const { workshop, award, correctedAt } = badge.entry;
  const hours = new Intl.NumberFormat(words.language).format(workshop?.hours ?? 0);
  const facts = [
    { label: words.t('story.workshop'), value: plainText(workshop?.title) },
    { label: words.t('story.date'), value: words.day(workshop?.date) },
    {
      label: words.t('story.hours'),
      value: workshop?.hours ? words.t('story.hoursValue', { hours }) : '',
    },
    { label: words.t('story.awarded'), value: words.day(award.awardedDate) },
    { label: words.t('story.corrected'), value: words.day(correctedAt) },
  ];
  return facts.filter(({ value }) => value !== '');
}

function alignmentsOf({ badge }: Story) {
  return badge.kind === 'own' ? badge.entry.achievement.alignments : badge.badge.alignments;
}

function importedDescription({ badge }: Story): string {
  return badge.kind === 'import' ? badge.badge.description : '';
}

function elsewhereOf(words: Words, { badge }: Story): BackpackStoryView['elsewhere'] {
  if (badge.kind === 'own') return false;
  const domain = plainText(badge.badge.issuerDomain, 253);
  const text = domain
    ? words.t('story.elsewhereText', { domain })
    : words.t('story.elsewhereAnonymous');
  return { text, href: importHref(badge.badge.id) };
}
