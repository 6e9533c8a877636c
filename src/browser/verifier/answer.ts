import { BadgeError } from '../../domain/errors.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { createProofTools } from '../../proofs/proof-tools.ts';
import type { ReadBadge } from '../../usecases/ports.ts';
import { createListMemory } from '../../usecases/verification/list-memory.ts';
import type { ProofTools, VerifyDeps } from '../../usecases/verification/tools.ts';
import { MACHINE } from './machine.ts';
import type { Answered, Ask, Tell, Trail } from './protocol.ts';

const now = () => new Date();

export const newLists = () => createListMemory(now);

/** What does not depend on where a document comes from. */
export const TOOLS: Pick<VerifyDeps, 'tools' | 'now' | 'lists' | 'turn'> = {
  tools: createProofTools(MACHINE),
  now,
  lists: newLists(),
  // The worker is this verification's own, and the page ends it when it wants.
  turn: () => Promise.resolve(),
};

/** What belongs to one question. */
export interface Live extends Pick<VerifyDeps, 'tools'> {
  readonly onAnswers: NonNullable<VerifyDeps['onAnswers']>;
  readonly trail: Trail;
}

/** Answers one question of the page; refusals and faults are answers too. */
export type Work = (ask: Ask, live: Live) => Promise<Found>;

export interface Found {
  /** The credential as it was carried: JSON or a compact JWS. */
  readonly text: string;
  readonly report: VerificationReport;
  readonly unproven?: Extract<Answered, { kind: 'report' }>['unproven'];
}

/** Does the work, and tells of it as it goes. */
export async function answer(ask: Ask, work: Work, tell: (message: Tell) => void): Promise<void> {
  const { id } = ask;
  const trail: Trail = { unreachable: [], relayed: [], own: [] };
  const onAnswers: Live['onAnswers'] = (checks) =>
    tell({ id, kind: 'progress', names: checks.map(({ name }) => name) });
  try {
    const found = await work(ask, { tools: watchedTools(ask, tell), onAnswers, trail });
    const { text, report, unproven = [] } = found;
    tell({ id, kind: 'report', report, text, trail, unproven });
  } catch (error) {
    if (error instanceof BadgeError) {
      tell({ id, kind: 'refused', code: error.code, params: error.params, trail });
    } else {
      tell({ id, kind: 'fault', detail: String(error) });
    }
  }
}

/** Nothing stops a stranger's schema here but the end of the worker: the page is told to watch. */
function watchedTools({ id, skipsSchemas }: Ask, tell: (message: Tell) => void): ProofTools {
  return {
    ...TOOLS.tools,
    async validateSchema(...args) {
      if (skipsSchemas) return { outcome: 'too-costly' };
      // Loading it is no fault of the schema.
      await import('../../proofs/json-schema.ts');
      tell({ id, kind: 'schema', isBegun: true });
      try {
        return await TOOLS.tools.validateSchema(...args);
      } finally {
        tell({ id, kind: 'schema', isBegun: false });
      }
    },
  };
}

/** The credential as it was carried. */
export function textOf(badge: ReadBadge | undefined): string {
  return badge?.jwt ?? JSON.stringify(badge?.credential) ?? '';
}
