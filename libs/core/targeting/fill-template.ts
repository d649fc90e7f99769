import type { JsonObject } from '#core/model/json.ts';
import { type FillFailure, type RenderText, fillStrings } from '#core/generators/parameters/fill-strings.ts';
import type { ParameterSet } from '#core/generators/parameters/parameter-set.ts';
import type { TemplateEngine } from '#core/generators/template-engine.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationTemplate } from '#core/resources/application-set.ts';
import { applyTemplatePatch } from './patch/apply-template-patch.ts';

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
  /** The set's `templatePatch`: one template, laid over the filled Application. */
  readonly templatePatch?: string | undefined;
}

/**
 * Fills one parameter set into the template: every string of it, keys included, is a template of its own. An Application
 * without finalizers gets Argo CD's resources finalizer unless resources are to be preserved. An empty parameter set leaves the
 * template as it is, finalizers too (Argo CD does so). Last comes the patch, and then the namespace, which nothing can change.
 */
export function fillTemplate(
  template: ApplicationTemplate,
  parameters: ParameterSet,
  options: FillOptions,
  engine: TemplateEngine,
): Result<ExpandedApplication, FillFailure> {
  const render: RenderText = (text) => engine.render(text, parameters);
  const filled = Object.keys(parameters).length === 0 ? succeed(template) : fillFields(template, render, options);
  if (!filled.ok) return filled;
  const patched = patchTemplate(filled.value, render, options);
  if (!patched.ok) return patched;
  const { metadata, spec } = patched.value;
  if (metadata.name === '') return fail({ path: 'template.metadata', message: 'metadata.name renders to nothing' });
  return succeed({ metadata: { ...metadata, namespace: options.namespace }, spec });
}

function fillFields(
  template: ApplicationTemplate,
  render: RenderText,
  options: FillOptions,
): Result<ApplicationTemplate, FillFailure> {
  const metadata = fillStrings(template.metadata, render, 'template.metadata');
  if (!metadata.ok) return metadata;
  const spec = fillStrings(template.spec, render, 'template.spec');
  if (!spec.ok) return spec;
  const parsed = ApplicationTemplate.shape.metadata.safeParse(metadata.value);
  if (!parsed.success) return fail({ path: 'template.metadata', message: 'not metadata once it is filled' });
  return succeed(withFinalizer({ metadata: parsed.data, spec: spec.value }, options));
}

function patchTemplate(
  filled: ApplicationTemplate,
  render: RenderText,
  { templatePatch }: FillOptions,
): Result<ApplicationTemplate, FillFailure> {
  if (templatePatch === undefined) return succeed(filled);
  const text = render(templatePatch);
  return text.ok ? applyTemplatePatch(filled, text.value) : fail({ path: 'templatePatch', message: text.failure });
}

function withFinalizer(template: ApplicationTemplate, options: FillOptions): ApplicationTemplate {
  const hasOwn = (template.metadata.finalizers ?? []).length > 0;
  if (hasOwn || options.preserveResourcesOnDeletion) return template;
  return { ...template, metadata: { ...template.metadata, finalizers: [ARGO_RESOURCES_FINALIZER] } };
}
