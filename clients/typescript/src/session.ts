import type { Lock } from './lock.js';
import { ProblemError } from './problem.js';

/** What all tabs know about the session. Times are those of the clock of this machine, in milliseconds. */
export interface SessionRecord {
  signedIn: boolean;
  /** When this was learned; larger in each newer record. */
  since: number;
  /** When to refresh, ahead of expiry; unknown if the service does not say (a gateway). */
  refreshAt?: number;
  expiresAt?: number;
}

/** Called with whether somebody is signed in, when that changes in this tab or in another. */
export type SessionListener = (signedIn: boolean) => void;

/** The part of the lifetime after which a token is refreshed. */
const REFRESH_AFTER = 0.8;

/** Within this many milliseconds all tabs see what one of them has stored. */
const PROPAGATION_TIME = 200;

/** How far the clock may be set back before a stored record is from the future, and ignored. */
const CLOCK_CHANGE = 60_000;

/** Delays up to this keep tabs from waking up at the same time. */
const TIMER_JITTER = 2000;

/**
 * Refreshes the session, once for all tabs of the origin, and tells them when it expires. The tokens are in cookies that
 * scripts cannot read; `localStorage` has only times.
 */
export class Session {
  private memory: SessionRecord | undefined;
  private running: Promise<boolean> | undefined;
  private readonly listeners = new Set<SessionListener>();
  private readonly onStorage = (event: StorageEvent) => {
    if (event.key === this.name) {
      this.learn(parse(event.newValue));
    }
  };

  /**
   * @param name the key in `localStorage`
   * @param send sends the refresh; its response passes through {@link observe}
   */
  constructor(
    private readonly name: string,
    private readonly lock: Lock,
    private readonly send: () => Promise<unknown>,
  ) {}

  /** The newest that this tab or another one knows; undefined before the first sign-in or refresh. */
  get record(): SessionRecord | undefined {
    const stored = parse(storage()?.getItem(this.name));
    return stored && stored.since >= (this.memory?.since ?? 0) ? stored : this.memory;
  }

  /** Whether there is an access token, as far as this tab knows, that has not expired. */
  hasToken(): boolean {
    const { signedIn = false, expiresAt = Infinity } = this.record ?? {};
    return signedIn && expiresAt > Date.now();
  }

  /** @param expiresIn the header `Access-Token-Expires-In`, if the response has it */
  signedIn(expiresIn?: number): void {
    const now = Date.now();
    this.store({
      signedIn: true,
      since: this.nextVersion(),
      ...(expiresIn !== undefined && {
        refreshAt: now + expiresIn * 1000 * REFRESH_AFTER,
        expiresAt: now + expiresIn * 1000,
      }),
    });
  }

  signedOut(): void {
    this.store({ signedIn: false, since: this.nextVersion() });
  }

  /** The `since` of the record: what a call that is sent now knows. */
  get version(): number {
    return this.record?.since ?? 0;
  }

  private nextVersion(): number {
    return Math.max(Date.now(), this.version + 1);
  }

  /** A call succeeded that was sent at this version. Others can sign in too, such as a form without this client. */
  isUsed(version: number): void {
    if (!this.record?.signedIn && this.version === version) {
      this.signedIn();
    }
  }

  /**
   * Refreshes, unless a tab has done so after the given version.
   *
   * @returns whether there is a new token; false if the session is over
   * @throws ProblemError if the service could not refresh; the session is still there
   */
  async refresh(version: number): Promise<boolean> {
    while (this.running) {
      await this.running;
      if (this.version > version) {
        return this.record?.signedIn === true;
      }
    }
    this.running = this.lock((waited) => this.refreshOnce(version, waited));
    try {
      return await this.running;
    } finally {
      this.running = undefined;
    }
  }

  /** Refreshes if the token is about to expire, and leaves errors to the call that follows. */
  async refreshAhead(): Promise<void> {
    const record = this.record;
    if (record?.signedIn && record.refreshAt !== undefined && record.refreshAt <= Date.now()) {
      try {
        await this.refresh(record.since);
      } catch {
        // The token may be valid still.
      }
    }
  }

  /** Refreshes ahead of expiry, without a call that needs it, until the returned function is called. */
  keepFresh(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = async () => {
      await this.refreshAhead();
      const wait = Math.max(1000, (this.record?.refreshAt ?? 0) - Date.now());
      timer = setTimeout(tick, Math.min(wait, 60_000) + Math.random() * Math.min(wait, TIMER_JITTER));
    };
    timer = setTimeout(tick);
    return () => clearTimeout(timer);
  }

  /** @returns a function that removes the listener */
  onChange(listener: SessionListener): () => void {
    if (this.listeners.size === 0) {
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

  private async refreshOnce(version: number, waited: boolean): Promise<boolean> {
    for (let time = 0; waited && time < PROPAGATION_TIME && this.version === version; time += 10) {
      await new Promise((done) => setTimeout(done, 10));
    }
    if (this.version > version) {
      return this.record?.signedIn === true;
    }
    try {
      await this.send();
      if (this.version === version) {
        this.signedIn();
      }
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.is('session_invalid')) {
        this.signedOut();
        return false;
      }
      throw error;
    }
  }

  private store(record: SessionRecord): void {
    const before = this.record?.signedIn;
    this.memory = record;
    try {
      storage()?.setItem(this.name, JSON.stringify(record));
    } catch {
      // Full, or forbidden: this tab still knows.
    }
    this.tell(before, record.signedIn);
  }

  private learn(record: SessionRecord | undefined): void {
    if (record && record.since > (this.memory?.since ?? 0)) {
      const before = this.memory?.signedIn;
      this.memory = record;
      this.tell(before, record.signedIn);
    }
  }

  private tell(before: boolean | undefined, signedIn: boolean): void {
    if (before !== signedIn) {
      this.listeners.forEach((listener) => listener(signedIn));
    }
  }
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
    const { signedIn, since, refreshAt, expiresAt } = JSON.parse(text ?? '') as SessionRecord;
    return typeof signedIn === 'boolean' && typeof since === 'number' && since <= Date.now() + CLOCK_CHANGE
      ? {
          signedIn,
          since,
          ...(typeof refreshAt === 'number' && { refreshAt }),
          ...(typeof expiresAt === 'number' && { expiresAt }),
        }
      : undefined;
  } catch {
    return undefined;
  }
}
