import type { Figure } from '../figures.ts';
import { measureColdRendering } from './cold-rendering.ts';
import { measureLargeIndex } from './large-index.ts';
import { measureThroughTheHub } from './through-the-hub.ts';
import { measureWallOverhead } from './wall-overhead.ts';

/**
 * Measures the goals of sources and rendering, one part after the other. Needs the built hub and worker. The way through the hub comes
 * first: the git server that answers there is this process, and would be slower after what the other parts leave in its heap.
 */
export async function measureRender(): Promise<Figure[]> {
  const throughTheHub = await measureThroughTheHub();
  const index = await measureLargeIndex();
  const cold = await measureColdRendering();
  const overhead = await measureWallOverhead();
  return [...index, ...cold, ...overhead, ...throughTheHub];
}
