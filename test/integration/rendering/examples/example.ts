import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { MemoryFile } from '#testing/sources/memory-git.ts';

type Files = Readonly<Record<string, MemoryFile>>;

/** A tree of files, how an Application renders it, and what a person would type to get the same. */
export interface Example {
  /** Why the example is there; completes "renders …". */
  readonly name: string;
  readonly files: Files;
  readonly source: Partial<ApplicationSource>;
  /** Arguments of the program, in the folder of the source; several for what takes several calls. */
  readonly bare: readonly (readonly string[])[];
  /** Files that a person would add or replace by hand first. */
  readonly byHand?: Files;
}

export function configMap(name: string, data = 'a: b'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata: {${data}}\n`;
}

export function deployment(name: string, image = 'nginx:1.27'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: {app: ${name}}
spec:
  replicas: 1
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          envFrom: [{configMapRef: {name: settings}}]
`;
}
