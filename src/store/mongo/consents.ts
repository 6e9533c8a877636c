import type { AuditEntry } from '../../domain/audit.ts';
import type { ConsentEvent } from '../../domain/consent.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

export const CONSENTS: Shape<ConsentEvent> = {
  name: 'consents',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    purpose: 'text',
    party: 'text',
    capacity: 'text',
    decision: 'text',
    channel: 'text',
    recordedBy: 'text',
    band: 'text',
    textVersion: 'text',
    at: 'text',
  },
  indexes: [{ on: { learnerId: 1, at: 1, id: 1 } }],
};

export function consentsOf(database: Database): Store['consents'] {
  const consents = database.table(CONSENTS);
  const ofLearner = consents.question(['learnerId'], { at: 1, id: 1 });
  return {
    insert: consents.insert,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    listOfMany: (learnerIds) => ofLearner.all({ learnerId: anyOf(learnerIds) }),
  };
}

export const AUDIT: Shape<AuditEntry> = {
  name: 'audit_entries',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    by: 'text',
    act: 'text',
    at: 'text',
  },
  indexes: [{ on: { learnerId: 1, at: -1, id: -1 } }, { on: { at: 1 } }],
};

export function auditOf(database: Database): Store['audit'] {
  const audit = database.table(AUDIT);
  const ofLearner = audit.question(['learnerId'], { at: -1, id: -1 });
  return {
    insert: audit.insert,
    listOf: (learnerId, limit) => ofLearner.latest({ learnerId }, { limit }),
    forget: audit.removalBefore('at'),
  };
}
