// A service in memory, and a browser whose tabs are clients of this process.
import { mock } from 'node:test';
import { Cookies } from '../dist/cookies.js';
import { PortcullisClient } from '../dist/index.js';

export const BASE = 'https://auth.example.com';
export const REFRESH = '/api/v1/auth/custom-refresh/';
export const LOGOUT = '/api/v1/auth/custom-logout/';

/** Sessions with tokens that expire by the clock of the test. */
export class Service {
  requests = [];
  lifetime = 300;
  tokens = new Map();
  counter = 0;
  /** By path: called for the response in place of the usual one, which it gets as a function. */
  answers = {};

  fetch = async (url, options) => {
    const path = url.replace(BASE, '');
    this.requests.push(`${options.method} ${path}`);
    await new Promise((done) => setImmediate(done));
    const usual = () => this.answer(path, options);
    return this.answers[path]?.(usual, options) ?? usual();
  };

  answer(path, { method, headers, body }) {
    const cookies = new Map((headers.Cookie ?? '').split('; ').map((pair) => pair.split('=')));
    const refreshToken = this.tokens.get(cookies.get('refresh_token'));
    switch (path) {
      case '/api/v1/auth/signin/':
        return this.issue(JSON.parse(body).login);
      case REFRESH:
        return refreshToken ? this.issue(refreshToken.user) : ended();
      case '/api/v1/auth/session/':
        return Response.json({ signed_in: cookies.has('refresh_token') });
      case LOGOUT:
        this.tokens.delete(cookies.get('refresh_token'));
        return new Response(null, { status: 204, headers: cookieHeaders('', 0) });
      default: {
        const { user, expiresAt } = this.tokens.get(cookies.get('access_token')) ?? {};
        if (!(expiresAt > Date.now())) {
          return problem(401, 'not_authenticated');
        }
        return method === 'DELETE'
          ? new Response(null, { status: 204 })
          : Response.json({ id: '1', email: user, name: 'John Doe', email_verified: true });
      }
    }
  }

  issue(user) {
    const token = `t${++this.counter}`;
    this.tokens.set(token, { user, expiresAt: Date.now() + this.lifetime * 1000 });
    const headers = cookieHeaders(token, this.lifetime);
    if (this.lifetimeIsTold ?? true) {
      headers.append('Access-Token-Expires-In', String(this.lifetime));
    }
    return new Response(null, { status: 204, headers });
  }

  count(request) {
    return this.requests.filter((each) => each === request).length;
  }
}

function cookieHeaders(token, maxAge) {
  const headers = new Headers();
  headers.append('Set-Cookie', `access_token=${token}; Max-Age=${maxAge}; Path=/; HttpOnly`);
  headers.append('Set-Cookie', `refresh_token=${token}; Max-Age=${maxAge && 1209600}; Path=/api/v1/auth/; HttpOnly`);
  return headers;
}

export function problem(status, code, headers = {}) {
  return Response.json({ code, status, detail: code, instance: '/' }, { status, headers });
}

function ended() {
  return problem(401, 'session_invalid', cookieHeaders('', 0));
}

export const USER = { login: 'user@example.com', password: 'secure_password' };
export const OTHER = { login: 'other@example.com', password: 'secure_password' };

export async function signedIn(t, settings = {}) {
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  t.after(() => mock.timers.reset());
  const service = Object.assign(new Service(), settings);
  const client = new PortcullisClient({ baseUrl: BASE, fetch: service.fetch });
  await client.signIn(USER);
  return { service, client };
}

/** Tabs share cookies and `localStorage`, but in this process they have no lock in common. */
export function aBrowser(t, settings = {}) {
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const service = Object.assign(new Service(), settings);
  const cookies = new Cookies();
  const items = new Map();
  const events = new EventTarget();
  const globals = {
    document: { visibilityState: 'visible' },
    localStorage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, newValue) => {
        items.set(key, newValue);
        setImmediate(() => events.dispatchEvent(Object.assign(new Event('storage'), { key, newValue })));
      },
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  Object.assign(globalThis, globals);
  t.after(() => {
    Object.keys(globals).forEach((name) => delete globalThis[name]);
    mock.timers.reset();
  });
  const fetch = async (url, options) => {
    const Cookie = cookies.header(new URL(url).pathname);
    const response = await service.fetch(url, { ...options, headers: { ...options.headers, Cookie } });
    cookies.store(response.headers.getSetCookie());
    return response;
  };
  return {
    service,
    cookies,
    aTab: () => new PortcullisClient({ baseUrl: BASE, fetch }),
    dispatch: (type) => events.dispatchEvent(new Event(type)),
  };
}

/** Waits until all that is in progress in memory has ended. */
export const settled = () => new Promise((done) => setTimeout(done, 50));
