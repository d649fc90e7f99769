import { fileURLToPath } from 'node:url';

/**
 * Where Node keeps what it compiled (NODE_COMPILE_CACHE): the tests start hundreds of hubs, workers and command lines, and each would spend a
 * second of processor time on the same modules. Goes with the build.
 */
export const COMPILE_CACHE = fileURLToPath(new URL('../../dist/compile-cache', import.meta.url));
