import { sleep } from './time.js';

/** Runs a task in one tab of an origin at a time. `waited` tells the task that another one has just finished. */
export type Lock = <T>(task: (waited: boolean) => Promise<T>) => Promise<T>;

/** The best lock that this environment has. */
export function lockNamed(name: string): Lock {
  if (isNode()) {
    return queue();
  }
  if (globalThis.navigator?.locks) {
    return ifAllowed(webLock(name, navigator.locks));
  }
  return globalThis.BroadcastChannel ? ifAllowed(channelLock(name)) : queue();
}

export function isNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

/** Only within this page or process. */
function queue(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  return (task) => {
    const waited = running++ > 0;
    const result = last.then(() => task(waited));
    last = result.catch(() => undefined).finally(() => running--);
    return result;
  };
}

/** Browsers forbid locks and channels in some pages, such as sandboxed frames. Their tasks then queue up in this page. */
export function ifAllowed(lock: Lock): Lock {
  const local = queue();
  return async (task) => {
    let isStarted = false;
    try {
      return await lock((waited) => {
        isStarted = true;
        return task(waited);
      });
    } catch (error) {
      if (isStarted) {
        throw error;
      }
      return local(task);
    }
  };
}

/** The part of `LockManager` that is used. The types of the package must not need those of a browser. */
interface Locks {
  request<T>(name: string, task: (lock: unknown) => Promise<T>): Promise<T>;
  request<T>(name: string, options: { ifAvailable: boolean }, task: (lock: unknown) => Promise<T>): Promise<T>;
}

/** Web Locks: pages of HTTPS and of `localhost` have them. */
export function webLock(name: string, locks: Locks): Lock {
  return async (task) => {
    const attempt = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock ? { result: await task(false) } : undefined,
    );
    return attempt ? attempt.result : await locks.request(name, () => task(true));
  };
}

/** How long other tabs have to object to a claim. Timers of tabs in the background are slower: their claims expire. */
const OBJECTION_TIME = 100;

/** How long to wait for a tab that holds the lock: it may have been closed or frozen. */
const PATIENCE = 15_000;

interface Message {
  kind: 'claim' | 'taken' | 'released';
  ticket: number;
}

/**
 * The fallback, over messages. A tab claims the lock with a random ticket. The tab that has the lock objects, and of two
 * concurrent claims the one with the larger ticket yields. It can fail if a tab is suspended for longer than
 * `OBJECTION_TIME`; then two tabs refresh, and the service gives both the same token.
 */
export function channelLock(name: string): Lock {
  return async (task) => {
    const channel = new BroadcastChannel(name);
    try {
      let waited = false;
      for (;;) {
        const claim = new Claim(channel);
        if (await claim.succeeds()) {
          try {
            return await task(waited);
          } finally {
            claim.release();
          }
        }
        waited = true;
      }
    } finally {
      channel.close();
    }
  };
}

class Claim {
  private readonly ticket = Math.random();
  private readonly expiresAt = performance.now() + OBJECTION_TIME;
  private state: 'pending' | 'held' | 'lost' | 'over' = 'pending';
  private wake = () => {};
  private readonly listener = (event: MessageEvent<Message>) => this.receive(event.data);

  constructor(private readonly channel: BroadcastChannel) {}

  /** False after another tab has released the lock: claim it again. */
  async succeeds(): Promise<boolean> {
    this.channel.addEventListener('message', this.listener);
    this.post('claim', this.ticket);
    await sleep(OBJECTION_TIME);
    if (this.state === 'pending') {
      this.state = 'held';
      return true;
    }
    if (this.state === 'lost') {
      await sleep(PATIENCE, (wake) => (this.wake = wake));
    }
    this.channel.removeEventListener('message', this.listener);
    return false;
  }

  release(): void {
    this.channel.removeEventListener('message', this.listener);
    this.post('released', this.ticket);
  }

  private receive(message: Message): void {
    const isRival = message.kind === 'claim';
    const isFirst = this.state === 'pending' && this.ticket < message.ticket && performance.now() < this.expiresAt;
    if (isRival && (this.state === 'held' || isFirst)) {
      this.post('taken', message.ticket);
    } else if (this.state === 'pending' && (isRival || (message.kind === 'taken' && message.ticket === this.ticket))) {
      this.state = 'lost';
    } else if (this.state === 'lost' && message.kind === 'released') {
      this.state = 'over';
      this.wake();
    }
  }

  private post(kind: Message['kind'], ticket: number): void {
    this.channel.postMessage({ kind, ticket } satisfies Message);
  }
}
