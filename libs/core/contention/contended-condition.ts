/** Type of the condition of an Application whose objects somebody else keeps changing. */
export const CONTENDED = 'Contended';

export function isContendedCondition({ type }: { readonly type: string }): boolean {
  return type === CONTENDED;
}
