/** What somebody asks of a centre: a learner a correction, anyone to look at a public page. */
export interface InboxRequest {
  readonly id: string;
  readonly profileId: string;
  readonly kind: 'correction' | 'report';
  /** Of a correction. */
  readonly awardId?: string;
  readonly learnerId?: string;
  /** Of a report: the page that it is about, as a path without any secret. */
  readonly about?: string;
  /** Of a report about a share: the share, so that it can be closed. */
  readonly shareId?: string;
  readonly text: string;
  readonly createdAt: string;
  /** See `InboxAnswer`; absent while it waits. */
  readonly answer?: InboxAnswer;
}

/** The first answer counts. */
export interface InboxAnswer {
  readonly outcome: 'done' | 'refused';
  /** See `actorName`. */
  readonly by: string;
  readonly at: string;
  /** What the team wrote to the learner who asked; absent when nothing. */
  readonly reason?: string;
}

/** Signs of a reason. */
export const MOST_OF_REASON = 500;
