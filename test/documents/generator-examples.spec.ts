import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { Generator } from '#core/resources/application-set.ts';
import { toArgoApplication } from '#core/targeting/to-argo-application.ts';
import { functionNames } from '#core/templating/functions/function-table.ts';
import { expandFile } from '../../apps/cli/src/offline/expand-file.ts';
import { fileBlocks, writeInputs } from './generator-example.ts';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const pages = readdirSync(join(docs, 'generators'))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .toSorted();

/** Every input that an example may have beside files of repositories. */
const inputNames = ['applicationset.yaml', 'clusters.yaml', 'objects.yaml', 'facts.yaml'];
const answerNames = ['expected-names', 'expected.yaml'];

describe('the pages about generators', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabe-examples-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('exist for every generator there is', () => {
    const { selector: _selector, git: _git, ...others } = Generator.shape;
    const kinds = [...Object.keys(others).map(toFileName), 'git-directories', 'git-files'];
    expect(pages).toEqual(kinds.map((kind) => `${kind}.md`).toSorted());
  });

  it('are all listed in the index', () => {
    const index = readFileSync(join(docs, 'generators', 'README.md'), 'utf8');
    expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
  });

  it.each(pages)('%s has exactly one example, and no file that nothing reads', (page) => {
    const blocks = blocksOf(page);
    const own = blocks.filter(({ repo }) => repo === undefined).map(({ file }) => file);
    const named = (names: readonly string[]) => own.filter((file) => names.includes(file));
    expect(named(['applicationset.yaml'])).toHaveLength(1);
    expect(named(answerNames)).toHaveLength(1);
    expect(own.filter((file) => ![...inputNames, ...answerNames].includes(file))).toEqual([]);
    const places = blocks.map(({ repo = '', file }) => `${repo} ${file}`);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  it.each(pages)('%s shows the Applications that nabe appset expand makes', async (page) => {
    const blocks = blocksOf(page);
    const options = writeInputs(join(folder, page), blocks.filter(isInput));
    const { sets } = await expandFile(options);
    const applications = sets.flatMap(({ expanded }) =>
      expanded.map(({ application }) => toArgoApplication(application)),
    );
    const answer = blocks.find((block) => !isInput(block));
    const given =
      answer?.file === 'expected-names' ? applications.map(({ metadata }) => metadata.name) : [...applications];
    expect(given).toEqual(readAnswer(answer));
  });
});

it('templates.md names every function there is', () => {
  const text = readFileSync(join(docs, 'templates.md'), 'utf8');
  const named = new Set([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect([...functionNames].filter((name) => !named.has(name))).toEqual([]);
});

function blocksOf(page: string) {
  return fileBlocks(readFileSync(join(docs, 'generators', page), 'utf8'));
}

function isInput({ file, repo }: { readonly file: string; readonly repo: string | undefined }): boolean {
  return repo !== undefined || !answerNames.includes(file);
}

/** Names, one a line, or Applications, one a document, in the order of expansion. */
function readAnswer(answer: { readonly file: string; readonly text: string } | undefined): unknown[] {
  if (answer?.file === 'expected-names') return answer.text.trim().split('\n');
  return parseAllDocuments(answer?.text ?? '').map((document): unknown => document.toJS());
}

function toFileName(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
