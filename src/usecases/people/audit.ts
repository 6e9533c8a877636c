import type { AuditEntry } from '../../domain/audit.ts';
import type { Seams, Store } from '../ports.ts';

export interface AuditDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'audit'>;
}

/** Writes down who did or saw what of a learner, for the learner to read. */
export async function noteAudit(
  { store, now, newId }: AuditDeps,
  entry: Omit<AuditEntry, 'id' | 'at'>,
): Promise<void> {
  await store.audit.insert({ ...entry, id: newId(), at: now().toISOString() });
}
