import type { Award, CredentialIntent } from '../../domain/award.ts';
import { credentialText } from '../../domain/credential-text.ts';
import type { Share } from '../../domain/share.ts';
import type { AwardingDeps } from './deps.ts';
import { freshIds, intentFields, readParts } from './intent-parts.ts';
import { correctionIn } from './newest-badges.ts';
import { takeStatusSlots } from './status-slots.ts';

/** What a copy takes from its share: whose it is, the exact name, its end. */
export type NamedFor = Pick<Share, 'id' | 'expiresAt'> & { readonly signedName: string };

/**
 * The copies that name their learner, signed for one share and ending with it: each with an id, a
 * subject and a status bit of its own, so that it can be taken back alone.
 *
 * @param badges awards of one profile, each with the row id of its badge
 */
export async function namedIntents(
  deps: AwardingDeps,
  badges: ReadonlyArray<{ readonly award: Award; readonly rowId: string }>,
  share: NamedFor,
): Promise<CredentialIntent[]> {
  const [first] = badges;
  if (!first) return [];
  const slots = await takeStatusSlots(deps, first.award.profileId, badges.length);
  const corrections = await deps.store.awards.correctionsOf(badges.map(({ award }) => award.id));
  const read = readParts(deps);
  const made: CredentialIntent[] = [];
  for (const [at, { award, rowId }] of badges.entries()) {
    const correction = correctionIn(corrections, { id: rowId, awardId: award.id });
    const parts = await read(award, correction);
    const slot = slots[at];
    if (!slot) throw new Error('Fewer status bits than copies.');
    const { signedName, expiresAt: validUntil } = share;
    const own = { ...freshIds(deps), status: slot, signedName, validUntil };
    made.push({
      ...intentFields(parts, award),
      id: namedId(rowId, share.id),
      kind: 'named',
      text: credentialText({ ...parts, ...own }),
      statusListId: slot.list.id,
      statusIndex: slot.index,
    });
  }
  return made;
}

/**
 * The row id of the copy of a badge for a share. A badge that was corrected has another row, and
 * so has its copy: `AWARD.badge.1` gives `AWARD.named.SHARE.1`.
 */
export function namedId(badgeRowId: string, shareId: string): string {
  return badgeRowId.replace('.badge', `.named.${shareId}`);
}

/** Whether a row is a copy that was signed for this share, in whatever form. */
export function isCopyOf(rowId: string, shareId: string): boolean {
  return shareOfCopy(rowId) === shareId;
}

/** The share that a row was signed for; none when it is no named copy. */
export function shareOfCopy(rowId: string): string | undefined {
  const [, kind, shareId] = rowId.split('.');
  return kind === 'named' ? shareId : undefined;
}
