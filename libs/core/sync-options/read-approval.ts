/** Argo CD's annotation on an Application by which a person lets what waits for a confirmation be deleted. Value: RFC 3339. */
export const approvalAnnotation = 'argocd.argoproj.io/deletion-approved';

/**
 * Whether a person has approved, at or after `since` (RFC 3339), what has been waiting for it since then. An older approval was for
 * something else; without `since` nothing has been asked yet. Rule: Argo CD's.
 */
export function isDeletionApproved(annotations: Readonly<Record<string, string>>, since: string | undefined): boolean {
  const approvedMs = Date.parse(annotations[approvalAnnotation] ?? '');
  return since !== undefined && approvedMs >= Date.parse(since);
}
