/** A package as its repository serves it, its digest checked. */
export interface PackageArchive {
  /** A tar archive, most often with gzip. */
  readonly content: Uint8Array;
  /** Of a chart, whose files lie in a folder of its name. */
  readonly isChart: boolean;
}

/** Charts and manifests are small; Helm's own limit for an unpacked chart is 100 MB. Unit: bytes. */
export const largestArchive = 20_000_000;
