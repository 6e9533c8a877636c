import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../compose.ts';
import { FILE_FORMATS, type SignedCredential } from '../domain/award.ts';

/** Writes every badge in every format; files are numbered in the order of the list. */
export async function writeBadges(
  service: Service,
  badges: readonly SignedCredential[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [at, badge] of badges.entries()) {
    for (const format of FILE_FORMATS) {
      const { bytes, name } = await service.badgeFile(badge, format);
      const number = String(at + 1).padStart(3, '0');
      await writeFile(join(folder, name.replace(/\.\w+$/, `-${number}.${format}`)), bytes);
    }
  }
}
