import * as z from 'zod';
import { AchievementText } from './achievement.ts';
import { BadgeDesign } from './badge-design.ts';
import { DRAFT_LANGUAGES, FIRST_DESIGN } from './draft.ts';

const DraftLanguage = z.enum(DRAFT_LANGUAGES);

/** A whole achievement as a program sends it, to be published at once. */
export const PublishedText = AchievementText.safeExtend({
  inLanguage: DraftLanguage,
  /** What the picture shows; when absent, its drawing is described. */
  imageAlt: z.string().trim().max(300).default(''),
  picture: z.strictObject({ design: BadgeDesign }).default({ design: FIRST_DESIGN }),
  translation: z
    .strictObject({
      ...AchievementText.shape.translation.unwrap().shape,
      inLanguage: DraftLanguage,
      imageAlt: z.string().trim().max(300).default(''),
    })
    .optional(),
});
export type PublishedText = z.infer<typeof PublishedText>;
