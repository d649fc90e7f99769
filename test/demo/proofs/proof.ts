import type { World } from '../../world/world.ts';
import type { Narrator } from '../narrator.ts';

/** Shows one promise of Nabe on the running platform; throws when it does not hold. */
export interface Proof {
  /** Completes "cannot prove that …". */
  readonly claim: string;
  readonly heading: string;
  show(world: World, narrator: Narrator): Promise<void>;
}
