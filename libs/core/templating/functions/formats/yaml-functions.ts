import { parseYaml11 } from '#core/yaml/parse-yaml11.ts';
import { printYaml } from '#core/yaml/print-yaml.ts';
import { FunctionError } from '../../template-failure.ts';
import type { RenderBudget } from '../../template-limits.ts';
import { floatNumbers } from '../../values/float-numbers.ts';
import { fromJsonValue } from '../../values/from-json.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { toOutputText } from '../../values/text-bytes.ts';
import { typeName } from '../../values/type-name.ts';
import { fixed, type TemplateFunction } from '../template-function.ts';
import { toJsonValue } from './to-json-value.ts';

/** The YAML functions Argo CD adds to sprig's. They read YAML 1.1 and write what sigs.k8s.io/yaml writes. */
export const yamlFunctions: Readonly<Record<string, TemplateFunction>> = {
  toYaml: fixed(['any'], function (value) {
    const text = printYaml(toJsonValue(value, this.budget));
    return text.endsWith('\n') ? text.slice(0, -1) : text;
  }),
  fromYaml: fixed(['string'], function (text) {
    const value = readYaml(text, this.budget) ?? new GoMap();
    return value instanceof GoMap ? value : refuseShape(value, 'a map');
  }),
  fromYamlArray: fixed(['string'], function (text) {
    const value = readYaml(text, this.budget) ?? new GoList([]);
    return value instanceof GoList ? value : refuseShape(value, 'a list');
  }),
};

function readYaml(text: string, budget: RenderBudget): GoValue {
  budget.spend(text.length);
  const parsed = parseYaml11(toOutputText(text));
  if (!parsed.ok) throw new FunctionError(`the text is not YAML: ${parsed.failure}`);
  return fromJsonValue(floatNumbers(parsed.value));
}

function refuseShape(value: GoValue, wanted: string): never {
  throw new FunctionError(`the YAML is ${typeName(value)}, not ${wanted}`);
}
