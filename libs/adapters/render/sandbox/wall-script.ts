import type { SandboxLimits } from './sandbox-limits.ts';

/** Uid and gid of the renderer: nobody's, which owns nothing. */
const nobody = '65534';

/** Where the renderer sees the files that it may read; beside them, it sees its own program and an empty home. */
export const treeFolder = '/tree';

/** The empty home and the place of the program, which the archive of files has to bring along. */
export const homeFolder = 'home';
export const programFile = 'program';

/**
 * Runs as process 1 of the new namespaces: unpacks the files from standard input into memory, makes everything read-only, and
 * starts the renderer, which is all there is left. Descriptor 3 is a pipe whose other end the worker holds: it closes when the worker
 * dies, however that happens, and then nothing may live on here. The working folder becomes the root because nobody may not pass
 * the folders above it. Every program that is started here costs about a millisecond of each rendering.
 */
const wallScript = `
set -eu
root=$1 size=$2 program=$3; shift 3
mount -t tmpfs -o "size=$size,nr_inodes=100000,mode=0755,nosuid,nodev" sandbox "$root"
cd "$root"
tar -x -f - --no-same-owner --no-same-permissions
mount -o bind,ro,nosuid,nodev "$program" ${programFile}
mount -o remount,bind,ro,nosuid,nodev "$root"
"$@" 3<&- </dev/null &
renderer=$!
{ read -r _ <&3 || :; kill -9 -1; } >/dev/null 2>&1 &
wait "$renderer"
`;

export interface WalledCommand {
  /** An empty folder that stays empty: what is mounted there is seen inside only. */
  readonly mountPoint: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Below {@link treeFolder}; '' for that itself. */
  readonly folder: string;
  readonly limits: SandboxLimits;
  /** Whether the worker itself is root: then the kernel lets it mount without a user namespace, and would not count its processes. */
  readonly isRoot: boolean;
}

/** The command line that runs a program behind the wall, for a spawn with stdin, stdout, stderr and the life line as descriptor 3. */
export function walledCommand({ mountPoint, program, args, folder, limits, isRoot }: WalledCommand): string[] {
  const namespaces = ['--net', '--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child'];
  const asOwnRoot = ['unshare', '--user', '--map-root-user'];
  const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const script = ['/bin/sh', '-c', wallScript, 'sh', mountPoint, String(limits.filesBytes), program];
  return [
    ...(isRoot ? ['unshare'] : asOwnRoot),
    ...namespaces,
    '--',
    ...script,
    ...(isRoot ? [...asNobody, ...asOwnRoot] : []),
    ...enterCommand(folder === '' ? treeFolder : `${treeFolder}/${folder}`, limits),
    ...args,
  ];
}

/**
 * The last step, as root of a user namespace of its own: lowers the limits and becomes nobody, without capabilities, in a root that has
 * only the renderer and its files. The limit on processes counts in that namespace, and so for this one run alone. The kernel
 * makes no user namespace for a process with a changed root, so there is no way back to being root of anything.
 */
function enterCommand(folder: string, { memoryBytes, deadlineMs, processes }: SandboxLimits): string[] {
  const cpuSeconds = Math.ceil(deadlineMs / 1000) * 2;
  // Writable memory only: a limit on the address space would count what Go merely reserves.
  const limits = [`--data=${memoryBytes}`, `--cpu=${cpuSeconds}`, `--nproc=${processes}`, '--nofile=1024', '--core=0'];
  const identity = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  return ['prlimit', ...limits, 'unshare', ...identity, '--root=.', `--wd=${folder}`, '--', `/${programFile}`];
}
