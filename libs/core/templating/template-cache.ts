import type { Result } from '#core/model/result.ts';
import type { Template } from './parser/nodes.ts';
import { parseTemplate } from './render-go-template.ts';
import type { TemplateFailure } from './template-failure.ts';

/** Parsed templates by their text, the least recently used one dropped first. Owned by whoever renders many. */
export class TemplateCache {
  readonly #capacity: number;
  readonly #parsed = new Map<string, Result<Template, TemplateFailure>>();

  /** `capacity`: templates kept. Default 1000: a few hundred bytes to a few kilobytes each. */
  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  parse(text: string): Result<Template, TemplateFailure> {
    const parsed = this.#parsed.get(text) ?? parseTemplate(text);
    this.#parsed.delete(text);
    this.#parsed.set(text, parsed);
    const oldest = this.#parsed.size > this.#capacity ? this.#parsed.keys().next().value : undefined;
    if (oldest !== undefined) this.#parsed.delete(oldest);
    return parsed;
  }
}
