import type { Check } from '../../domain/verification.ts';
import type { Facts, Step } from './policy.ts';

/** Asks one question after the other; each step is told what was found before it. */
export async function answerSteps(facts: Facts, steps: readonly Step[]): Promise<readonly Check[]> {
  const found: Check[] = [];
  for (const step of steps) {
    const answers = [await step(facts, found)].flat();
    facts.verification.onAnswers?.(answers);
    found.push(...answers);
  }
  return found;
}
