export interface CommitContent {
  /** Whole content by path; null removes the file, or the folder with all in it. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly message: string;
  /** Default: `main`. Made when missing. */
  readonly branch?: string;
}

export interface CommitBase {
  /** Seconds since 1970. */
  readonly time: number;
  /** Whether the branch exists already; if not, the commit is its first. */
  readonly branchExists: boolean;
}

export const defaultBranch = 'main';

/** Writes one commit in git's fast-import language. git prints the new commit's id when it has read it. */
export function formatFastImport(content: CommitContent, base: CommitBase): string {
  const ref = `refs/heads/${content.branch ?? defaultBranch}`;
  const header = [
    `commit ${ref}`,
    'mark :1',
    `committer A Developer <developer@example.com> ${base.time} +0000`,
    data(content.message),
    ...(base.branchExists ? [`from ${ref}^0`] : []),
  ];
  const changes = Object.entries(content.files).map(([path, text]) =>
    text === null ? `D ${quote(path)}` : `M 100644 inline ${quote(path)}\n${data(text)}`,
  );
  return [...header, ...changes, '', 'get-mark :1', ''].join('\n');
}

/** Counted in bytes, so that any text goes through as it is. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
