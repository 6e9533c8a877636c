import { removeDue } from '../../src/usecases/backpack/removals.ts';
import type { TestService } from '../harness.ts';

/** The clock a week on, and what was handed back or deleted until now gone for good; how many. */
export function sevenDaysLater({ service, clock }: TestService): Promise<number> {
  clock.now = new Date(clock.now.getTime() + 7 * 86_400_000 + 120_000);
  return removeDue(service);
}
