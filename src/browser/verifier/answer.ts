import { BadgeError } from '../../domain/errors.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { createProofTools } from '../../proofs/proof-tools.ts';
import type { ReadBadge } from '../../usecases/ports.ts';
import { createListMemory } from '../../usecases/verification/list-memory.ts';
import type { VerifyDeps } from '../../usecases/verification/tools.ts';
import { MACHINE } from './machine.ts';
import type { Answered, Ask, Tell } from './protocol.ts';

const now = () => new Date();

export const newLists = () => createListMemory(now);

/** What does not depend on where a document comes from. */
export const TOOLS: Pick<VerifyDeps, 'tools' | 'now' | 'lists'> = {
  tools: createProofTools(MACHINE),
  now,
  lists: newLists(),
};

/** Answers one question of the page; refusals and faults are answers too. */
export type Work = (ask: Ask, onAnswers: NonNullable<VerifyDeps['onAnswers']>) => Promise<Found>;

export interface Found {
  /** The credential as it was carried: JSON or a compact JWS. */
  readonly text: string;
  readonly report: VerificationReport;
  readonly unreachable?: readonly string[];
  readonly unproven?: Extract<Answered, { kind: 'report' }>['unproven'];
}

/** Does the work, and tells of it as it goes. */
export async function answer(ask: Ask, work: Work, tell: (message: Tell) => void): Promise<void> {
  const { id } = ask;
  try {
    const {
      text,
      report,
      unreachable = [],
      unproven = [],
    } = await work(ask, (checks) =>
      tell({ id, kind: 'progress', names: checks.map(({ name }) => name) }),
    );
    tell({ id, kind: 'report', report, text, unreachable, unproven });
  } catch (error) {
    if (error instanceof BadgeError) {
      tell({ id, kind: 'refused', code: error.code, params: error.params });
    } else {
      tell({ id, kind: 'fault', detail: String(error) });
    }
  }
}

/** The credential as it was carried. */
export function textOf(badge: ReadBadge | undefined): string {
  return badge?.jwt ?? JSON.stringify(badge?.credential) ?? '';
}
