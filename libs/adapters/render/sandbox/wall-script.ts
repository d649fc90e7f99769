import type { SandboxLimits } from './sandbox-limits.ts';

/** Uid and gid of the renderer: nobody's, which owns nothing. */
const nobody = '65534';

/** Where the renderer sees the files that it may read; beside them, it sees its own program and an empty home. */
export const treeFolder = '/tree';

/** Where sops finds keys, in the variables that it looks at; only its own runs have files there. */
export const keyPlaces = {
  SOPS_AGE_KEY_FILE: `${treeFolder}/keys/age.txt`,
  GNUPGHOME: `${treeFolder}/keys/gnupg`,
} as const;

/** What a program with the network looks names of hosts up with. */
const namesOfHosts = ['resolv.conf', 'hosts', 'nsswitch.conf'] as const;

/** Of the renderer; stays empty. */
export const homeFolder = '/home';

/**
 * Runs as process 1 of the new namespaces. Everything that does not depend on what is rendered happens first: a root in memory, the
 * program in it, a second look at that root through which nothing can be written, and the renderer's process as far as its last step.
 * Then `tar` waits for the files, which it unpacks below the read-only look, and the renderer's process waits for `tar`.
 *
 * Descriptor 3 is a pipe whose other end the worker holds: it closes when the worker dies, however that happens, and then nothing may
 * live on here. Descriptor 4 brings the last step ({@link lastStep}) to a shell that is nobody already. The working folder becomes the
 * root because nobody may not pass the folders above it.
 */
const wallScript = `
set -eu
umask 022
root=$1 size=$2 program=$3 network=$4; shift 4
mount -t tmpfs -o "size=$size,nr_inodes=100000,mode=0755,nosuid,nodev" sandbox "$root"
cd "$root"
mkdir .${homeFolder} .${treeFolder}
: >program
if [ "$network" = yes ]; then
  mkdir etc
  for name in ${namesOfHosts.join(' ')}; do [ ! -r "/etc/$name" ] || cat "/etc/$name" >"etc/$name"; done
fi
mount -o bind,ro,nosuid,nodev "$root" "$root"
mount -o bind,ro,nosuid,nodev "$program" "$root/program"
{ read -r _ <&3 || :; kill -9 -1; } 4<&- >/dev/null 2>&1 &
{ tar -x -f - --no-same-owner --no-same-permissions && echo unpacked; } 3<&- 4<&- |
  { cd "$root"; exec "$@" 3<&- 5<&0 <&4 4<&-; }
`;

export interface WallOptions {
  /** An empty folder that stays empty: what is mounted there is seen inside only. */
  readonly mountPoint: string;
  /** Absolute path of a statically linked program. */
  readonly program: string;
  readonly limits: SandboxLimits;
  /** Whether what runs there has the worker's network, and with it the files that names of hosts are looked up with. */
  readonly hasNetwork: boolean;
  /** Whether the worker itself is root: then the kernel lets it mount without a user namespace, and would not count its processes. */
  readonly isRoot: boolean;
}

/**
 * The command line that puts up a wall, for a spawn with stdin, stdout, stderr, the life line as descriptor 3 and the last step as
 * descriptor 4.
 */
export function wallCommand({ mountPoint, program, limits, hasNetwork, isRoot }: WallOptions): string[] {
  const namespaces = [...(hasNetwork ? [] : ['--net']), '--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child'];
  const asOwnRoot = ['unshare', '--user', '--map-root-user'];
  const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const script = [
    '/bin/sh',
    '-c',
    wallScript,
    'sh',
    mountPoint,
    String(limits.filesBytes),
    program,
    hasNetwork ? 'yes' : 'no',
  ];
  return [
    ...(isRoot ? ['unshare'] : asOwnRoot),
    ...namespaces,
    '--',
    ...script,
    ...(isRoot ? [...asNobody, ...asOwnRoot] : []),
    ...limitCommand(limits),
    '/bin/sh',
  ];
}

/** As root of a user namespace of its own: the limit on processes counts there, and so for this one run alone. */
function limitCommand({ memoryBytes, deadlineMs, processes }: SandboxLimits): string[] {
  const cpuSeconds = Math.ceil(deadlineMs / 1000) * 2;
  // Writable memory only: a limit on the address space would count what Go merely reserves.
  const limits = [`--data=${memoryBytes}`, `--cpu=${cpuSeconds}`, `--nproc=${processes}`, '--nofile=1024', '--core=0'];
  return ['prlimit', ...limits];
}

/**
 * What the waiting shell is told: once the files are there, become nobody without capabilities, in a root that has only the renderer
 * and its files, and be the renderer. The kernel makes no user namespace for a process with a changed root, so there is no way back
 * to being root of anything. `folder` is below {@link treeFolder}; '' for that itself. Variables pass
 * through the same pipe: nobody else sees them.
 */
export function lastStep(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  const place = folder === '' ? treeFolder : `${treeFolder}/${folder}`;
  const identity = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  const command = ['unshare', ...identity, '--root=.', `--wd=${place}`, '--', '/program', ...args];
  const variables = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}\n`);
  return `${variables.join('')}read -r _ <&5 && exec ${command.map(quote).join(' ')} 5<&- </dev/null\n`;
}

/** One word for a shell, whatever is in it except zero bytes. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
