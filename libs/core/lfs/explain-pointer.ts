import { isLfsPointer } from './lfs-pointer.ts';

/** Files that decide what is rendered. Others may stay pointers: a chart may hold pictures. */
const DECISIVE = /\.(?:ya?ml|json|env|ini|tpl|tgz|txt|properties|conf)$/;

/**
 * Why a file cannot be used, in one sentence, when it is a pointer to content that Git LFS keeps elsewhere and that nobody has asked
 * for; undefined for every other one. Rendering the pointer in place of the content would deploy three lines of text.
 */
export function explainLfsPointer({ path, content }: { readonly path: string; readonly content: Uint8Array }) {
  if (!DECISIVE.test(path) || !isLfsPointer(content)) return undefined;
  return `${path} is kept in Git LFS, which is not read: set spec.lfs of its Repository, or commit the file itself (git lfs migrate export --include=${path})`;
}
