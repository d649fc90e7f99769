import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';

/** The same spoke, whose failures quote nothing of what is applied: API servers repeat values that they refuse. */
export function discreetSpoke(spoke: TenantSpoke): TenantSpoke {
  return {
    fieldManager: spoke.fieldManager,
    resolveKind: (kind, signal) => spoke.resolveKind(kind, signal),
    listApiVersions: (signal) => spoke.listApiVersions(signal),
    apply: (request) => spoke.apply({ ...request, isConfidential: true }),
    applyNamespace: (request) => spoke.applyNamespace(request),
    replace: (request) => spoke.replace({ ...request, isConfidential: true }),
    writeClientSide: (request) => spoke.writeClientSide({ ...request, isConfidential: true }),
    tryClientSide: (request) => spoke.tryClientSide({ ...request, isConfidential: true }),
    writeOwners: (request) => spoke.writeOwners(request),
    listScaled: (namespace, signal) => spoke.listScaled(namespace, signal),
    tryApply: (request) => spoke.tryApply({ ...request, isConfidential: true }),
    inspect: (key, version, signal) => spoke.inspect(key, version, signal),
    read: (key, version, signal) => spoke.read(key, version, signal),
    delete: (request) => spoke.delete(request),
  };
}
