import type { ApplicationSpec } from '#core/resources/application.ts';
import { APPLICATION_SET_LABEL, TENANT_LABEL } from '#core/resources/metadata.ts';
import type { WantedApplication } from '../judge-application.ts';

/** Names the labels and annotations that the template gave, so that a later comparison sees when one was dropped. */
const TEMPLATE_METADATA_ANNOTATION = 'nabe.dev/template-metadata';

export interface ApplicationOwner {
  readonly tenant: string;
  readonly set: string;
}

/** What the hub states of an Application: metadata and spec, ready to be applied. */
export interface ApplicationBody {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers: readonly string[];
  };
  readonly spec: ApplicationSpec;
}

export function applicationBody(wanted: WantedApplication, { tenant, set }: ApplicationOwner): ApplicationBody {
  const { labels, annotations, finalizers, spec } = wanted;
  const given = [...namesOf('label', labels), ...namesOf('annotation', annotations)].join(', ');
  return {
    metadata: {
      labels: { ...labels, [TENANT_LABEL]: tenant, [APPLICATION_SET_LABEL]: set },
      annotations: { ...annotations, [TEMPLATE_METADATA_ANNOTATION]: given },
      finalizers,
    },
    spec,
  };
}

function namesOf(kind: string, entries: Readonly<Record<string, string>>): string[] {
  return Object.keys(entries)
    .toSorted()
    .map((key) => `${kind} ${key}`);
}
