import type { SandboxLimits } from './sandbox-limits.ts';

/** Uid and gid of the renderer: nobody's, which owns nothing. */
const nobody = '65534';

/** Where the renderer sees the files that it may read; its only other file is itself. */
export const workFolder = '/work';

/**
 * The last step, inside of a user namespace of its own: lowers the limits and becomes nobody, without capabilities, in a root that
 * has only the renderer and its files. Limits on processes count here, and so for this one run alone. The second namespace is the
 * last one that may be made: a renderer that could make another would be root in it again.
 */
const enterScript = `
folder=$1 limits=$2; shift 2
echo 1 2>/dev/null >/proc/sys/user/max_user_namespaces || :
exec prlimit $limits setpriv --no-new-privs unshare --user --map-user=${nobody} --map-group=${nobody} --root=. --wd="$folder" -- /program "$@"
`;

/**
 * Runs as process 1 of the new namespaces: unpacks the files from standard input into memory, makes everything read-only, and
 * starts the renderer. Descriptor 3 is a pipe whose other end the worker holds: it closes when the worker dies, however that
 * happens, and then nothing may live on here.
 */
const wallScript = `
set -eu
root=$1 size=$2 program=$3 enter=$4; shift 4
mount -t tmpfs -o "size=$size,nr_inodes=100000,mode=0755,nosuid,nodev" sandbox "$root"
mkdir "$root/home" "$root/dev" "$root${workFolder}"
: >"$root/program" >"$root/dev/null"
mount --bind "$program" "$root/program"
mount -o remount,bind,ro,nosuid,nodev "$root/program"
mount --bind /dev/null "$root/dev/null"
tar -x -f - -C "$root${workFolder}" --no-same-owner --no-same-permissions
mount -o remount,bind,ro,nosuid,nodev "$root"
# From here on the root is the working folder: nobody may not pass the folders above it.
cd "$root"
if [ "$enter" = as-root ]; then
  set -- setpriv --reuid=${nobody} --regid=${nobody} --clear-groups unshare --user --map-root-user /bin/sh -c '${enterScript}' sh "$@"
else
  set -- /bin/sh -c '${enterScript}' sh "$@"
fi
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
  /** Below {@link workFolder}; '' for that itself. */
  readonly folder: string;
  readonly limits: SandboxLimits;
  /** Whether the worker itself is root: then the kernel lets it mount without a user namespace, and would not count its processes. */
  readonly isRoot: boolean;
}

/** The command line that runs a program behind the wall, for a spawn with stdin, stdout, stderr and the life line as descriptor 3. */
export function walledCommand({ mountPoint, program, args, folder, limits, isRoot }: WalledCommand): string[] {
  const namespaces = ['--net', '--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child'];
  const script = ['/bin/sh', '-c', wallScript, 'sh', mountPoint, String(limits.filesBytes), program];
  const inside = [folder === '' ? workFolder : `${workFolder}/${folder}`, resourceLimits(limits), ...args];
  return [
    'unshare',
    ...(isRoot ? [] : ['--user', '--map-root-user']),
    ...namespaces,
    '--',
    ...script,
    isRoot ? 'as-root' : 'as-user',
    ...inside,
  ];
}

/** `--data` bounds memory that is really writable; an address-space limit would count what Go merely reserves. */
function resourceLimits({ memoryBytes, deadlineMs, processes }: SandboxLimits): string {
  const cpuSeconds = Math.ceil(deadlineMs / 1000) * 2;
  return `--data=${memoryBytes} --cpu=${cpuSeconds} --nproc=${processes} --fsize=0 --nofile=1024 --core=0`;
}
