import fengari, { type LuaState } from 'fengari';
import { z } from 'zod';
import { type Health, health } from '#core/health/health.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { HealthStatus } from '#core/resources/application.ts';
import { hasTakenTooMuch, MOST_BYTES, resetBytes } from './count-bytes.ts';

const { lua, lauxlib, lualib, to_luastring: bytes } = fengari;

/** Instructions of one script: about a tenth of a second. */
const MOST_STEPS = 1_000_000;
const STEPS_AT_ONCE = 1000;

/** Scripts are written for Lua 5.1, and may reach nothing outside of themselves but the clock. */
const PRELUDE = `
unpack = table.unpack
table.getn = function(list) return #list end
math.pow = function(base, exponent) return base ^ exponent end
collectgarbage, dofile, load, loadfile, print = nil
os = { time = os.time, date = os.date }
local clock = os
require = function(name)
  if name == "os" then return clock end
  error("module '" .. tostring(name) .. "' is not there", 2)
end
`;

const Answer = z.object({ status: z.string().nullable(), message: z.string().nullable() });

/** Runs a script in a state of its own, so that no script sees anything of another. */
export function runScript(script: string, object: JsonObject): Result<Health | undefined, string> {
  resetBytes();
  const state = lauxlib.luaL_newstate();
  openLibraries(state);
  limitSteps(state);
  const problem = run(state, PRELUDE, 0) ?? setObject(state, object) ?? run(state, script, 1);
  const answer = problem === undefined ? readAnswer(state) : fail(problem);
  lua.lua_close(state);
  return answer;
}

function openLibraries(state: LuaState): void {
  const libraries = [
    ['_G', lualib.luaopen_base],
    ['math', lualib.luaopen_math],
    ['os', lualib.luaopen_os],
    ['string', lualib.luaopen_string],
    ['table', lualib.luaopen_table],
  ] as const;
  for (const [name, open] of libraries) {
    lauxlib.luaL_requiref(state, bytes(name), open, true);
    lua.lua_pop(state, 1);
  }
}

function limitSteps(state: LuaState): void {
  let steps = 0;
  const count = (at: LuaState) => {
    steps += STEPS_AT_ONCE;
    if (steps <= MOST_STEPS) return;
    // From now on at every step, so that catching the error leads nowhere.
    lua.lua_sethook(at, count, lua.LUA_MASKCOUNT, 1);
    lauxlib.luaL_error(at, bytes('takes too many steps'));
  };
  lua.lua_sethook(state, count, lua.LUA_MASKCOUNT, STEPS_AT_ONCE);
}

/** Leaves the results on the stack; answers what went wrong. */
function run(state: LuaState, script: string, results: number): string | undefined {
  const text = bytes(script);
  const loaded = lauxlib.luaL_loadbuffer(state, text, text.length, bytes('=script'));
  if (loaded !== lua.LUA_OK) return describeError(state);
  return lua.lua_pcall(state, 0, results, 0) === lua.LUA_OK ? undefined : describeError(state);
}

/** An error of memory leaves on the stack whatever the script worked on. */
function describeError(state: LuaState): string {
  if (hasTakenTooMuch()) return `takes more than ${MOST_BYTES / 1_000_000} MB for its texts`;
  return (lua.lua_tojsstring(state, -1) ?? 'fails without a word').slice(0, 300);
}

function setObject(state: LuaState, object: JsonObject): undefined {
  push(state, object);
  lua.lua_setglobal(state, bytes('obj'));
}

function push(state: LuaState, value: JsonValue): void {
  lauxlib.luaL_checkstack(state, 4, null);
  if (typeof value === 'string') lua.lua_pushstring(state, bytes(value));
  else if (typeof value === 'boolean') lua.lua_pushboolean(state, value);
  else if (typeof value === 'bigint' || typeof value === 'number') lua.lua_pushnumber(state, Number(value));
  else if (Array.isArray(value)) pushList(state, value);
  else if (isJsonObject(value)) pushTable(state, value);
  else lua.lua_pushnil(state);
}

function pushList(state: LuaState, list: readonly JsonValue[]): void {
  lua.lua_createtable(state, list.length, 0);
  for (const [index, item] of list.entries()) {
    push(state, item);
    lua.lua_seti(state, -2, index + 1);
  }
}

function pushTable(state: LuaState, object: JsonObject): void {
  lua.lua_createtable(state, 0, Object.keys(object).length);
  for (const [key, member] of Object.entries(object)) {
    push(state, member);
    lua.lua_setfield(state, -2, bytes(key));
  }
}

/** Nothing, or an empty table, is no judgement. */
function readAnswer(state: LuaState): Result<Health | undefined, string> {
  if (lua.lua_type(state, -1) === lua.LUA_TNIL) return succeed(undefined);
  if (lua.lua_type(state, -1) !== lua.LUA_TTABLE) return fail('returns no table');
  if (isEmpty(state)) return succeed(undefined);
  const { status, message } = Answer.parse({
    status: readField(state, 'status'),
    message: readField(state, 'message'),
  });
  if (status === null) return fail('returns a table without a status');
  const known = HealthStatus.safeParse(status);
  if (!known.success) return fail(`returns the status ${JSON.stringify(status.slice(0, 100))}, which there is none of`);
  return succeed(health(known.data, (message ?? '').slice(0, 1000)));
}

function isEmpty(state: LuaState): boolean {
  lua.lua_pushnil(state);
  if (lua.lua_next(state, -2) === 0) return true;
  lua.lua_pop(state, 2);
  return false;
}

function readField(state: LuaState, name: string): string | null {
  lua.lua_getfield(state, -1, bytes(name));
  const text = lua.lua_tojsstring(state, -1);
  lua.lua_pop(state, 1);
  return text;
}
