import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  letrec,
  nat,
  oneof,
  option,
  record,
  string,
  tuple,
} from 'fast-check';
import type { JsonObject, JsonValue } from '#core/model/json.ts';
import { hostileJson, hostileKey, hostileObject, hostileTemplate, hostileText } from './hostile-values.ts';

type Fields = (shape: Readonly<Record<string, Arbitrary<JsonValue | undefined>>>) => Arbitrary<JsonObject>;

/** What the parts of a document are made of. */
interface Material {
  readonly isWild: boolean;
  readonly text: Arbitrary<string>;
  readonly texts: Arbitrary<JsonValue>;
  /** What belongs there; in wild documents at times anything. */
  readonly mostly: (sound: Arbitrary<JsonValue>) => Arbitrary<JsonValue>;
  /** An object; fields that are undefined are left out. In wild documents at times with a field that nobody knows. */
  readonly fields: Fields;
}

function materialOf(manner: 'sound' | 'wild'): Material {
  const isWild = manner === 'wild';
  const text = isWild ? hostileText : oneof(plainText, plainText, hostileTemplate);
  const mostly = (sound: Arbitrary<JsonValue>): Arbitrary<JsonValue> =>
    isWild ? oneof({ weight: 24, arbitrary: sound }, { weight: 1, arbitrary: hostileJson }) : sound;
  const unknown = isWild ? option(tuple(hostileKey, hostileJson), { nil: undefined, freq: 30 }) : constant(undefined);
  const fields: Fields = (shape) =>
    tuple(record(shape), unknown).map(([object, extra]) => {
      const known = Object.entries(object).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      return Object.fromEntries([...known, ...(extra === undefined ? [] : [extra])]);
    });
  return { isWild, text, texts: mostly(hostileObject(text)), mostly, fields };
}

/**
 * ApplicationSets as a grammar has them. `sound` ones can be read: what is hostile in them are keys, parameters and templates. In `wild`
 * ones anything may stand in the place of a field or text.
 */
function documents(manner: 'sound' | 'wild'): Arbitrary<JsonObject> {
  const material = materialOf(manner);
  const { text, texts, mostly, fields } = material;
  return fields({
    apiVersion: constantFrom('argoproj.io/v1alpha1', 'nabe.dev/v1alpha1'),
    kind: constant('ApplicationSet'),
    metadata: mostly(fields({ name: constantFrom('web', 'constructor'), labels: optional(texts) })),
    spec: fields({
      goTemplate: optional(boolean()),
      goTemplateOptions: optional(few(mostly(constantFrom('missingkey=error', 'missingkey=zero')))),
      strictParameters: optional(boolean()),
      generators: mostly(array(generators(material), { minLength: 1, maxLength: 2 })),
      template: mostly(templates(material)),
      templatePatch: optional(text),
      preservedFields: optional(fields({ labels: optional(few(text.filter((name) => name !== ''))) })),
    }),
  });
}

function templates({ text, texts, mostly, fields }: Material): Arbitrary<JsonObject> {
  const metadata = fields({
    name: mostly(constantFrom('web', 'x-{{.name}}', 'y-{{ .a }}-{{ .b }}')),
    labels: optional(texts),
    annotations: optional(texts),
    finalizers: optional(few(text)),
  });
  const spec = fields({
    project: optional(text),
    destination: fields({ name: optional(text), server: optional(text), namespace: optional(text) }),
    source: optional(fields({ repoURL: text, helm: optional(fields({ valuesObject: hostileJson, values: text })) })),
    syncPolicy: optional(fields({ syncOptions: optional(few(text)) })),
  });
  return fields({ metadata, spec });
}

function selectors({ text, texts, mostly, fields }: Material): Arbitrary<JsonObject> {
  return fields({
    matchLabels: optional(texts),
    matchExpressions: optional(
      few(
        fields({
          key: hostileKey,
          operator: mostly(constantFrom('In', 'NotIn', 'Exists')),
          values: optional(few(text)),
        }),
      ),
    ),
  });
}

function generators(material: Material): Arbitrary<JsonObject> {
  const { isWild, text, texts, mostly, fields } = material;
  const selector = selectors(material);
  const template = templates(material);
  const values = optional(texts);
  const paths = few(fields({ path: oneof(constantFrom('*', '**', 'apps/*'), text), exclude: optional(boolean()) }));
  const leaves = [
    fields({
      elements: mostly(few(hostileElement(isWild))),
      elementsYaml: optional(hostileYaml),
      template: optional(template),
    }).map((list) => ({ list })),
    fields({ selector: optional(selector), values, flatList: optional(boolean()) }).map((clusters) => ({ clusters })),
    fields({
      repoURL: constant('https://g'),
      directories: paths,
      files: optional(paths),
      pathParamPrefix: optional(hostileKey),
      values,
    }).map((git) => ({ git })),
    fields({
      configMapRef: constant({ name: 'c' }),
      input: optional(fields({ parameters: hostileObject(hostileJson) })),
      values,
    }).map((plugin) => ({ plugin })),
    fields({ configMapRef: constant('c'), name: constant('d'), values }).map((decisions) => ({
      clusterDecisionResource: decisions,
    })),
    fields({ github: constant({ organization: 'o' }), values }).map((scmProvider) => ({ scmProvider })),
    fields({ github: constant({ owner: 'o', repo: 'r' }), values }).map((pullRequest) => ({ pullRequest })),
  ];
  return letrec<{ generator: JsonObject; children: JsonObject[]; combining: JsonObject }>((tie) => ({
    generator: oneof({ maxDepth: 3 }, ...leaves, tie('combining')),
    combining: oneof(
      fields({ matrix: fields({ generators: tie('children') }), selector: optional(selector) }),
      fields({
        merge: fields({ generators: tie('children'), mergeKeys: array(hostileKey, { minLength: 1, maxLength: 2 }) }),
      }),
    ),
    children: array(tie('generator'), { minLength: isWild ? 0 : 2, maxLength: 3 }),
  })).generator;
}

const plainText = constantFrom('a', 'prod', 'constructor', '__proto__', 'x-{{.name}}', '{{ .a }}');
const hostileYaml = constantFrom(
  '[{__proto__: {polluted: 1}, a: b}]',
  '[{"constructor": {"prototype": {"polluted": 1}}}]',
  '{{ .a }}',
);

function hostileElement(isWild: boolean): Arbitrary<JsonValue> {
  return hostileObject(isWild ? hostileJson : plainText);
}

function few<T>(value: Arbitrary<T>): Arbitrary<T[]> {
  return array(value, { maxLength: 2 });
}

function optional<T>(value: Arbitrary<T>) {
  return option(value, { nil: undefined, freq: 1 });
}

const yamlPieces = constantFrom(
  '&a ',
  '*a',
  '<<: *a',
  '- ',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '? ',
  '!!binary ',
  '!!set ',
  '|',
  '>-',
  '#',
  '\n',
  '---\n',
  '"',
  '\u{FEFF}',
);

const soundDocument = documents('sound');
const wildDocument = documents('wild');

/** Documents as text: as they are, with pieces of YAML put somewhere, and text that is none at all. */
export const hostileFile: Arbitrary<string> = oneof(
  { weight: 5, arbitrary: soundDocument.map((document) => JSON.stringify(document)) },
  { weight: 3, arbitrary: wildDocument.map((document) => JSON.stringify(document)) },
  {
    weight: 3,
    arbitrary: tuple(soundDocument, array(tuple(nat(), nat(8), yamlPieces), { maxLength: 3 })).map(
      ([document, edits]) => edits.reduce(edit, JSON.stringify(document, undefined, 1)),
    ),
  },
  {
    weight: 1,
    arbitrary: tuple(array(oneof(yamlPieces, string()), { maxLength: 40 })).map(
      ([pieces]) => `# ApplicationSet\n${pieces.join('')}`,
    ),
  },
);

function edit(text: string, [at, length, piece]: readonly [number, number, string]): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + piece + text.slice(place + length);
}

/** Answers of the outside world: as hostile as the documents. */
export const hostileParameters: Arbitrary<JsonObject[]> = few(hostileObject(hostileJson));
export const hostileLabels: Arbitrary<Record<string, string>> = dictionary(hostileKey, hostileText, { maxKeys: 4 });
