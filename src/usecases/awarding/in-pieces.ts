import type { Seams } from '../ports.ts';

/** Rows written in one go: some tens of milliseconds. */
const PIECE = 200;

/** Writes many rows in pieces, and lets everybody else have a turn between them. */
export async function inPieces<Row, Answer>(
  { turn }: Pick<Seams, 'turn'>,
  rows: readonly Row[],
  write: (piece: readonly Row[]) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < rows.length; from += PIECE) {
    if (from > 0) await turn();
    answers.push(await write(rows.slice(from, from + PIECE)));
  }
  return answers;
}
