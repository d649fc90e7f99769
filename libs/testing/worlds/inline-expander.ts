import { type Result, succeed } from '#core/model/result.ts';
import { type Expansion, type ExpansionRequest, expandSet } from '#core/targeting/expansion/expand-set.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import type { SetExpander } from '#flows/ports/generators/set-expander.port.ts';

const engines = templateEngines(fakeTemplateEnvironment());

/** Expands where it is asked, without a thread; `failure` makes every expansion take too much. */
export class InlineExpander implements SetExpander {
  failure: Result<never, string> | undefined;

  async expand(_key: string, request: ExpansionRequest): Promise<Result<Expansion, string>> {
    return this.failure ?? succeed(expandSet(request, engines));
  }
}
