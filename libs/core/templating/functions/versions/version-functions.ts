import { FunctionError } from '../../template-failure.ts';
import { GoInt, goInt } from '../../values/go-numbers.ts';
import { type GoMethod, GoObject, type GoValue } from '../../values/go-value.ts';
import { fixed, type TemplateFunction } from '../template-function.ts';
import { meetsConstraint, parseConstraint } from '../../../versions/constraint.ts';
import { compareVersions, parseVersion, type Version, versionText } from '../../../versions/version.ts';

/** sprig's functions on semantic versions. */
export const versionFunctions: Readonly<Record<string, TemplateFunction>> = {
  semver: fixed(['string'], (text) => new GoVersion(readVersion(text), '*semver.Version')),
  semverCompare: fixed(['string', 'string'], (text, version) => {
    const constraint = parseConstraint(text);
    if (typeof constraint === 'string') throw new FunctionError(`improper constraint: ${constraint}`);
    return meetsConstraint(readVersion(version), constraint);
  }),
};

function readVersion(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new FunctionError('invalid semantic version');
  return version;
}

/** A version inside a template, with the methods of Masterminds/semver. */
class GoVersion extends GoObject {
  readonly version: Version;

  constructor(version: Version, typeName: '*semver.Version' | 'semver.Version') {
    const text = () => versionText(version);
    const kind = typeName === 'semver.Version' ? 'struct' : 'ptr';
    super({ typeName, kind, fields: new Map(), methods: methodsOf(version), text, json: text }, version);
    this.version = version;
  }
}

function methodsOf(version: Version): ReadonlyMap<string, GoMethod> {
  return new Map([
    getter('Major', () => new GoInt('uint64', version.major)),
    getter('Minor', () => new GoInt('uint64', version.minor)),
    getter('Patch', () => new GoInt('uint64', version.patch)),
    getter('Prerelease', () => version.prerelease),
    getter('Metadata', () => version.metadata),
    getter('Original', () => version.original),
    getter('String', () => versionText(version)),
    getter('IncMajor', () => next(version, { major: version.major + 1n, minor: 0n, patch: 0n })),
    getter('IncMinor', () => next(version, { minor: version.minor + 1n, patch: 0n })),
    getter('IncPatch', () => next(version, { patch: version.prerelease === '' ? version.patch + 1n : version.patch })),
    comparison('Compare', (order) => goInt(Math.sign(order)), version),
    comparison('Equal', (order) => order === 0, version),
    comparison('LessThan', (order) => order < 0, version),
    comparison('LessThanEqual', (order) => order <= 0, version),
    comparison('GreaterThan', (order) => order > 0, version),
    comparison('GreaterThanEqual', (order) => order >= 0, version),
  ]);
}

function getter(name: string, run: () => GoValue): [string, GoMethod] {
  return [name, { signature: { parameters: [] }, run }];
}

function comparison(name: string, judge: (order: number) => GoValue, version: Version): [string, GoMethod] {
  const run = ([other]: readonly GoValue[]): GoValue => {
    if (!(other instanceof GoVersion)) throw new FunctionError('there is no version to compare with');
    return judge(compareVersions(version, other.version));
  };
  return [name, { signature: { parameters: ['version'] }, run }];
}

/** The next version: no prerelease, no metadata. */
function next(version: Version, changed: Partial<Version>): GoVersion {
  const raised = { ...version, ...changed, prerelease: '', metadata: '' };
  const prefix = version.original.startsWith('v') ? 'v' : '';
  return new GoVersion({ ...raised, original: prefix + versionText(raised) }, 'semver.Version');
}
