import { Cookies } from './cookies.js';
import { isNode, lockNamed } from './lock.js';
import { ProblemError } from './problem.js';
import { Session } from './session.js';

/** How to reach the service. */
export interface ClientOptions {
  /** Where the service is, such as `https://auth.example.com`. In a browser, without it: the origin of the page. */
  baseUrl?: string;
  /** The language of problems and mails, such as `da`. In a browser, without it: that of the browser. */
  language?: string;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
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
}

/** Sends calls with the cookies of the session, and turns error responses into {@link ProblemError}. */
export class Transport {
  readonly session: Session;
  private readonly base: string;
  private readonly cookies = isNode() ? new Cookies() : undefined;

  constructor(private readonly options: ClientOptions) {
    this.base = (options.baseUrl ?? '').replace(/\/+$/, '');
    const name = `portcullis-session ${this.base}`;
    this.session = new Session(name, lockNamed(name), () => this.send(REFRESH));
  }

  /** The result of a call that succeeded: its JSON, or the response if it is a stream. */
  async request(call: Call): Promise<unknown> {
    if (!call.signedIn || call.bearer !== undefined) {
      return this.send(call);
    }
    await this.session.refreshAhead();
    const version = this.session.version;
    try {
      const result = await this.send(call);
      this.session.isUsed(version);
      return result;
    } catch (error) {
      const isOver = this.session.record?.signedIn === false;
      if (!(error instanceof ProblemError && error.is('not_authenticated')) || isOver) {
        throw error;
      }
      if (!(await this.session.refresh(version))) {
        throw error;
      }
      return this.send(call);
    }
  }

  private async send(call: Call): Promise<unknown> {
    const url = this.base + call.path + search(call.query);
    const response = await (this.options.fetch ?? fetch)(url, {
      method: call.method,
      credentials: call.bearer === undefined ? 'include' : 'omit',
      // A redirect would pass on the body, and cookies that others set.
      redirect: 'manual',
      headers: this.headers(call, url),
      ...(call.body && { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
    });
    if (call.bearer === undefined) {
      this.cookies?.store(response.headers.getSetCookie());
    }
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    const result = await read(response, call.returns);
    const expiresIn = response.headers.get('Access-Token-Expires-In');
    if (expiresIn !== null) {
      this.session.signedIn(Number(expiresIn));
    }
    return result;
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

const REFRESH: Call = { method: 'POST', path: '/api/v1/auth/custom-refresh/' };

/** The types of the bodies that the service sends. Others are from a proxy, such as its sign-in page. */
const TYPES = { json: /^application\/json\b/i, stream: /^(application\/x-ndjson|text\/csv)\b/i };

async function read(response: Response, returns: Call['returns']): Promise<unknown> {
  const isExpected = TYPES[returns ?? 'json'].test(response.headers.get('Content-Type') ?? '');
  if (returns === 'stream') {
    if (!isExpected) {
      throw ProblemError.unreadable(response);
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
    throw ProblemError.unreadable(response);
  }
}

function search(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
