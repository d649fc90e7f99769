/** How every pointer begins. Source: the specification of Git LFS. */
const BEGINNING = 'version https://git-lfs.github.com/spec/v1\n';

/** Files that decide what is rendered. Others may stay pointers: a chart may hold pictures. */
const DECISIVE = /\.(?:ya?ml|json|env|ini|tpl|tgz|txt|properties|conf)$/;

/**
 * Why a file cannot be used, in one sentence, when it is a pointer to content that Git LFS keeps elsewhere; undefined for every other
 * one. Rendering the pointer in place of the content would deploy three lines of text.
 */
export function findLfsPointer({ path, content }: { readonly path: string; readonly content: Uint8Array }) {
  if (!DECISIVE.test(path) || content.length > 1_024) return undefined;
  if (!new TextDecoder().decode(content).startsWith(BEGINNING)) return undefined;
  return `${path} is kept in Git LFS, which is not read: commit the file itself (git lfs migrate export --include=${path})`;
}
