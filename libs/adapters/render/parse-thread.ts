import { parentPort } from 'node:worker_threads';
import { parseFiles, type ParsedFiles, type RawFile } from './parse-files.ts';

/** What the thread sends: manifests in portions, so that taking them in never holds up the other side, then the problems. */
export type ThreadAnswer =
  | { readonly kind: 'manifests'; readonly manifests: ParsedFiles['manifests'] }
  | { readonly kind: 'end'; readonly problems: ParsedFiles['problems'] };

const portion = 200;

/** Entry point of the parsing thread: one message with files in, several {@link ThreadAnswer}s out. */
function serve(port: NonNullable<typeof parentPort>): void {
  port.on('message', (files: readonly RawFile[]) => {
    const { manifests, problems } = parseFiles(files);
    for (let at = 0; at < manifests.length; at += portion) {
      port.postMessage({ kind: 'manifests', manifests: manifests.slice(at, at + portion) } satisfies ThreadAnswer);
    }
    port.postMessage({ kind: 'end', problems } satisfies ThreadAnswer);
  });
}

if (parentPort !== null) serve(parentPort);
