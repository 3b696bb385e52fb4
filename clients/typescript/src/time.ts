type Timer = ReturnType<typeof setTimeout>;

/** @param early is given a function that ends the sleep, and its timer */
export function sleep(milliseconds: number, early: (wake: () => void, timer: Timer) => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    early(() => {
      clearTimeout(timer);
      resolve();
    }, timer);
  });
}

/** Lets Node exit before the timer ends. */
export function unref(timer: Timer): void {
  (timer as unknown as { unref?: () => void }).unref?.();
}

/**
 * Runs a task for a limited time, or until the outer signal aborts. The task has a signal for what can be aborted;
 * nobody waits for the rest of it.
 *
 * @param isStream whether the outer signal can still abort what the task has returned
 */
export async function within<T>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
  isStream = false,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`No response within ${milliseconds} ms`, 'TimeoutError'));
  }, milliseconds);
  outer?.addEventListener('abort', abort);
  try {
    return await new Promise((resolve, reject) => {
      const { signal } = controller;
      signal.addEventListener('abort', () => reject(signal.reason));
      task(signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    if (!isStream) {
      outer?.removeEventListener('abort', abort);
    }
  }
}
