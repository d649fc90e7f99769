import { describe, expect, it } from 'vitest';
import { TemplateCache } from './template-cache.ts';

describe('TemplateCache', () => {
  it('gives the same parsed template again', () => {
    const cache = new TemplateCache();
    expect(cache.parse('{{.a}}')).toBe(cache.parse('{{.a}}'));
  });

  it('remembers failures too', () => {
    const cache = new TemplateCache();
    expect(cache.parse('{{')).toBe(cache.parse('{{'));
  });

  it('drops the template that was not used for longest', () => {
    const cache = new TemplateCache(2);
    const [first, second] = [cache.parse('1'), cache.parse('2')];
    cache.parse('1');
    cache.parse('3');
    expect(cache.parse('1')).toBe(first);
    expect(cache.parse('2')).not.toBe(second);
  });
});
