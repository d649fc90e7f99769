/** Where `kubectl apply` keeps a copy of what was applied last, the values of a Secret included. */
export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';
