import * as z from 'zod';
import { BadgeDesign } from './badge-design.ts';
import { type Framework, SkillRef } from './framework.ts';

/** What ready badges are about, in the order in which they are shown. */
export const THEMES = ['making', 'media', 'digital', 'together', 'future', 'facilitating'] as const;
export type Theme = (typeof THEMES)[number];

/** The words of a ready badge in one language: a draft of them lacks nothing. */
const Wording = z.strictObject({
  name: z.string().trim().min(1).max(150),
  description: z.string().trim().min(1).max(2000),
  /** Markdown. */
  criteria: z.string().trim().min(1).max(10_000),
  /** What the picture shows, for those who do not see it. */
  imageAlt: z.string().trim().min(1).max(300),
  tags: z.array(z.string().trim().min(1).max(80)).min(1).max(30),
});

/** A badge that is ready to be a centre's own, in French and English. */
export const CatalogueEntry = z.strictObject({
  /** Never given to another entry: what a centre took from the catalogue remembers it. */
  key: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** Grows when the entry changes; what was taken before stays as it was. */
  version: z.int().min(1),
  theme: z.enum(THEMES),
  fr: Wording,
  en: Wording,
  skills: z.array(SkillRef).min(1).max(30),
  design: BadgeDesign,
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** What ships in the box: skills that badges may be aligned to, and badges ready to be taken. */
export interface Library {
  readonly frameworks: readonly Framework[];
  readonly catalogue: readonly CatalogueEntry[];
}
