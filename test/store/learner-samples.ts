import type { AuditEntry } from '../../src/domain/audit.ts';
import type { Correction } from '../../src/domain/award.ts';
import type { Collection, EntryNote, ImportedBadge, Photo } from '../../src/domain/backpack.ts';
import type { Card, Pin } from '../../src/domain/card.ts';
import type { ConsentEvent } from '../../src/domain/consent.ts';
import type { Erasure } from '../../src/domain/erasure.ts';
import type { InboxRequest } from '../../src/domain/inbox.ts';
import type { Removal } from '../../src/domain/removal.ts';
import type { Share } from '../../src/domain/share.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { AT, DELICATE_TEXT, LATER, newId } from './samples.ts';

// What belongs to a learner; without optional parts, every id random.

type LearnerAddress = Parameters<Store['addresses']['insert']>[0];

export function newCard(parts: Partial<Card> = {}): Card {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    secretHash: newId(),
    codeHash: newId(),
    createdBy: 'operator',
    createdAt: AT,
    ...parts,
  };
}

export function newPin(parts: Partial<Pin> = {}): Pin {
  return {
    id: newId(),
    learnerId: newId(),
    profileId: newId(),
    salt: newId(),
    hash: newId(),
    via: `card:${newId()}`,
    setAt: AT,
    ...parts,
  };
}

export function newAddress(parts: Partial<LearnerAddress> = {}): LearnerAddress {
  return {
    id: newId(),
    learnerId: newId(),
    profileId: newId(),
    email: `${newId()}@maison.test`,
    confirmedAt: AT,
    ...parts,
  };
}

export function newNote(parts: Partial<EntryNote> = {}): EntryNote {
  return {
    entryId: newId(),
    learnerId: newId(),
    ownWords: 'J’ai fait danser le robot.\r\n🤖',
    hidden: false,
    savedAt: AT,
    ...parts,
  };
}

export function newCollection(parts: Partial<Collection> = {}): Collection {
  return {
    id: newId(),
    learnerId: newId(),
    profileId: newId(),
    title: 'Pour mon stage',
    entryIds: [newId(), newId()],
    createdAt: AT,
    ...parts,
  };
}

export function newImport(parts: Partial<ImportedBadge> = {}): ImportedBadge {
  return {
    id: newId(),
    learnerId: newId(),
    profileId: newId(),
    digest: newId(),
    name: 'Premiers secours',
    description: 'Mettre en sécurité, alerter, secourir.',
    issuerName: 'Une autre maison',
    issuerDomain: 'elsewhere.test',
    alignments: [],
    importedAt: AT,
    text: DELICATE_TEXT,
    ...parts,
  };
}

export function newPhoto(parts: Partial<Photo> = {}): Photo {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    awardId: newId(),
    recognisable: false,
    pictureHash: newId(),
    createdBy: 'operator',
    createdAt: AT,
    ...parts,
  };
}

export function newShare(parts: Partial<Share> = {}): Share {
  return {
    id: newId(),
    tokenHash: newId(),
    keyHash: newId(),
    profileId: newId(),
    learnerId: newId(),
    kind: 'link',
    entryIds: [newId()],
    title: '',
    label: 'Mme Noël, stage',
    createdAt: AT,
    expiresAt: LATER,
    ...parts,
  };
}

export function newConsent(parts: Partial<ConsentEvent> = {}): ConsentEvent {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    purpose: 'named-share',
    party: 'learner',
    decision: 'given',
    channel: 'own',
    recordedBy: `learner:${newId()}`,
    band: 'under15',
    textVersion: '2026-03',
    at: AT,
    ...parts,
  };
}

export function newRequest(parts: Partial<InboxRequest> = {}): InboxRequest {
  return {
    id: newId(),
    profileId: newId(),
    kind: 'report',
    text: 'Ce n’est pas le bon atelier.',
    createdAt: AT,
    ...parts,
  };
}

export function newErasure(parts: Partial<Erasure> = {}): Erasure {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    askedBy: `learner:${newId()}`,
    askedAt: AT,
    dueAt: LATER,
    ...parts,
  };
}

export function newRemoval(parts: Partial<Removal> = {}): Removal {
  return {
    awardId: newId(),
    learnerId: newId(),
    profileId: newId(),
    askedAt: AT,
    dueAt: LATER,
    ...parts,
  };
}

export function newAuditEntry(parts: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: newId(),
    profileId: newId(),
    learnerId: newId(),
    by: `member:${newId()}`,
    act: 'person-opened',
    at: AT,
    ...parts,
  };
}

export function newCorrection(parts: Partial<Correction> = {}): Correction {
  return {
    awardId: newId(),
    number: 1,
    achievementId: newId(),
    wasWrong: false,
    by: 'operator',
    at: AT,
    ...parts,
  };
}
