import type { Lock } from './lock.js';
import { localProblem, ProblemError } from './problem.js';
import { sleep, unref } from './time.js';

/** What all tabs know about the session. Times are those of the clock of this machine, in milliseconds. */
export interface SessionRecord {
  /** Missing if not known. */
  signedIn?: boolean;
  /** When this was learned; larger in each newer record, 0 if nothing is known. */
  since: number;
  /** Random. Each sign-in and each end of a session changes it, a refresh does not. */
  signInId?: number;
  /** When to refresh, ahead of expiry; missing if the service does not say (a gateway). */
  refreshAt?: number;
  expiresAt?: number;
  /** How many refreshes have failed in a row, and when the next one may be sent. */
  failures?: number;
  retryAt?: number;
}

/** Called with whether somebody is signed in, when that or the session changes in this tab or in another. */
export type SessionListener = (signedIn: boolean) => void;

/** The part of the lifetime after which a token is refreshed. */
const REFRESH_AFTER = 0.8;

/** Within this many milliseconds all tabs see what one of them has stored. */
const PROPAGATION_TIME = 200;

/** How long a call waits for a refresh while its token is still valid. */
const PATIENCE = 1000;

/** How long the end of a session is trusted: a page without this client can begin another one. */
const END_IS_CERTAIN = 60_000;

/** The interval of {@link Session.keepFresh} if no expiry is known: that of the default lifetime of a token. */
const INTERVAL = 240_000;

/** The longest delay after a failed refresh. */
const MAX_RETRY_DELAY = 60_000;

/** Wake up {@link Session.keepFresh}: timers may have been stopped, and another page may have begun a session. */
const EVENTS = ['online', 'pageshow', 'visibilitychange'];

/** How far the clock may be set back before a stored record is from the future, and ignored. */
const CLOCK_CHANGE = 60_000;

/** Delays up to this keep tabs from waking up at the same time. */
const TIMER_JITTER = 2000;

const NOTHING: SessionRecord = { since: 0 };

/** Why there is no new token if another tab, or the network, has failed. */
const NOT_REFRESHED = localProblem(503, 'overloaded', 'The session could not be refreshed. Try again later.');

/**
 * Refreshes the session, once for all tabs of the origin, and tells them when it expires. The tokens are in cookies that
 * scripts cannot read; `localStorage` has only times and random numbers.
 */
export class Session {
  private memory = NOTHING;
  private told = NOTHING;
  private failure = NOT_REFRESHED;
  private running: Promise<boolean> | undefined;
  private readonly listeners = new Set<SessionListener>();
  private readonly onStorage = (event: StorageEvent) => {
    if (event.key === this.name) {
      this.tell();
    }
  };

  /**
   * @param name the key in `localStorage`
   * @param lock held by the one tab that changes the session
   * @param calls report to {@link signedIn} and {@link signedOut} what they change
   */
  constructor(
    private readonly name: string,
    readonly lock: Lock,
    private readonly calls: { refresh(): Promise<unknown>; isSignedIn(): Promise<boolean> },
  ) {}

  /** The newest that this tab or another one knows. */
  get record(): SessionRecord {
    const stored = parse(storage()?.getItem(this.name));
    const memory = isFromFuture(this.memory) ? NOTHING : this.memory;
    return stored && stored.since >= memory.since ? stored : memory;
  }

  /** Whether there is an access token, as far as this tab knows, that has not expired. */
  hasToken(): boolean {
    const { signedIn = false, expiresAt = Infinity } = this.record;
    return signedIn && expiresAt > Date.now();
  }

  isOver(): boolean {
    const { signedIn, since } = this.record;
    return signedIn === false && Date.now() - since < END_IS_CERTAIN;
  }

  /**
   * There is a new access token.
   *
   * @param expiresIn seconds, if the service says so
   * @param isNew whether it is of a sign-in
   */
  signedIn(expiresIn?: number, isNew = false): void {
    const now = Date.now();
    this.change(isNew, {
      signedIn: true,
      ...(expiresIn !== undefined && {
        refreshAt: now + expiresIn * 1000 * REFRESH_AFTER,
        expiresAt: now + expiresIn * 1000,
      }),
    });
  }

  signedOut(): void {
    this.change(true, { signedIn: false });
  }

  /** A call succeeded that was sent when this was known. A page without this client can sign in, too. */
  isUsed(known: SessionRecord): void {
    const { signedIn, since } = this.record;
    if (!signedIn && since === known.since) {
      // The token is of unknown age.
      this.change(false, { signedIn: true, refreshAt: Date.now() });
    }
  }

  /**
   * Refreshes, unless a tab has done so since the given record.
   *
   * @param isUnsure asks the service for a session first, because browsers log each 401 in their console
   * @returns whether there is a new token; false if the session is over
   * @throws ProblemError if the service could not refresh, or has failed to shortly before; the session is still there
   */
  async refresh(known: SessionRecord, isUnsure = false): Promise<boolean> {
    for (;;) {
      const result = this.resultSince(known);
      if (result !== undefined) {
        return result;
      }
      if (!this.running) {
        break;
      }
      await this.running;
    }
    this.running = this.lock((waited) => this.refreshOnce(known, isUnsure, waited));
    try {
      return await this.running;
    } finally {
      this.running = undefined;
    }
  }

  /** Refreshes if the token is about to expire, and leaves errors to the call that follows. */
  async refreshAhead(): Promise<void> {
    const record = this.record;
    if (record.signedIn && record.refreshAt !== undefined && isDue(record)) {
      const refreshed = this.refresh(record).catch(() => false);
      await (this.hasToken() ? sleep(PATIENCE, (wake) => void refreshed.then(wake)) : refreshed);
    }
  }

  /** Refreshes ahead of expiry, without a call that needs it, until the returned function is called. */
  keepFresh(): () => void {
    let isStopped = false;
    let wake = () => {};
    const stopListening = this.onChange(() => wake());
    const onEvent = () => {
      if (globalThis.document?.visibilityState !== 'hidden') {
        wake();
      }
    };
    EVENTS.forEach((event) => globalThis.addEventListener?.(event, onEvent));
    const run = async () => {
      while (!isStopped) {
        await this.refreshIfDue();
        if (!isStopped) {
          await sleep(this.pause(), (end, timer) => {
            wake = end;
            unref(timer);
          });
        }
      }
    };
    void run();
    return () => {
      isStopped = true;
      stopListening();
      EVENTS.forEach((event) => globalThis.removeEventListener?.(event, onEvent));
      wake();
    };
  }

  /** @returns a function that removes the listener */
  onChange(listener: SessionListener): () => void {
    if (this.listeners.size === 0) {
      this.told = this.record;
      globalThis.addEventListener?.('storage', this.onStorage);
    }
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        globalThis.removeEventListener?.('storage', this.onStorage);
      }
    };
  }

  /** Of a refresh by any tab since the given record; undefined if there was none. */
  private resultSince(known: SessionRecord): boolean | undefined {
    const { signedIn, since, retryAt = 0 } = this.record;
    const wait = retryAt - Date.now();
    if (wait > 0) {
      throw new ProblemError(this.failure, Math.ceil(wait / 1000));
    }
    return since > known.since ? signedIn === true : undefined;
  }

  private async refreshOnce(known: SessionRecord, isUnsure: boolean, waited: boolean): Promise<boolean> {
    for (let time = 0; waited && time < PROPAGATION_TIME && this.resultSince(known) === undefined; time += 10) {
      await sleep(10);
    }
    const result = this.resultSince(known);
    if (result !== undefined) {
      return result;
    }
    try {
      if (isUnsure && !(await this.calls.isSignedIn())) {
        if (this.record.signedIn) {
          this.signedOut();
        }
        return false;
      }
      await this.calls.refresh();
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.is('session_invalid')) {
        return false;
      }
      this.delayNext(error);
      throw error;
    }
  }

  private delayNext(error: unknown): void {
    const record = this.record;
    const { failures = 0 } = record;
    const { problem, retryAfter } = error instanceof ProblemError ? error : { problem: NOT_REFRESHED };
    const backoff = Math.min(1000 * 2 ** failures, MAX_RETRY_DELAY / 2) * (1 + Math.random());
    const delay = retryAfter === undefined ? backoff : Math.min(retryAfter * 1000, MAX_RETRY_DELAY);
    this.failure = problem;
    this.store({ ...record, failures: failures + 1, retryAt: Date.now() + delay });
  }

  private async refreshIfDue(): Promise<void> {
    const record = this.record;
    if (isDue(record) && !this.isOver()) {
      await this.refresh(record, !record.signedIn).catch(() => {});
    }
  }

  /** Until the next {@link refreshIfDue}. */
  private pause(): number {
    const record = this.record;
    // At least every minute: the clock can be set.
    const wait = record.signedIn ? Math.min(Math.max(1000, dueAt(record) - Date.now()), 60_000) : INTERVAL;
    return wait + Math.random() * Math.min(wait, TIMER_JITTER);
  }

  private change(isNew: boolean, content: Partial<SessionRecord>): void {
    const { since, signInId } = this.record;
    const id = isNew ? Math.random() : signInId;
    this.store({ ...content, since: Math.max(Date.now(), since + 1), ...(id !== undefined && { signInId: id }) });
  }

  private store(record: SessionRecord): void {
    this.memory = record;
    try {
      storage()?.setItem(this.name, JSON.stringify(record));
    } catch {
      // Full, or forbidden: this tab still knows.
    }
    this.tell();
  }

  /** Tells the listeners what differs from what they were told. An unknown session counts as one that is not over. */
  private tell(): void {
    const before = this.told;
    this.told = this.record;
    const isOver = this.told.signedIn === false;
    if (isOver === (before.signedIn === false) && (isOver || this.told.signInId === before.signInId)) {
      return;
    }
    for (const listener of this.listeners) {
      try {
        listener(!isOver);
      } catch (error) {
        (globalThis.reportError ?? console.error)(error);
      }
    }
  }
}

function isFromFuture({ since }: SessionRecord): boolean {
  return since > Date.now() + CLOCK_CHANGE;
}

/** When to refresh a session that no call needs. */
function dueAt({ signedIn, since, refreshAt, retryAt = 0 }: SessionRecord): number {
  return Math.max(refreshAt ?? (signedIn ? since + INTERVAL : 0), retryAt);
}

function isDue(record: SessionRecord): boolean {
  return dueAt(record) <= Date.now();
}

/** Null outside of browsers, and where the user has blocked it. */
function storage(): Storage | undefined {
  try {
    return typeof document === 'undefined' ? undefined : globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** Other scripts of the origin can write there, so nothing is taken for granted. */
function parse(text: string | null | undefined): SessionRecord | undefined {
  try {
    const { signedIn, ...others } = JSON.parse(text ?? '') as Record<string, unknown>;
    const numbers = Object.fromEntries(Object.entries(others).filter(([, value]) => typeof value === 'number'));
    const record = { ...NOTHING, ...numbers, ...(typeof signedIn === 'boolean' && { signedIn }) };
    return isFromFuture(record) ? undefined : record;
  } catch {
    return undefined;
  }
}
