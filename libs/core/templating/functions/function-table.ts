import { builtinFunctions } from './builtin/builtin-functions.ts';
import { defaultFunctions } from './collections/default-functions.ts';
import { dictFunctions } from './collections/dict-functions.ts';
import { listFunctions } from './collections/list-functions.ts';
import { dateFunctions } from './dates/date-functions.ts';
import { encodingFunctions } from './formats/encoding-functions.ts';
import { jsonFunctions } from './formats/json-functions.ts';
import { pathFunctions } from './formats/path-functions.ts';
import { urlFunctions } from './formats/url-functions.ts';
import { yamlFunctions } from './formats/yaml-functions.ts';
import { numberFunctions } from './numbers/number-functions.ts';
import { certificateFunctions } from './security/certificate-functions.ts';
import { cryptoFunctions } from './security/crypto-functions.ts';
import { hashFunctions } from './security/hash-functions.ts';
import { randomFunctions } from './text/random-functions.ts';
import { regexFunctions } from './text/regex-functions.ts';
import { slugFunctions } from './text/slug-functions.ts';
import { textFunctions } from './text/text-functions.ts';
import type { FunctionTable } from './template-function.ts';
import { versionFunctions } from './versions/version-functions.ts';

/** Everything a template may call: text/template's own functions, sprig's, and the ones Argo CD adds. */
export const functionTable: FunctionTable = new Map(
  Object.entries({
    ...builtinFunctions,
    ...textFunctions,
    ...randomFunctions,
    ...regexFunctions,
    ...slugFunctions,
    ...numberFunctions,
    ...listFunctions,
    ...dictFunctions,
    ...defaultFunctions,
    ...encodingFunctions,
    ...jsonFunctions,
    ...yamlFunctions,
    ...pathFunctions,
    ...urlFunctions,
    ...dateFunctions,
    ...versionFunctions,
    ...hashFunctions,
    ...cryptoFunctions,
    ...certificateFunctions,
  }),
);

export const functionNames: ReadonlySet<string> = new Set(functionTable.keys());
