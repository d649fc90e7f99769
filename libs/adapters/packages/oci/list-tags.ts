import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure } from '#flows/ports/sources/git-source.port.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import { largestAnswer } from './image-manifest.ts';
import { parseJson } from './parse-json.ts';
import type { RegistrySession } from './registry-session.ts';

/** Of a thousand tags each; a list that is cut off is an error (law 3). */
const mostPages = 100;

const TagPage = z.object({ tags: z.array(z.string()).nullable() });

/** All tags of one place, as they are written. */
export async function listTags(session: RegistrySession): Promise<Result<string[], GitFailure>> {
  const tags: string[] = [];
  let path = 'tags/list?n=1000';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await session.get(path, 'application/json', largestAnswer);
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return fail(answerFailure(answer.value, `the tags of ${session.shown}`));
    const read = TagPage.safeParse(parseJson(answer.value));
    if (!read.success) return fail({ kind: 'refused', message: `${session.shown}: its list of tags is none` });
    tags.push(...(read.data.tags ?? []));
    const next = /<[^>]*\?([^>]*)>\s*;\s*rel="?next"?/.exec(answer.value.headers.get('link') ?? '')?.[1];
    if (next === undefined) return succeed(tags);
    path = `tags/list?${next}`;
  }
  return fail({ kind: 'refused', message: `${session.shown} has too many tags: name a whole version` });
}
