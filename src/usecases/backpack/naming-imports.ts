import type { ImportedBadge } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { namesSomeone } from '../../domain/names-someone.ts';
import type { Share } from '../../domain/share.ts';
import { consentStanding } from '../people/consent.ts';
import type { BackpackDeps } from './deps.ts';

type Deps = Pick<BackpackDeps, 'store' | 'now'>;
type Shown = Pick<Share, 'profileId' | 'learnerId' | 'kind'>;

/**
 * Of badges of elsewhere those that a share may show now. Who issued one may have written its
 * learner's name into it: then it needs the consent that a copy with the name needs, and stands on
 * no public page, which is promised to name nobody.
 */
export async function mayShowImports(
  { store, now }: Deps,
  { profileId, learnerId, kind }: Shown,
  imports: readonly ImportedBadge[],
): Promise<readonly ImportedBadge[]> {
  const naming = new Set(imports.filter(({ text }) => namesSomeone(text)));
  if (naming.size === 0) return imports;
  const learner = await store.learners.get(profileId, learnerId);
  const isAllowed =
    kind === 'link' &&
    learner !== undefined &&
    (await consentStanding({ store, now }, learner, 'named-share')).allowed;
  return isAllowed ? imports : imports.filter((one) => !naming.has(one));
}

/** Whether a share would show a name in a badge of elsewhere: as any name, after the PIN alone. */
export async function wouldShowName(
  deps: Deps,
  share: Shown & Pick<Share, 'entryIds'>,
): Promise<boolean> {
  const imports = await deps.store.imports.getMany(share.learnerId, share.entryIds);
  const shown = await mayShowImports(deps, share, imports);
  return shown.some(({ text }) => namesSomeone(text));
}

/** Before a share is made. @throws {BadgeError} `import_names_you` when it could not show them all */
export async function refuseNamingImports(
  deps: Deps,
  share: Shown & Pick<Share, 'entryIds'>,
): Promise<void> {
  const imports = await deps.store.imports.getMany(share.learnerId, share.entryIds);
  if ((await mayShowImports(deps, share, imports)).length === imports.length) return;
  throw new BadgeError('import_names_you', 'A name stands in it, and nobody agreed to show one.');
}
