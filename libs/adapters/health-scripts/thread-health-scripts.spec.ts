import { afterAll, describe, expect, it } from 'vitest';
import { ThreadHealthScripts } from './thread-health-scripts.ts';

const scripts = new ThreadHealthScripts({ deadlineMs: 5000 });
afterAll(() => scripts.close());

const object = {
  apiVersion: 'pots.example/v1',
  kind: 'Pot',
  metadata: { name: 'a', labels: null },
  spec: { size: 3, weight: 1.5, parts: ['lid', 'body'] },
  status: { ready: true, conditions: [{ type: 'Fired', status: 'True', message: 'done' }] },
};

describe('ThreadHealthScripts', () => {
  it.each([
    {
      name: "a script in Argo CD's form",
      script: `
        hs = {}
        if obj.status ~= nil and obj.status.conditions ~= nil then
          for i, condition in ipairs(obj.status.conditions) do
            if condition.type == "Fired" and condition.status == "True" then
              hs.status = "Healthy"
              hs.message = condition.message
              return hs
            end
          end
        end
        hs.status = "Progressing"
        return hs`,
      answer: { ok: true, value: { status: 'Healthy', message: 'done' } },
    },
    {
      name: 'numbers, lists and what is missing',
      script: `return {
        status = "Suspended",
        message = obj.spec.size .. " " .. obj.spec.weight .. " " .. #obj.spec.parts .. obj.spec.parts[1] .. tostring(obj.metadata.labels)
      }`,
      answer: { ok: true, value: { status: 'Suspended', message: '3 1.5 2lidnil' } },
    },
    {
      name: 'words of Lua 5.1',
      script: 'return { status = "Healthy", message = unpack({ "a" }) .. table.getn({ 1, 2 }) .. 4 / 2 .. 2 ^ 33 }',
      answer: { ok: true, value: { status: 'Healthy', message: 'a228589934592' } },
    },
    {
      name: 'the time',
      script: `
        local clock = require("os")
        local last = clock.time({ year = 2026, month = 11, day = 22, hour = 1, min = 2, sec = 3 })
        return { status = "Healthy", message = clock.date("%Y-%m-%dT%H:%M:%S", last) .. tostring(os.time() > 1700000000) }`,
      answer: { ok: true, value: { status: 'Healthy', message: '2026-11-22T01:02:03true' } },
    },
    { name: 'nothing', script: 'local hs = {}', answer: { ok: true, value: undefined } },
    { name: 'an empty table', script: 'return {}', answer: { ok: true, value: undefined } },
    {
      name: 'a table without a status',
      script: 'return { message = "fine" }',
      answer: { ok: false, failure: 'returns a table without a status' },
    },
    {
      name: 'no module but os',
      script: 'local io = require("io") return {}',
      answer: { ok: false, failure: "script:1: module 'io' is not there" },
    },
    {
      name: 'nothing of the process',
      script:
        'return { status = "Healthy", message = type(os.getenv) .. type(os.exit) .. type(io) .. type(load) .. type(debug) }',
      answer: { ok: true, value: { status: 'Healthy', message: 'nilnilnilnilnil' } },
    },
    {
      name: 'nothing of the script before',
      script: 'left = (left or 0) + 1 return { status = "Healthy", message = "" .. left }',
      answer: { ok: true, value: { status: 'Healthy', message: '1' } },
    },
    { name: 'no table', script: 'return "Healthy"', answer: { ok: false, failure: 'returns no table' } },
    {
      name: 'a status there is none of',
      script: 'return { status = "Fine" }',
      answer: { ok: false, failure: 'returns the status "Fine", which there is none of' },
    },
    {
      name: 'a field of what is not there',
      script: 'return { status = obj.none.status }',
      answer: { ok: false, failure: "script:1: attempt to index a nil value (field 'none')" },
    },
    { name: 'no Lua', script: 'return {', answer: { ok: false, failure: expect.stringContaining('script:1:') } },
    { name: 'a loop without end', script: 'while true do end', answer: { ok: false, failure: 'takes too many steps' } },
    {
      name: 'a loop without end that catches errors',
      script: 'while true do pcall(function() while true do end end) end',
      answer: { ok: false, failure: 'takes too many steps' },
    },
    {
      name: 'a text that doubles',
      script: 'text = "x" while true do text = text .. text end',
      answer: { ok: false, failure: 'takes more than 64 MB for its texts' },
    },
    {
      name: 'a text that is copied',
      script: 'list = {} text = string.rep("x", 9000000) for i = 1, 1000 do list[i] = text:sub(2) end',
      answer: { ok: false, failure: 'takes more than 64 MB for its texts' },
    },
  ])('gives $name', async ({ script, answer }) => {
    await scripts.judge('left = (left or 0) + 1 return {}', object);
    expect(await scripts.judge(script, object)).toEqual(answer);
  });

  it('ends a script that takes too long, lets it rest, and goes on with the others', async () => {
    const hasty = new ThreadHealthScripts({ deadlineMs: 300 });
    // One single instruction that backtracks for minutes.
    const slow = 'return { status = string.find(string.rep("a", 30000), ".-.-.-.-b") }';
    const answers = await Promise.all([
      hasty.judge(slow, object),
      hasty.judge('return { status = "Healthy" }', object),
      hasty.judge(slow, object),
    ]);
    await hasty.close();
    expect(answers).toEqual([
      { ok: false, failure: 'takes longer than 300 ms' },
      { ok: true, value: { status: 'Healthy', message: '' } },
      { ok: false, failure: 'takes longer than 300 ms' },
    ]);
  });

  it('ends a script that fills the memory', async () => {
    const small = new ThreadHealthScripts({ deadlineMs: 20_000, heapMegabytes: 16 });
    const script = 'list = {} for i = 1, 900000 do list[i] = { i, { i } } end return {}';
    const answer = await small.judge(script, object);
    await small.close();
    expect(answer).toEqual({ ok: false, failure: 'takes too much memory' });
  });

  it('answers what waits when it is closed', async () => {
    const closing = new ThreadHealthScripts();
    const answer = closing.judge('return {}', object);
    await closing.close();
    expect(await answer).toEqual({ ok: false, failure: 'was given up because the process ends' });
  });
});
