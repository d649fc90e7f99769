/** The parts of fengari (Lua 5.3 in JavaScript, no types of its own) that we use: the C API by its own names, over byte strings. */
declare module 'fengari' {
  export interface LuaState {
    readonly l_G: object;
  }
  type Bytes = Uint8Array;
  interface Fengari {
    readonly lua: {
      readonly LUA_OK: 0;
      readonly LUA_MASKCOUNT: number;
      readonly LUA_TNIL: 0;
      readonly LUA_TTABLE: 5;
      lua_close(state: LuaState): void;
      lua_createtable(state: LuaState, items: number, fields: number): void;
      lua_next(state: LuaState, index: number): number;
      lua_getfield(state: LuaState, index: number, name: Bytes): number;
      lua_pcall(state: LuaState, args: number, results: number, handler: number): number;
      lua_pop(state: LuaState, count: number): void;
      lua_pushboolean(state: LuaState, value: boolean): void;
      lua_pushnil(state: LuaState): void;
      lua_pushnumber(state: LuaState, value: number): void;
      lua_pushstring(state: LuaState, value: Bytes): void;
      lua_sethook(state: LuaState, hook: (state: LuaState) => void, mask: number, count: number): void;
      lua_setfield(state: LuaState, index: number, name: Bytes): void;
      lua_setglobal(state: LuaState, name: Bytes): void;
      lua_seti(state: LuaState, index: number, at: number): void;
      lua_tojsstring(state: LuaState, index: number): string | null;
      lua_type(state: LuaState, index: number): number;
    };
    readonly lauxlib: {
      luaL_checkstack(state: LuaState, count: number, message: Bytes | null): void;
      luaL_error(state: LuaState, message: Bytes): never;
      luaL_loadbuffer(state: LuaState, text: Bytes, length: number, name: Bytes): number;
      luaL_newstate(): LuaState;
      luaL_requiref(state: LuaState, name: Bytes, open: (state: LuaState) => number, global: boolean): void;
    };
    readonly lualib: Readonly<
      Record<
        'luaopen_base' | 'luaopen_math' | 'luaopen_os' | 'luaopen_string' | 'luaopen_table',
        (state: LuaState) => number
      >
    >;
    readonly to_luastring: (text: string) => Bytes;
  }
  const fengari: Fengari;
  export default fengari;
}
