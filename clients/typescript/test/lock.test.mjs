import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { channelLock, ifAllowed, lockNamed, webLock } from '../dist/lock.js';

/** Runs five tasks, and returns the largest number that ran at a time and how many had waited. */
async function contend(locks) {
  let running = 0;
  let most = 0;
  const waits = await Promise.all(
    locks.map((lock) =>
      lock(async (waited) => {
        most = Math.max(most, ++running);
        await new Promise((done) => setTimeout(done, 30));
        running--;
        return waited;
      }),
    ),
  );
  return { most, waited: waits.filter(Boolean).length };
}

/** Web Locks for one process, with the order of requests. */
function locksInMemory() {
  let last = Promise.resolve();
  let held = 0;
  return {
    request(name, options, task = options) {
      if (options.ifAvailable && held > 0) {
        return task(null);
      }
      held++;
      const result = last.then(() => task({ name }));
      last = result.catch(() => undefined).finally(() => held--);
      return result;
    },
  };
}

const five = (make) => [1, 2, 3, 4, 5].map(make);

test('one task runs at a time with Web Locks', async () => {
  const locks = locksInMemory();
  assert.deepEqual(await contend(five(() => webLock('web', locks))), { most: 1, waited: 4 });
});

test('one task runs at a time with messages alone', async () => {
  assert.deepEqual(await contend(five(() => channelLock('five'))), { most: 1, waited: 4 });
});

test('a failed task releases the lock', async () => {
  for (const lock of [channelLock('failed'), webLock('failed', locksInMemory()), lockNamed('failed')]) {
    await assert.rejects(
      lock(() => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await lock(async () => 'next'), 'next');
  }
});

test('one task runs at a time within a process', async () => {
  const lock = lockNamed('process');
  assert.deepEqual(await contend(five(() => lock)), { most: 1, waited: 4 });
});

test('a tab whose timers are slow neither stops others nor runs beside them', async (t) => {
  t.after(() => mock.restoreAll());
  const { setTimeout } = globalThis;
  mock.method(Math, 'random', () => 0, { times: 1 });
  mock.method(globalThis, 'setTimeout', (task, time) => setTimeout(task, time + 400), { times: 1 });
  const order = [];
  const task = (name) => async () => {
    order.push(name);
    await new Promise((done) => setTimeout(done, 400));
    order.push(name);
  };

  const slow = channelLock('slow')(task('slow'));
  await new Promise((done) => setTimeout(done, 200));
  await Promise.all([slow, channelLock('slow')(task('fast'))]);

  assert.deepEqual(order, ['fast', 'fast', 'slow', 'slow']);
});

test('tasks run one at a time in a page that may not use locks', async () => {
  const lock = ifAllowed(() => Promise.reject(new DOMException('no', 'SecurityError')));

  assert.deepEqual(await contend(five(() => lock)), { most: 1, waited: 4 });
});

test('a task that fails with a lock is not run again without it', async () => {
  let runs = 0;
  const lock = ifAllowed(webLock('once', locksInMemory()));

  await assert.rejects(
    lock(() => Promise.reject(new Error(`run ${++runs}`))),
    /run 1/,
  );
  assert.equal(runs, 1);
});
