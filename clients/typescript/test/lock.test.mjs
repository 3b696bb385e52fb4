import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelLock, lockNamed, webLock } from '../dist/lock.js';

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
