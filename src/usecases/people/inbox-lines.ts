import type { Achievement } from '../../domain/achievement.ts';
import type { InboxRequest } from '../../domain/inbox.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOpen, type Share } from '../../domain/share.ts';
import type { Store } from '../ports.ts';
import { type AwardLine, readAwardLines } from './award-lines.ts';

/** A request with what it points to. What was erased meanwhile is absent. */
export interface InboxLine {
  readonly request: InboxRequest;
  /** Who asks for a correction, or whose share is reported. */
  readonly learner?: Learner;
  /** Of a correction its badge, of a share the first of its badges. */
  readonly line?: AwardLine;
  readonly share?: Share;
  /** Of a report about the page of a badge. */
  readonly achievement?: Achievement;
  /** Of a report about a share: whether it is still open. */
  readonly isShareOpen: boolean;
}

/** What requests of one centre point to. The order stays. */
export async function readLines(
  { store, now }: { readonly store: Store; readonly now: () => Date },
  profileId: string,
  requests: readonly InboxRequest[],
): Promise<InboxLine[]> {
  const shareIds = new Set(requests.flatMap(({ shareId }) => shareId ?? []));
  const found = await store.shares.getMany(profileId, [...shareIds]);
  const shares = new Map(found.map((share) => [share.id, share]));
  const awardOf = ({ awardId, shareId = '' }: InboxRequest) =>
    awardId ?? shares.get(shareId)?.entryIds[0];
  const [awards, achievements] = await Promise.all([
    store.awards.getMany(requests.flatMap((request) => awardOf(request) ?? [])),
    store.achievements.getMany(requests.flatMap((request) => achievementIn(request) ?? [])),
  ]);
  const own = awards.filter((award) => award.profileId === profileId);
  const pages = new Map(achievements.map((achievement) => [achievement.id, achievement]));
  const read = await readAwardLines(store, profileId, own);
  const lines = new Map(read.map((line) => [line.award.id, line]));
  const learnerOf = ({ learnerId, shareId }: InboxRequest) =>
    learnerId ?? shares.get(shareId ?? '')?.learnerId;
  const ids = new Set(requests.flatMap((request) => learnerOf(request) ?? []));
  const people = await store.learners.getMany(profileId, [...ids]);
  const learners = new Map(people.map((learner) => [learner.id, learner]));
  return requests.map((request) => {
    const learner = learners.get(learnerOf(request) ?? '');
    const line = lines.get(awardOf(request) ?? '');
    const achievement = pages.get(achievementIn(request) ?? '');
    const share = shares.get(request.shareId ?? '');
    return {
      request,
      ...(learner ? { learner } : {}),
      ...(line ? { line } : {}),
      ...(share ? { share } : {}),
      ...(achievement ? { achievement } : {}),
      isShareOpen: share !== undefined && isOpen(share, now()),
    };
  });
}

/** The badge whose page was reported. */
function achievementIn({ about }: InboxRequest): string | undefined {
  return /^\/achievements\/([^/]+)$/.exec(about ?? '')?.[1];
}
