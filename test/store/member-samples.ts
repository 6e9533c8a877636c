import type { ApiToken, IdempotencyClaim, IdempotentAnswer } from '../../src/domain/api-token.ts';
import type { Batch, BatchReport } from '../../src/domain/batch.ts';
import type { Draft, DraftRevision, DraftText } from '../../src/domain/draft.ts';
import type { ImportedFramework } from '../../src/domain/framework.ts';
import type { Passkey } from '../../src/domain/passkey.ts';
import type { Member } from '../../src/domain/profile.ts';
import { AT, DELICATE_TEXT, newId } from './samples.ts';

// What members leave behind as they work; without optional parts, every id random.

export function newMember(parts: Partial<Member> = {}): Member {
  return { id: newId(), profileId: newId(), role: 'owner', createdAt: AT, ...parts };
}

export function newPasskey(parts: Partial<Passkey> = {}): Passkey {
  return {
    id: newId(),
    memberId: newId(),
    profileId: newId(),
    publicKey: 'pQECAyYgASFYIA',
    transports: [],
    name: 'Téléphone de Noé 📱',
    counter: 0,
    createdAt: AT,
    ...parts,
  };
}

export function newToken(parts: Partial<ApiToken> = {}): ApiToken {
  return {
    id: newId(),
    profileId: newId(),
    secretHash: newId(),
    name: 'Site de la fédération',
    scopes: [],
    createdBy: `member ${newId()}`,
    createdAt: AT,
    ...parts,
  };
}

export function newClaim(parts: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
  return { id: newId(), bodyHash: newId(), at: AT, ...parts };
}

export function newAnswer(parts: Partial<IdempotentAnswer> = {}): IdempotentAnswer {
  return { id: newId(), bodyHash: newId(), status: 201, body: DELICATE_TEXT, at: AT, ...parts };
}

export function newDraft(parts: Partial<Draft> = {}): Draft {
  return {
    id: newId(),
    profileId: newId(),
    achievementIds: { fr: newId(), en: newId() },
    replaces: [],
    version: '1',
    createdBy: 'operator',
    createdAt: AT,
    ...parts,
  };
}

/** Nothing is written yet but the name. */
export function newDraftText(name: string): DraftText {
  return {
    fr: {
      name,
      description: '',
      criteria: '- avance\r\n- tourne\n',
      imageAlt: '',
      tags: ['robot', 'a.b', '$c'],
    },
    inLanguage: 'fr',
    achievementType: 'Badge',
    skills: [{ framework: 'digcomp-2.2', code: '3.4' }],
    alignments: [],
    picture: { kind: 'upload', hash: '0'.repeat(64) },
  };
}

export function newRevision(parts: Partial<DraftRevision> = {}): DraftRevision {
  return {
    draftId: newId(),
    number: 1,
    text: newDraftText('Programmer un robot'),
    savedBy: 'operator',
    savedAt: AT,
    ...parts,
  };
}

export function newFramework(parts: Partial<ImportedFramework> = {}): ImportedFramework {
  const id = newId();
  const name = { fr: 'Compétences du réseau', en: 'Skills of the network' };
  const url = 'https://network.test/skills';
  const competences = [{ code: '1.1', name, words: ['réseau', 'a.b', '$c'] }];
  return {
    id,
    profileId: newId(),
    framework: { id, name, url, competences },
    createdAt: AT,
    ...parts,
  };
}

export function newBatch(parts: Partial<Batch> = {}): Batch {
  return {
    id: newId(),
    profileId: newId(),
    achievementId: newId(),
    list: { header: ['Prénom'], rows: [{ line: 2, cells: ['Zoé\r\n'] }] },
    warnings: [],
    createdBy: 'operator',
    createdAt: AT,
    ...parts,
  };
}

export function newReport(parts: Partial<BatchReport> = {}): BatchReport {
  return { batchId: newId(), run: 1, lines: [], finishedAt: AT, ...parts };
}
