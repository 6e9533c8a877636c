import type { LearnerActor } from '../../domain/actor.ts';
import type { ImportedBadge, ImportOutline } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { answerOf, type VerificationReport } from '../../domain/verification.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { CheckedBadge } from '../verification/verify-url.ts';
import type { BackpackDeps } from './deps.ts';
import { importKnown, type KeepImportDeps, keepImport } from './keep-import.ts';
import { outcomeOf } from './note-check.ts';
import { openBackpack } from './open-backpack.ts';
import { type ReadImport, readImport } from './read-import.ts';
import { refuseVoid } from './refuse-void.ts';

export interface ImportDeps
  extends Pick<BackpackDeps, 'store' | 'now' | 'newId' | 'sha256Hex'>,
    Pick<KeepImportDeps, 'designs'> {
  readonly origin: string;
  /** Verifies bytes or what an address leads to. @throws {BadgeError} when nothing can be read */
  readonly verifyToKeep: (given: Uint8Array | string) => Promise<CheckedBadge>;
}

/** Badges of elsewhere in one backpack, and the bytes of them all. */
export const MOST_IMPORTS = 200;
export const MOST_IMPORTED_BYTES = 40_000_000;

/**
 * Puts a badge of elsewhere into the backpack, unless it is shown to be false. One that could not
 * be checked, or is no longer good, is kept as such: what is said of it is checked anew whenever
 * it is shown.
 *
 * @param given a file, a text, or an address
 * @throws {BadgeError} `import_rejected`, `import_no_badge`, `import_known`, `import_own`,
 *   `import_hosted`, `imports_too_many`, and what the verifier says of what it cannot read
 */
export async function importBadge(
  deps: ImportDeps,
  actor: LearnerActor,
  given: Uint8Array | string,
): Promise<{ readonly badge: ImportedBadge; readonly report: VerificationReport }> {
  const before = await deps.store.imports.listOf(actor.learnerId);
  if (before.length >= MOST_IMPORTS) throw full();
  const kept = await deps.verifyToKeep(given);
  const { report, text } = kept;
  refuseWhatIsNoBadge(report);
  await refuseOwn(deps, actor, report);
  const digest = deps.sha256Hex(`import|${sameText(text)}`);
  if (before.some((one) => one.digest === digest)) throw importKnown();
  const bytes = new TextEncoder().encode(text).length;
  if (bytes + (await deps.store.imports.bytesOf(actor.learnerId)) > MOST_IMPORTED_BYTES) {
    throw full();
  }
  const now = deps.now().toISOString();
  const read = readImport(report.credential);
  const badge = await keepImport(deps, pictureOf(kept, read), {
    id: deps.newId(),
    learnerId: actor.learnerId,
    profileId: actor.profileId,
    digest,
    name: read.name,
    description: read.description,
    issuerName: report.issuer.claimedName.slice(0, 300),
    issuerDomain: report.issuer.domain,
    alignments: read.alignments,
    importedAt: now,
    ...(actor.via ? { via: actor.via } : {}),
    checked: { outcome: outcomeOf(report), at: now },
    text,
  });
  await refuseVoid(deps, actor, () => deps.store.imports.remove(actor.learnerId, badge.id));
  await refuseErased(deps, actor, []);
  await refuseTooMany(deps, actor, badge);
  return { badge, report };
}

/** Of several that came at once, those go again that are one too many: rather all than none. */
async function refuseTooMany(
  { store }: Pick<ImportDeps, 'store'>,
  { learnerId }: LearnerActor,
  { id }: ImportedBadge,
): Promise<void> {
  const [all, bytes] = await Promise.all([
    store.imports.listOf(learnerId),
    store.imports.bytesOf(learnerId),
  ]);
  if (all.length <= MOST_IMPORTS && bytes <= MOST_IMPORTED_BYTES) return;
  await store.imports.remove(learnerId, id);
  throw full();
}

/** The badges of elsewhere in a backpack, newest first. */
export function listImports(
  { store }: Pick<ImportDeps, 'store'>,
  { learnerId }: Pick<LearnerActor, 'learnerId'>,
): Promise<ImportOutline[]> {
  return store.imports.listOf(learnerId);
}

/** One of them. @throws {BadgeError} `not_found` */
export async function openImport(
  { store }: Pick<ImportDeps, 'store'>,
  { learnerId }: Pick<LearnerActor, 'learnerId'>,
  id: string,
): Promise<ImportedBadge> {
  const badge = await store.imports.get(learnerId, id);
  if (!badge) throw new BadgeError('not_found', 'No such import in this backpack.');
  return badge;
}

/** Takes a badge of elsewhere out again; its issuer has it still. @throws {BadgeError} `not_found` */
export async function removeImport(
  deps: Pick<ImportDeps, 'store'>,
  actor: LearnerActor,
  id: string,
): Promise<void> {
  await openImport(deps, actor, id);
  await deps.store.imports.remove(actor.learnerId, id);
}

/** What a verifier takes. */
export function textOf({ text }: Pick<ImportedBadge, 'text'>): Uint8Array {
  return new TextEncoder().encode(text);
}

function full(): BadgeError {
  return new BadgeError('imports_too_many', 'Too many, or too long.');
}

function refuseWhatIsNoBadge(report: VerificationReport): void {
  if (answerOf(report) === 'not_authentic') {
    throw new BadgeError('import_rejected', 'A check of its authenticity failed.');
  }
  if (report.kind !== 'open-badge' && report.kind !== 'open-badge-2') {
    throw new BadgeError('import_no_badge', 'A signed document of another kind.');
  }
}

/** What this service issued is in a backpack already, as more than a copy. */
async function refuseOwn(
  deps: ImportDeps,
  actor: LearnerActor,
  { issuer, credential }: VerificationReport,
): Promise<void> {
  if (issuer.domain !== new URL(deps.origin).host) return;
  const { entries } = await openBackpack(deps, actor);
  const isHere = entries.some((entry) => entry.credential.credentialId === credential['id']);
  throw new BadgeError(isHere ? 'import_own' : 'import_hosted', 'Issued by this very service.');
}

/** The same whatever order and spaces somebody's software gave it. */
function sameText(text: string): string {
  return text.startsWith('{') ? JSON.stringify(inOrder(JSON.parse(text))) : text;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, inner]) => [name, inOrder(inner)]);
}

/** The picture that carried it, else the one inside; nothing is fetched. */
function pictureOf(
  { report, carrier }: CheckedBadge,
  { picture }: ReadImport,
): Uint8Array | undefined {
  return report.format === 'png' || report.format === 'svg' ? carrier : picture;
}
