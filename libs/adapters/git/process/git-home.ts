import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that every git process of a cache folder uses instead of the host's own. */
export interface GitHome {
  /** HOME: holds our configuration and nothing else. */
  readonly folder: string;
  /** Answers git's questions for user name and password. */
  readonly askpass: string;
  /** Runs git in a process group of its own and ends the whole group when told to end. */
  readonly binary: string;
  /** Holds a folder for each command under way that needs files of its own. */
  readonly accessFolder: string;
}

/**
 * What git may do here: speak HTTP and SSH. No hooks, no filters, no submodules, no housekeeping in the background, no helpers of the host.
 * Objects are checked before they are taken; what is only untidy, as old tools wrote it, passes. Packs are kept as they arrive, so that a commit is there with all it holds or not at all.
 */
const configuration = `[protocol]
  allow = never
  version = 2
[protocol "http"]
  allow = always
[protocol "https"]
  allow = always
[protocol "ssh"]
  allow = always
[http]
  followRedirects = initial
  lowSpeedLimit = 1
  lowSpeedTime = 30
[credential]
  helper =
[core]
  hooksPath = /dev/null
  fsmonitor = false
  useReplaceRefs = false
  attributesFile = /dev/null
[init]
  templateDir =
  defaultBranch = main
[safe]
  directory = *
[submodule]
  recurse = false
[fetch]
  unpackLimit = 1
  recurseSubmodules = false
[transfer]
  bundleURI = false
  fsckObjects = true
[fetch "fsck"]
  badTimezone = ignore
  missingSpaceBeforeDate = ignore
  nulInCommit = ignore
  zeroPaddedFilemode = ignore
[gc]
  auto = 0
[maintenance]
  auto = false
[advice]
  detachedHead = false
`;

/** A redirect may lead to another host, whose question must not be answered: the words of the question name the host. */
const askpass = `#!/bin/sh
case "$1" in
  "Username for '$NABE_GIT_ORIGIN'"*) printf '%s\\n' "$NABE_GIT_USERNAME" ;;
  "Password for '"*"@$NABE_GIT_HOST'"*) printf '%s\\n' "$NABE_GIT_PASSWORD" ;;
  *) exit 1 ;;
esac
`;

/** git leaves its transport helpers behind when it is ended: they are in its group, so they end with it here. */
const groupRunner = `#!/bin/sh
setsid git "$@" &
child=$!
trap 'kill -KILL "-$child" 2>/dev/null' INT TERM HUP
wait "$child"
`;

/** Writes the files below `cacheFolder`, readable by this user only. */
export async function prepareGitHome(cacheFolder: string): Promise<GitHome> {
  const folder = join(cacheFolder, 'home');
  const home = {
    folder,
    askpass: join(folder, 'askpass'),
    binary: join(folder, 'git-group'),
    accessFolder: join(cacheFolder, 'access'),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(cacheFolder, 0o700);
  // What an earlier process was killed with must not stay.
  await rm(home.accessFolder, { recursive: true, force: true });
  await mkdir(home.accessFolder, { mode: 0o700 });
  await writeFile(join(folder, '.gitconfig'), configuration, { mode: 0o600 });
  await writeFile(home.askpass, askpass, { mode: 0o700 });
  await writeFile(home.binary, groupRunner, { mode: 0o700 });
  return home;
}
