import type { Figure } from '../figures.ts';
import { measureColdRendering } from './cold-rendering.ts';
import { measureLargeIndex } from './large-index.ts';
import { measureThroughTheHub } from './through-the-hub.ts';
import { measureWallOverhead } from './wall-overhead.ts';

/** Measures the goals of sources and rendering, one part after the other. Needs the built hub and worker. */
export async function measureRender(): Promise<Figure[]> {
  const index = await measureLargeIndex();
  const cold = await measureColdRendering();
  const overhead = await measureWallOverhead();
  return [...index, ...cold, ...overhead, ...(await measureThroughTheHub())];
}
