import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { isDigest } from '#core/packages/package-revision.ts';
import type { GitFailure } from '#flows/ports/sources/git-source.port.ts';
import { wholeBody } from '../transfer/answer-body.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import { parseJson } from './parse-json.ts';
import type { RegistrySession } from './registry-session.ts';

/** An index of several images is asked for too, so that the complaint is ours and not the registry's 404. */
const accepted = 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json;q=0.5';
/** Unit: bytes. */
export const largestAnswer = 4_000_000;

const Sha256 = z.string().refine(isDigest);
const ImageManifest = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: Sha256, size: z.number() })),
});

/** A manifest of a registry, and its own digest: this is what a tag means. */
export interface ReadManifest {
  readonly digest: string;
  readonly layers: z.infer<typeof ImageManifest>['layers'];
}

/** Reads the manifest of a tag or digest; refuses one that is not what the registry says. */
export async function readManifest(
  session: RegistrySession,
  reference: string,
): Promise<Result<ReadManifest, GitFailure>> {
  const shown = session.show(reference);
  const answer = await session.get(`manifests/${reference}`, accepted, largestAnswer);
  if (!answer.ok) return answer;
  const { status, headers } = answer.value;
  if (status !== 200) return fail(answerFailure(answer.value, shown));
  const promised = isDigest(reference) ? reference : headers.get('docker-content-digest');
  const digest = `sha256:${createHash('sha256').update(wholeBody(answer.value)).digest('hex')}`;
  if (promised?.startsWith('sha256:') && promised !== digest)
    return fail({ kind: 'refused', message: `${shown} is not what the registry says: its SHA-256 differs` });
  const read = ImageManifest.safeParse(parseJson(answer.value));
  if (!read.success) return fail({ kind: 'refused', message: `${shown} is neither a Helm chart nor an artifact` });
  return succeed({ digest, layers: read.data.layers });
}
