import { BadgeError } from '../../src/domain/errors.ts';

export interface Refusal {
  code: string;
  params: BadgeError['params'];
}

/** The refusal that `act` ends in; `undefined` when it succeeds. Any other throw is a fault. */
export async function refusalOf(act: () => unknown): Promise<Refusal | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    return { code: error.code, params: error.params };
  }
}

export async function codeOf(act: () => unknown): Promise<string | undefined> {
  return (await refusalOf(act))?.code;
}
