import type { AwardingDeps } from '../awarding/deps.ts';
import type { Keyed, SlowHash } from '../ports.ts';

/** What a learner's own acts need: signing too, since showing a name signs a copy. */
export interface BackpackDeps extends AwardingDeps {
  readonly keyed: Keyed;
  readonly slowHash: SlowHash;
}
