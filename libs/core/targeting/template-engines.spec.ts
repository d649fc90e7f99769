import { describe, expect, it } from 'vitest';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { templateEngines } from './template-engines.ts';

describe('templateEngines', () => {
  const engines = templateEngines(fakeTemplateEnvironment());

  it.each([
    { name: 'leaves unknown tags of the older mode', strictParameters: false, text: '{{a}}{{b}}', rendered: 'x{{b}}' },
    { name: 'fills known tags when strict', strictParameters: true, text: '{{a}}', rendered: 'x' },
    { name: 'leaves text without tags when strict', strictParameters: true, text: '{{a', rendered: '{{a' },
  ])('$name', ({ strictParameters, text, rendered }) => {
    const engine = engines({ goTemplate: false, goTemplateOptions: [], strictParameters });
    expect(engine.render(text, { a: 'x' })).toEqual({ ok: true, value: rendered });
  });

  it('refuses an unknown tag when strict', () => {
    const engine = engines({ goTemplate: false, goTemplateOptions: [], strictParameters: true });
    expect(engine.render('{{a}}{{b}}', { a: 'x' })).toEqual({
      ok: false,
      failure: 'no parameter is named "b" (in {{b}}); strictParameters asks for known names only',
    });
  });

  it('leaves Go templates to their own options when strict', () => {
    const engine = engines({ goTemplate: true, goTemplateOptions: [], strictParameters: true });
    expect(engine.render('{{.b}}', { a: 'x' })).toEqual({ ok: true, value: '<no value>' });
  });
});
