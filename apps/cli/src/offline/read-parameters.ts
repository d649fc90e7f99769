import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, succeed } from '#core/model/result.ts';
import { readInputObjects } from '#core/offline/input-objects.ts';
import { floatNumbers } from '#core/templating/values/float-numbers.ts';
import { acceptInput } from './input-failure.ts';
import { readTextFile } from './read-text-file.ts';

/** The one object of parameters that a JSON or YAML file holds. */
export async function readParameters(path: string): Promise<JsonObject> {
  const file = await readTextFile(path);
  const json = parseJson(file.text);
  if (isJsonObject(json)) return json;
  const [object, second] = acceptInput(readInputObjects(file));
  const isOne = object !== undefined && second === undefined;
  const problem = { file: path, line: 1, column: 1, message: 'one object of parameters expected' };
  const value = isOne ? floatNumbers(object.value) : undefined;
  return acceptInput(isJsonObject(value) ? succeed(value) : fail([problem]));
}

/** Undefined for what is no JSON: the YAML reader then says what is wrong, and where. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
