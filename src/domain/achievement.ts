import * as z from 'zod';

/** @see https://www.imsglobal.org/spec/ob/v3p0/#achievementtype-enumeration */
export const ACHIEVEMENT_TYPES = [
  'Achievement',
  'Assessment',
  'Award',
  'Badge',
  'Certificate',
  'CertificateOfCompletion',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'LearningProgram',
  'Membership',
  'MicroCredential',
] as const;

const Text = (max: number) => z.string().trim().min(1).max(max);

/** BCP 47 as Open Badges restricts it: `fr`, `fr-FR`. */
const Language = z.string().regex(/^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/);

export const AlignmentText = z.strictObject({
  framework: Text(200),
  code: Text(100).optional(),
  name: Text(300),
  url: z.url({ protocol: /^https?$/ }),
  description: Text(1000).optional(),
});

const Wording = {
  name: Text(150),
  description: Text(2000),
  /** Markdown. */
  criteria: Text(10_000),
};

/** One achievement as people write it, with its translations: the form of the import file. */
export const AchievementText = z
  .strictObject({
    ...Wording,
    inLanguage: Language,
    achievementType: z.enum(ACHIEVEMENT_TYPES).default('Badge'),
    tags: z.array(Text(80)).max(30).default([]),
    alignments: z.array(AlignmentText).max(30).default([]),
    translation: z
      .strictObject({
        ...Wording,
        criteria: Wording.criteria.optional(),
        inLanguage: Language,
        /** None are said in this language when absent: those of the other would be wrong. */
        tags: z.array(Text(80)).max(30).optional(),
      })
      .optional(),
  })
  .refine(({ inLanguage, translation }) => inLanguage !== translation?.inLanguage, {
    path: ['translation', 'inLanguage'],
    message: 'must be another language',
  });
export type AchievementText = z.infer<typeof AchievementText>;

/** The import file: one achievement or many. */
export const AchievementFile = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(AchievementText).min(1).max(500),
);

export type Alignment = z.infer<typeof AlignmentText>;

/** What may be earned: one published version in one language, immutable. */
export interface Achievement {
  /** Random; `achievementUrl` makes the immutable https id of it. */
  readonly id: string;
  readonly profileId: string;
  readonly origin: string;
  /** SHA-256 of the text it came from: importing the same file again changes nothing. */
  readonly digest: string;
  readonly inLanguage: string;
  readonly name: string;
  readonly description: string;
  readonly criteria: string;
  readonly achievementType: string;
  readonly tags: readonly string[];
  readonly alignments: readonly Alignment[];
  /** The same achievement in other languages. */
  readonly related: ReadonlyArray<{ readonly id: string; readonly inLanguage: string }>;
  /** The picture: a self-contained SVG drawn by the product; empty when one was uploaded. */
  readonly svg: string;
  /** The SHA-256 under which the PNG of an uploaded picture is kept. */
  readonly pictureHash?: string;
  /** What the picture shows; the name when absent. */
  readonly imageAlt?: string;
  /** `2` for what took the place of a first one. */
  readonly version?: string;
  /** The achievement that this one takes the place of. */
  readonly replaces?: string;
  readonly createdAt: string;
  /** Since when it is not offered any more; badges that were awarded stay as they are. */
  readonly archivedAt?: string;
}

/** Its id in every badge of it, and its page: never changes. */
export function achievementUrl(achievement: Pick<Achievement, 'origin' | 'id'>): string {
  return `${achievement.origin}/achievements/${achievement.id}`;
}

/**
 * The achievement as it is signed and published.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievement
 */
export function achievementDocument(achievement: Achievement) {
  const url = achievementUrl(achievement);
  return {
    id: url,
    type: ['Achievement'],
    inLanguage: achievement.inLanguage,
    achievementType: achievement.achievementType,
    name: achievement.name,
    ...(achievement.version ? { version: achievement.version } : {}),
    description: achievement.description,
    criteria: { narrative: achievement.criteria },
    image: {
      id: `${url}/image.png`,
      type: 'Image',
      caption: achievement.imageAlt ?? achievement.name,
    },
    ...list('tag', achievement.tags),
    ...list('alignment', achievement.alignments.map(alignmentDocument)),
    ...list(
      'related',
      achievement.related.map(({ id, inLanguage }) => ({
        id: achievementUrl({ origin: achievement.origin, id }),
        type: ['Related'],
        inLanguage,
      })),
    ),
  };
}

function alignmentDocument(alignment: Alignment) {
  return {
    type: ['Alignment'],
    targetName: alignment.name,
    targetUrl: alignment.url,
    targetFramework: alignment.framework,
    ...(alignment.code ? { targetCode: alignment.code } : {}),
    ...(alignment.description ? { targetDescription: alignment.description } : {}),
  };
}

/** Absent values are omitted: no empty array is ever signed. */
function list<Name extends string, Item>(name: Name, items: readonly Item[]) {
  return (items.length > 0 ? { [name]: items } : {}) as { [key in Name]?: readonly Item[] };
}
