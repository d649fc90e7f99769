import type { JsonObject } from '#core/model/json.ts';
import { type FillFailure, type RenderText, fillStrings } from '#core/generators/parameters/fill-strings.ts';
import type { ParameterSet } from '#core/generators/parameters/parameter-set.ts';
import type { TemplateEngine } from '#core/generators/template-engine.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationTemplate } from '#core/resources/application-set.ts';

/** An Application as the template gives it, before anybody has judged it: Argo CD's document less kind and status. */
export interface ExpandedApplication {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly finalizers?: readonly string[] | undefined;
  };
  readonly spec: JsonObject;
}

/** Argo CD's finalizer: deleting the Application deletes what it deployed. */
const ARGO_RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

export interface FillOptions {
  /** Namespace of the set: the Application's own, whatever the template says. */
  readonly namespace: string;
  readonly preserveResourcesOnDeletion: boolean;
}

/**
 * Fills one parameter set into the template: every string of it, keys included, is a template of its own. An Application
 * without finalizers gets Argo CD's resources finalizer unless resources are to be preserved. An empty parameter set leaves the
 * template as it is, finalizers too (Argo CD does so).
 */
export function fillTemplate(
  template: ApplicationTemplate,
  parameters: ParameterSet,
  options: FillOptions,
  engine: TemplateEngine,
): Result<ExpandedApplication, FillFailure> {
  if (Object.keys(parameters).length === 0) return succeed(inNamespace(template, options.namespace));
  const render: RenderText = (text) => engine.render(text, parameters);
  const metadata = fillStrings(template.metadata, render, 'template.metadata');
  if (!metadata.ok) return metadata;
  const spec = fillStrings(template.spec, render, 'template.spec');
  if (!spec.ok) return spec;
  const parsed = ApplicationTemplate.shape.metadata.safeParse(metadata.value);
  if (!parsed.success) return fail({ path: 'template.metadata', message: 'metadata.name renders to nothing' });
  return succeed(withFinalizer(inNamespace({ metadata: parsed.data, spec: spec.value }, options.namespace), options));
}

function inNamespace({ metadata, spec }: ApplicationTemplate, namespace: string): ExpandedApplication {
  return { metadata: { ...metadata, namespace }, spec };
}

function withFinalizer(application: ExpandedApplication, options: FillOptions): ExpandedApplication {
  const hasOwn = (application.metadata.finalizers ?? []).length > 0;
  if (hasOwn || options.preserveResourcesOnDeletion) return application;
  return { ...application, metadata: { ...application.metadata, finalizers: [ARGO_RESOURCES_FINALIZER] } };
}
