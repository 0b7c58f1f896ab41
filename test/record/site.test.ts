import { afterEach, describe, expect, test } from 'vitest';
import { callSite } from '../../src/record/site.js';

const { stackTraceLimit } = Error;
afterEach(() => {
  Error.stackTraceLimit = stackTraceLimit;
  delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
});

function entry(): ReturnType<typeof callSite> {
  return callSite(entry);
}
function method(): ReturnType<typeof callSite> {
  return entry();
}
function application(): ReturnType<typeof callSite> {
  const found = method();
  return found;
}
/** As V8 would print frames, with the application's own formatting. */
function withFrames(...frames: string[]): ReturnType<typeof callSite> {
  Error.prepareStackTrace = () => ['Error', '    at method (x.js:1:1)', ...frames].join('\n');
  return callSite(entry);
}

describe('the call site', () => {
  test('is the caller of what called the entry', () => {
    expect(application()).toMatchObject({ module: 'site.test', function: 'application' });
    expect(application()?.line).toBeGreaterThan(10);
  });

  test.each([
    ['    at fn (/a b/c:d/app.js:12:3)', 'app', 'fn', 12],
    ['    at /srv/main.mjs:7:1', 'main', '<anonymous>', 7],
    ['    at async Foo.bar [as baz] (file:///srv/x.ts:1:2)', 'x', 'async Foo.bar [as baz]', 1],
  ])('is read from %s', (frame, module, name, line) => {
    expect(withFrames(frame)).toEqual({ module, function: name, line });
  });

  test('is not known where the engine does not tell', () => {
    expect(withFrames()).toBeUndefined();
    expect(withFrames('    at native')).toBeUndefined();
    Error.prepareStackTrace = () => [] as unknown;
    expect(callSite(entry)).toBeUndefined();
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    Error.stackTraceLimit = 0;
    expect(application()).toBeUndefined();
  });
});
