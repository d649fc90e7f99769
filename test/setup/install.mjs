// Plain JavaScript for Node 20 and newer, without packages: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const wantedNode = 'v24.';
const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.nabe-lock.sha256');
const node = join(modules, '.bin', 'node');

/** Installs the npm packages when they are missing or belong to another package-lock.json; otherwise returns at once. */
function install() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Error(
      `Node ${process.versions.node} is too old: install Node ${oldestNode} or newer (https://nodejs.org)`,
    );
  }
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = `${createHash('sha256').update(lock).digest('hex')}\n`;
  if (readIfThere(stampFile) === stamp && existsSync(node)) return;
  if (!isInstalledFrom(lock)) {
    installPackages();
    if (!isInstalledFrom(lock))
      throw new Error('npm did not install what package-lock.json says: remove node_modules and try again');
  }
  checkNode();
  writeFileSync(stampFile, stamp);
}

/** Whether somebody has run npm by hand with this very lock file: npm keeps in node_modules a list of what it put there. */
function isInstalledFrom(lock) {
  const installed = installedPackages();
  if (installed === undefined || !existsSync(node)) return false;
  const wanted = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== '');
  const isSame = ([path, entry]) =>
    installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity;
  const isLeftOut = ([path, entry]) => entry.optional === true && installed[path] === undefined;
  return wanted.every((entry) => isSame(entry) || isLeftOut(entry));
}

/** npm's list of what is in node_modules; undefined when it is missing or damaged. */
function installedPackages() {
  try {
    return JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs what package-lock.json says and leaves that file alone. Not `npm ci`, which refuses a lock file made behind a registry
 * that lacks the packages of other platforms; `isInstalledFrom` tells afterwards whether the lock was kept to.
 */
function installPackages() {
  const start = performance.now();
  say('installing the npm packages …');
  // Without our own node on PATH: it lies in the very folder that npm is about to change.
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => resolve(folder) !== join(modules, '.bin'));
  const env = { ...process.env, PATH: folders.join(delimiter) };
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (error !== undefined)
    throw new Error(`npm cannot be started (${error.message}): install npm, which comes with Node`);
  if (status !== 0)
    throw new Error(
      'npm install failed; its message is above. Look at the network or the registry setting, and try again',
    );
  say(`npm packages installed after ${Math.round((performance.now() - start) / 1000)} s`);
}

/** The npm package `node` brings the Node that everything else runs on; npm may have skipped its install script. */
function checkNode() {
  const { stdout, error } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith(wantedNode)) return;
  const answer = error === undefined ? `says "${stdout.trim()}"` : 'does not run';
  throw new Error(
    `node_modules/.bin/node ${answer}, Node 24 is wanted: allow install scripts (npm config ignore-scripts) and run npm install`,
  );
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

try {
  install();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
