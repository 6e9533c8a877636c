import type { Achievement } from '../../domain/achievement.ts';
import type { FileFormat, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { jwtOf } from './copies.ts';
import type { AwardingDeps } from './deps.ts';
import { asCorrected, correctionIn } from './newest-badges.ts';

export interface BadgeFileDeps extends AwardingDeps {
  /** The achievement's picture, 600 px, as PNG. */
  readonly picture: (achievement: Achievement) => Promise<Uint8Array>;
  /** The same as a self-contained SVG. */
  readonly pictureSvg: (achievement: Achievement) => Promise<string>;
  readonly bakePng: (png: Uint8Array, credential: string) => Uint8Array;
  readonly bakeSvg: (svg: string, credential: string) => string;
}

export interface BadgeFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Of the achievement, never of the person. */
  readonly name: string;
}

const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  json: 'application/vc',
  jwt: 'text/plain; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/**
 * A signed credential as a file: its bytes as they were signed, alone or inside the picture.
 *
 * @throws {BadgeError} `award_unknown`
 */
export async function badgeFile(
  deps: BadgeFileDeps,
  credential: SignedCredential,
  format: FileFormat,
): Promise<BadgeFile> {
  const achievement = await achievementIn(deps, credential);
  if (!achievement) throw new BadgeError('award_unknown', 'The credential has no achievement.');
  return {
    bytes: await bytesOf(deps, achievement, credential, format),
    mediaType: MEDIA_TYPES[format],
    name: `${slug(achievement.name)}.${format}`,
  };
}

/** What a credential was signed for: a correction may have taken another version. */
async function achievementIn(
  { store }: Pick<BadgeFileDeps, 'store'>,
  credential: SignedCredential,
): Promise<Achievement | undefined> {
  const { awardId } = credential;
  const [award, corrections] = await Promise.all([
    store.awards.get(awardId),
    store.awards.correctionsOf([awardId]),
  ]);
  if (!award) return undefined;
  const { achievementId } = asCorrected(award, correctionIn(corrections, credential));
  return store.achievements.get(achievementId);
}

async function bytesOf(
  deps: BadgeFileDeps,
  achievement: Achievement,
  credential: SignedCredential,
  format: FileFormat,
): Promise<Uint8Array> {
  const text = new TextEncoder();
  if (format === 'json') return text.encode(credential.text);
  if (format === 'jwt') return text.encode((await jwtOf(deps, credential.id)).text);
  if (format === 'svg') {
    return text.encode(deps.bakeSvg(await deps.pictureSvg(achievement), credential.text));
  }
  return deps.bakePng(await deps.picture(achievement), credential.text);
}

/** `Bricoleur·se numérique` becomes `bricoleur-se-numerique`: a name for a file on any machine. */
export function slug(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'badge'
  );
}
