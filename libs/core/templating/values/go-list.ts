import type { GoValue } from './go-value.ts';

/** The element type of a slice, as `%T` prints it after `[]`. */
export type ElementType = 'interface {}' | 'string' | 'int' | '[]interface {}' | '[]string';

/** A Go slice. Templates never change one in place: functions answer new lists. */
export class GoList {
  readonly items: readonly GoValue[];
  readonly elementType: ElementType;

  constructor(items: readonly GoValue[], elementType: ElementType = 'interface {}') {
    this.items = items;
    this.elementType = elementType;
  }
}
