import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { hasOpenTag, renderFastTemplate } from './render-fast-template.ts';
import { parseTemplate, renderGoTemplate } from './render-go-template.ts';
import { fakeTemplateEnvironment } from './testing/fake-template-environment.ts';

interface Case {
  readonly name: string;
  readonly engine: 'go' | 'fast';
  readonly template: string;
  readonly params: JsonObject;
  readonly options?: readonly string[];
  readonly output?: string;
  readonly error?: boolean;
}

const folder = fileURLToPath(new URL('../../../test/conformance/template/', import.meta.url));
const environment = fakeTemplateEnvironment({ hash: (name, data) => createHash(name).update(data).digest() });

type Outcome = { readonly output: string } | { readonly isError: true };

function render({ engine, template, params, options }: Case): Outcome {
  if (engine === 'fast') return renderFast(template, params);
  const parsed = parseTemplate(template);
  const rendered = parsed.ok ? renderGoTemplate(parsed.value, params, { environment, options }) : parsed;
  return rendered.ok ? { output: rendered.value } : { isError: true };
}

function renderFast(template: string, params: JsonObject): Outcome {
  return hasOpenTag(template) ? { isError: true } : { output: renderFastTemplate(template, params) };
}

function readCases(file: string): Case[] {
  const lines = readFileSync(folder + file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

describe.each(readdirSync(folder).filter((file) => file.endsWith('.jsonl')))('%s', (file) => {
  it.each(readCases(file))('$name', (testCase) => {
    const { error = false, output } = testCase;
    expect(render(testCase)).toEqual(error ? { isError: true } : { output });
  });
});
