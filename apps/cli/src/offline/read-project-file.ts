import { type AppProject, readAppProject } from '#core/app-projects/app-project.ts';
import { readInputObjects } from '#core/offline/input-objects.ts';
import { acceptInput } from './input-failure.ts';
import { readTextFile } from './read-text-file.ts';

/** The one AppProject of a file. */
export async function readProjectFile(path: string): Promise<AppProject> {
  const file = await readTextFile(path);
  return acceptInput(readAppProject(acceptInput(readInputObjects(file)), path));
}
