/**
 * What a service logs for one request. Messages, texts, secrets, errors, children and contexts are new each time, so that
 * whatever remembers them without a bound grows. Keys are many, but not without end: the tables of keys are emptied when
 * they are full, and a heap that goes up and down by their size shows no slope.
 */
const KEYS = 500;
const key = (at) => `item-${at % KEYS}`;

const secret = (at) => [`S${at}x`, 'Qz7', at * 7_919].join('v');

/** A stack of the depth of the caller, made here and now. */
function failure(at) {
  const cause = Object.assign(new Error(`connect ECONNREFUSED 10.0.${at & 255}.1:5432`), {
    code: 'ECONNREFUSED',
  });
  return new TypeError(`order ${at} could not be stored, password=${secret(at)}`, { cause });
}

/** One request in so many fails. Most of the time of an error is V8's, for its stack. */
const FAILS = 20;
/** Calls of one request. */
export const CALLS = 10;

export function serve(log, withContext, at) {
  const request = log.child({ requestId: `r-${at}`, tenant: `tenant-${at % 5_000}` });
  withContext({ user: `user-${at}`, session: { id: at, password: secret(at) } }, () => {
    request.info('request received', { method: 'GET', path: `/orders/${at}`, bytes: at % 60_000 });
    request.info('User %s logged in from %s', `user-${at}`, `192.0.2.${at & 255}`);
    request.info(`authorised with Authorization: Bearer ${secret(at)}${secret(at + 1)}`);
    request.info({ [key(at)]: { price: at / 7, [key(at + 1)]: 'two\nlines' } }, 'items');
    request.warn('slow', { ms: at % 1_000, steps: [at, at + 1, at + 2], by: new Map([[key(at), at]]) });
    request.child({ attempt: 2 }).info(() => `attempt of ${at}`);
    if (at % FAILS === 0) request.error(failure(at), 'order failed', { orderId: at });
    else
      request.info('order placed', {
        orderId: at,
        total: at / 100,
        items: { count: at % 20, first: `a-${at}` },
      });
    request.every(2).info(`row ${at}`);
    request.throttle(60_000).info(`import ${at}`);
    request.once().info(`deprecated ${at}`);
  });
}
