/**
 * Go parameter types. `any` takes everything, nil included; `map` is map[string]interface{}; `anys` is []interface{};
 * `value` takes the raw value, "no value" included (Go's reflect.Value).
 */
export type ParameterType =
  | 'any'
  | 'value'
  | 'string'
  | 'int'
  | 'int64'
  | 'uint32'
  | 'float64'
  | 'bool'
  | 'map'
  | 'anys'
  | 'strings'
  | 'time'
  | 'certificate'
  | 'version';

/** Types of the parameters in order; `rest` is the type of all further ones. */
export interface Signature {
  readonly parameters: readonly ParameterType[];
  readonly rest?: ParameterType | undefined;
}
