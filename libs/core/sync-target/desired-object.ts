import { canonicalJson } from '../model/canonical-json.ts';
import { type Manifest, objectKeyOf } from '../model/manifest.ts';
import { markOwnership, type Owner } from '../ownership/mark-ownership.ts';
import type { DesiredObject } from '../plan/plan.ts';

/** A settled manifest as the plan compares it and as it is sent: marked as the Application's own. */
export function desiredObject(manifest: Manifest, owner: Owner): DesiredObject {
  const marked = markOwnership(manifest, owner);
  return { key: objectKeyOf(marked), manifest: marked, hash: owner.digest(canonicalJson(marked)) };
}
