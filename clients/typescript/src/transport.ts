import { Cookies } from './cookies.js';
import { isNode, lockNamed } from './lock.js';
import { localProblem, ProblemError, unreadable } from './problem.js';
import { Session } from './session.js';
import { within } from './time.js';
import type { ProblemCode, SessionState } from './types.js';

/** How to reach the service. */
export interface ClientOptions {
  /** Where the service is, such as `https://auth.example.com`. In a browser, without it: the origin of the page. */
  baseUrl?: string;
  /** The language of problems and mails, such as `da`. In a browser, without it: that of the browser. */
  language?: string;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
  /** After how many milliseconds a call without a response is aborted; 30,000 if left out. */
  timeout?: number;
}

/** What can differ from call to call. */
export interface CallOptions {
  /** A token to send instead of the cookies: the verification token of a sign-up, or an access token. */
  bearer?: string;
  /** Cancels the call. */
  signal?: AbortSignal;
}

/** One call: the method, the path below `/api/v1/`, and what it sends. */
export interface Call extends CallOptions {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  query?: object;
  /** What a success returns; nothing if left out. */
  returns?: 'json' | 'stream';
  /** Whether it needs a session, which is refreshed before the call or after a 401 and one retry. */
  signedIn?: boolean;
  /** What its success does to the session in the cookies. */
  session?: 'begins' | 'continues' | 'ends';
  /** The problems that end the session as well. */
  endedBy?: ProblemCode[];
}

/** Sends calls with the cookies of the session, and turns error responses into {@link ProblemError}. */
export class Transport {
  readonly session: Session;
  private readonly base: string;
  private readonly timeout: number;
  private readonly cookies = isNode() ? new Cookies() : undefined;

  constructor(private readonly options: ClientOptions) {
    this.base = (options.baseUrl ?? '').replace(/\/+$/, '');
    this.timeout = options.timeout ?? 30_000;
    const name = `portcullis-session ${this.base}`;
    this.session = new Session(name, lockNamed(name), {
      refresh: () => this.sendInTime(REFRESH),
      isSignedIn: () => this.isSignedIn(),
    });
  }

  /** The result of a call that succeeded: its JSON, or the response if it is a stream. */
  request(call: Call): Promise<unknown> {
    const perform = (signal: AbortSignal) => this.perform({ ...call, signal });
    return within(this.timeout, call.signal, perform, call.returns === 'stream');
  }

  /** Whether there is a session. Refreshes it if its token has expired. */
  hasSession(signal?: AbortSignal): Promise<boolean> {
    return within(
      this.timeout,
      signal,
      async () => this.session.hasToken() || this.session.refresh(this.session.record, true),
    );
  }

  private async perform(call: Call): Promise<unknown> {
    if (!call.signedIn || call.bearer !== undefined) {
      return this.sendInTurn(call);
    }
    const { signInId } = this.session.record;
    const isSameSession = () => this.session.record.signInId === signInId;
    await this.session.refreshAhead();
    const known = this.session.record;
    try {
      const result = await this.sendInTurn(call, isSameSession);
      this.session.isUsed(known);
      return result;
    } catch (error) {
      const isRejected = error instanceof ProblemError && error.isFromService && error.is('not_authenticated');
      if (!isRejected || this.session.isOver() || !(await this.session.refresh(known))) {
        throw error;
      }
      return this.sendInTurn(call, isSameSession);
    }
  }

  /** A call that changes the session waits until no tab is refreshing it or changing it, and the other way round. */
  private sendInTurn(call: Call, isSameSession = () => true): Promise<unknown> {
    const send = async () => {
      if (!isSameSession()) {
        throw new ProblemError(localProblem(401, 'not_authenticated', 'The session has changed meanwhile.'));
      }
      return this.send(call);
    };
    return call.session && call.bearer === undefined ? this.session.lock(send) : send();
  }

  private sendInTime(call: Call): Promise<unknown> {
    return within(Math.min(this.timeout, REFRESH_TIMEOUT), undefined, (signal) => this.send({ ...call, signal }));
  }

  /** A gateway does not know, so the refresh has to show it. */
  private async isSignedIn(): Promise<boolean> {
    try {
      return ((await this.sendInTime(SESSION_STATE)) as SessionState).signed_in;
    } catch (error) {
      if (error instanceof ProblemError && error.is('not_found')) {
        return true;
      }
      throw error;
    }
  }

  private async send(call: Call): Promise<unknown> {
    call.signal?.throwIfAborted();
    const url = this.base + call.path + search(call.query);
    const hasCookies = call.bearer === undefined;
    const response = await (this.options.fetch ?? fetch)(url, {
      method: call.method,
      credentials: hasCookies ? 'include' : 'omit',
      // A redirect would pass on the body, and cookies that others set.
      redirect: 'manual',
      headers: this.headers(call, url),
      ...(call.body && { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
    });
    if (hasCookies) {
      this.cookies?.store(response.headers.getSetCookie());
    }
    if (!response.ok) {
      const error = await ProblemError.of(response);
      if (hasCookies && error.isFromService && error.is(...(call.endedBy ?? []))) {
        this.session.signedOut();
      }
      throw error;
    }
    const result = await read(response, call.returns);
    if (hasCookies) {
      this.changeSession(call.session, response.headers.get('Access-Token-Expires-In'));
    }
    return result;
  }

  private changeSession(change: Call['session'], expiresIn: string | null): void {
    if (change === 'ends') {
      this.session.signedOut();
    } else if (change) {
      this.session.signedIn(/^\d+$/.test(expiresIn ?? '') ? Number(expiresIn) : undefined, change === 'begins');
    }
  }

  private headers(call: Call, url: string): Record<string, string> {
    // Without a base URL, only a `fetch` option can resolve the path.
    const { pathname } = new URL(url, 'http://localhost');
    const cookies = call.bearer === undefined ? this.cookies?.header(pathname) : undefined;
    return {
      ...(this.options.language && { 'Accept-Language': this.options.language }),
      ...(call.body && { 'Content-Type': 'application/json' }),
      ...(call.bearer !== undefined && { Authorization: `Bearer ${call.bearer}` }),
      ...(cookies && { Cookie: cookies }),
    };
  }
}

/** Longer than the service and its database need at most: the tokens of a response that is not awaited are lost. */
const REFRESH_TIMEOUT = 15_000;

export const REFRESH: Call = {
  method: 'POST',
  path: '/api/v1/auth/custom-refresh/',
  session: 'continues',
  endedBy: ['session_invalid'],
};

const SESSION_STATE: Call = { method: 'GET', path: '/api/v1/auth/session/', returns: 'json' };

/** The types of the bodies that the service sends. Others are from a proxy, such as its sign-in page. */
const TYPES = { json: /^application\/json\b/i, stream: /^(application\/x-ndjson|text\/csv)\b/i };

async function read(response: Response, returns: Call['returns']): Promise<unknown> {
  const isExpected = TYPES[returns ?? 'json'].test(response.headers.get('Content-Type') ?? '');
  if (returns === 'stream') {
    if (!isExpected) {
      throw new ProblemError(unreadable(response));
    }
    return response;
  }
  const text = await response.text();
  if (text === '' && !returns) {
    return undefined;
  }
  try {
    // A gateway passes on the JSON of its upstream service even where there is nothing to return.
    const json: unknown = JSON.parse(isExpected ? text : '');
    return returns && json;
  } catch {
    throw new ProblemError(unreadable(response));
  }
}

function search(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
