import type { LfsFile } from '#core/lfs/find-excess.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import type { GitTrouble } from '../../output/explain-failure.ts';
import type { LfsRefusal } from './batch-answer.ts';

/** A file with the id that its server knows it by, for people. */
export function describeFile({ path, oid }: LfsFile): string {
  return `${path} (oid ${oid})`;
}

/** What it means that a server does not answer a question about files with 200. */
export function explainBatchStatus(status: number): GitTrouble {
  if (status === 401)
    return {
      kind: 'unauthorized',
      why: 'its Git LFS refuses the credentials: the owner of the Repository has to renew the Secret it names',
    };
  if (status === 403) return { kind: 'unauthorized', why: 'its Git LFS does not let these credentials read' };
  if ([404, 405, 410, 501].includes(status))
    return {
      kind: 'not-found',
      why: `its server has no Git LFS for it (HTTP status ${status}): remove spec.lfs of the Repository, or have Git LFS turned on`,
    };
  if (status >= 300 && status < 400)
    return { kind: 'unreachable', why: 'its Git LFS redirects elsewhere: write the address it leads to' };
  return explainLimit(status);
}

/** Servers refuse for reasons that pass, and others that somebody has to pay for. */
function explainLimit(status: number): GitTrouble {
  const told = `HTTP status ${status}`;
  if (status === 413) return { kind: 'refused', why: `its Git LFS takes no question of this size (${told})` };
  if (status === 429) return { kind: 'unreachable', why: `its Git LFS is asked too often (${told})` };
  if (status === 507 || status === 509)
    return {
      kind: 'unreachable',
      why: `its Git LFS has used up its storage or bandwidth (${told}): whoever runs or pays for the server has to act`,
    };
  return { kind: 'unreachable', why: `its Git LFS answers with ${told}` };
}

/** What it means that single files are refused; those that are missing come first. */
export function explainRefusals(refusals: readonly LfsRefusal[]): GitTrouble {
  const missing = refusals.filter(({ code }) => code === undefined || code === 404 || code === 410);
  if (missing.length > 0)
    return {
      kind: 'not-found',
      why: `its Git LFS has no ${listFiles(missing)}: whoever committed the pointer has to push it (git lfs push --all)`,
    };
  const codes = [...new Set(refusals.map(({ code = 0 }) => code))].toSorted((a, b) => a - b).join(', ');
  return { kind: 'refused', why: `its Git LFS does not give us ${listFiles(refusals)} (code ${codes})` };
}

/** What it means that the place a file was promised at does not give it. `isEndpoint`: the place is the repository's Git LFS itself. */
export function explainDownloadStatus(status: number, file: LfsFile, place: URL, isEndpoint: boolean): GitTrouble {
  const [what, where] = [describeFile(file), place.host];
  if (isEndpoint && (status === 401 || status === 403)) return explainBatchStatus(status);
  if (status === 404 || status === 410)
    return {
      kind: 'not-found',
      why: `${where}, where its Git LFS keeps ${what}, does not have it (HTTP status ${status})`,
    };
  return {
    kind: 'unreachable',
    why: `${where}, where its Git LFS keeps ${what}, answers with HTTP status ${status}`,
  };
}

function listFiles(refusals: readonly LfsRefusal[]): string {
  return listBriefly(
    refusals.map(({ file }) => describeFile(file)),
    ', ',
  );
}
