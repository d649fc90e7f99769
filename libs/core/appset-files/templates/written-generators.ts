import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';

export type FieldPath = readonly (string | number)[];

/** One generator of a document as it is written, sound or not. */
export interface WrittenGenerator {
  readonly kind: string;
  readonly options: JsonObject;
  /** Place of the options below `spec`. */
  readonly path: FieldPath;
  /** Inside of a matrix or merge. */
  readonly isChild: boolean;
  /** Parameters of children before it, of whichever matrix around it, are filled into its options. */
  readonly isFilled: boolean;
}

/** All generators of a set, those inside a matrix or merge behind the one around them. What is no generator at all is passed over. */
export function writtenGenerators(spec: JsonObject): WrittenGenerator[] {
  return generatorsOf(spec.generators, { path: ['generators'], isChild: false, isFilled: () => false });
}

interface Surroundings {
  readonly path: FieldPath;
  readonly isChild: boolean;
  readonly isFilled: (index: number) => boolean;
}

function generatorsOf(entries: JsonValue | undefined, { path, isChild, isFilled }: Surroundings): WrittenGenerator[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry, index) =>
    Object.entries(isJsonObject(entry) ? entry : {}).flatMap(([kind, options]) => {
      if (kind === 'selector' || !isJsonObject(options)) return [];
      const generator = { kind, options, path: [...path, index, kind], isChild, isFilled: isFilled(index) };
      return [generator, ...childrenOf(generator)];
    }),
  );
}

function childrenOf({ kind, options, path, isFilled }: WrittenGenerator): WrittenGenerator[] {
  if (kind !== 'matrix' && kind !== 'merge') return [];
  return generatorsOf(options.generators, {
    path: [...path, 'generators'],
    isChild: true,
    isFilled: (index) => isFilled || (kind === 'matrix' && index > 0),
  });
}
