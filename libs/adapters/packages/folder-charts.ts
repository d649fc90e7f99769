import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDocuments } from '#core/manifests/yaml/read-documents.ts';
import { isJsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { chooseChartVersion } from '#core/packages/choose-chart-version.ts';
import { defaultUnpackLimits, unpackArchive, type UnpackedPackage } from './archive/unpack-archive.ts';

/** A chart in a folder that stands for a repository of charts. */
export type FoundChart =
  | { readonly kind: 'folder'; readonly version: string; readonly folder: string }
  | {
      readonly kind: 'archive';
      readonly version: string;
      readonly content: Uint8Array;
      readonly unpacked: UnpackedPackage;
    };

/**
 * Finds a chart: the folder itself, a folder in it with the chart's name, at whatever version they are, or the archive
 * `CHART-VERSION.tgz` whose version is wanted. Fails with a sentence's end.
 */
export async function findFolderChart(
  root: string,
  chart: string,
  wanted: string,
): Promise<Result<FoundChart, string>> {
  for (const folder of [root, join(root, chart)]) {
    const found = await readChartFile(folder);
    if (found !== undefined && found.name === chart.split('/').at(-1))
      return succeed({ kind: 'folder', version: found.version, folder });
  }
  return await findArchive(root, chart.split('/').at(-1) ?? '', wanted);
}

async function findArchive(root: string, name: string, wanted: string): Promise<Result<FoundChart, string>> {
  const files = (await readdir(root)).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'));
  const versions = files.map((file) => file.slice(name.length + 1, -'.tgz'.length));
  const version = chooseChartVersion(wanted, versions);
  if (version === undefined) return fail(`has neither a folder of chart ${name} nor an archive ${name}-${wanted}.tgz`);
  const file = `${name}-${version}.tgz`;
  const content = await readFile(join(root, file));
  const unpacked = await unpackArchive({ content, isChart: true }, defaultUnpackLimits);
  return unpacked.ok
    ? succeed({ kind: 'archive', version, content, unpacked: unpacked.value })
    : fail(`has ${file}, which ${unpacked.failure}`);
}

/** Undefined where there is no Chart.yaml, or none with a name. */
async function readChartFile(folder: string): Promise<{ readonly name: string; readonly version: string } | undefined> {
  const text = await readFile(join(folder, 'Chart.yaml'), 'utf8').catch(() => undefined);
  const documents = text === undefined ? undefined : readDocuments('Chart.yaml', text);
  const fields = documents?.ok === true ? documents.value[0]?.value : undefined;
  if (!isJsonObject(fields) || typeof fields['name'] !== 'string') return undefined;
  return { name: fields['name'], version: typeof fields['version'] === 'string' ? fields['version'] : '' };
}
