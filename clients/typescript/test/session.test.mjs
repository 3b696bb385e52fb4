// The session as one process sees it, against a service in memory.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { PortcullisClient, ProblemError } from '../dist/index.js';

const REFRESH = '/api/v1/auth/custom-refresh/';

/** Sessions with tokens that expire by the clock of the test. */
class Service {
  requests = [];
  lifetime = 300;
  tokens = new Map();
  counter = 0;
  refreshAnswer = undefined;

  fetch = async (url, { method, headers }) => {
    const path = url.replace('https://auth.example.com', '');
    this.requests.push(`${method} ${path}`);
    const cookies = new Map((headers.Cookie ?? '').split('; ').map((pair) => pair.split('=')));
    await new Promise((done) => setImmediate(done));
    switch (path) {
      case '/api/v1/auth/signin/':
        return this.issue();
      case REFRESH:
        return this.refreshAnswer?.() ?? (cookies.has('refresh_token') ? this.issue() : problem(401, 'session_invalid'));
      case '/api/v1/auth/session/':
        return Response.json({ signed_in: cookies.has('refresh_token') });
      case '/api/v1/auth/custom-logout/':
        return new Response(null, { status: 204, headers: cookieHeaders('', 0) });
      default:
        return this.tokens.get(cookies.get('access_token')) > Date.now()
          ? Response.json({ id: '1', email: 'user@example.com', name: 'John Doe', email_verified: true })
          : problem(401, 'not_authenticated');
    }
  };

  issue() {
    const token = `t${++this.counter}`;
    this.tokens.set(token, Date.now() + this.lifetime * 1000);
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

function problem(status, code, headers = {}) {
  return Response.json({ code, status, detail: code, instance: '/' }, { status, headers });
}

async function signedIn(t, settings = {}) {
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  t.after(() => mock.timers.reset());
  const service = Object.assign(new Service(), settings);
  const client = new PortcullisClient({ baseUrl: 'https://auth.example.com', fetch: service.fetch });
  await client.signIn({ login: 'user@example.com', password: 'secure_password' });
  return { service, client };
}

test('sends the cookies of the sign-in, the refresh token only where it belongs', async (t) => {
  const { service, client } = await signedIn(t);

  assert.equal((await client.describeAccount()).email, 'user@example.com');
  await client.refreshSession();
  assert.equal((await client.describeAccount()).name, 'John Doe');

  assert.equal(service.requests.length, 4);
});

test('refreshes ahead of expiry, so that no call gets a 401', async (t) => {
  const { service, client } = await signedIn(t);

  mock.timers.tick(239_000);
  await client.describeAccount();
  assert.equal(service.count(`POST ${REFRESH}`), 0);
  mock.timers.tick(2_000);
  await Promise.all([client.describeAccount(), client.listSessions(), client.exportAccount()]);

  assert.equal(service.count(`POST ${REFRESH}`), 1);
  assert.equal(service.requests.length, 6);
});

test('refreshes once for all calls that get a 401, and sends each again', async (t) => {
  const { service, client } = await signedIn(t, { lifetimeIsTold: false });

  mock.timers.tick(301_000);
  const accounts = await Promise.all([1, 2, 3, 4, 5].map(() => client.describeAccount()));

  assert.equal(accounts.length, 5);
  assert.equal(service.count(`POST ${REFRESH}`), 1);
  assert.equal(service.count('GET /api/v1/account/'), 10);
});

test('tells the end of a session once, and does not ask again', async (t) => {
  const { service, client } = await signedIn(t);
  const changes = [];
  client.onSessionChange((signedIn) => changes.push(signedIn));
  service.refreshAnswer = () => problem(401, 'session_invalid');

  mock.timers.tick(301_000);
  await assert.rejects(client.describeAccount(), (error) => error.is('not_authenticated'));
  await assert.rejects(client.describeAccount(), (error) => error.is('not_authenticated'));

  assert.deepEqual(changes, [false]);
  assert.equal(service.count(`POST ${REFRESH}`), 1);
});

test('keeps a session that could not be refreshed', async (t) => {
  const { service, client } = await signedIn(t);
  service.refreshAnswer = () => problem(503, 'database_unavailable', { 'Retry-After': '5' });

  mock.timers.tick(250_000);
  assert.equal((await client.describeAccount()).id, '1');
  mock.timers.tick(100_000);
  await assert.rejects(client.describeAccount(), (error) => error.code === 'database_unavailable' && error.retryAfter === 5);
  service.refreshAnswer = undefined;

  assert.equal((await client.describeAccount()).id, '1');
});

test('sends a call once more, not for ever', async (t) => {
  const { service, client } = await signedIn(t, { lifetimeIsTold: false });
  service.lifetime = -1;

  mock.timers.tick(301_000);
  await assert.rejects(client.describeAccount(), (error) => error.is('not_authenticated'));

  assert.equal(service.count('GET /api/v1/account/'), 2);
});

test('knows that nobody is signed in without a 401', async (t) => {
  const { service, client } = await signedIn(t);
  const other = new PortcullisClient({ baseUrl: 'https://auth.example.com', fetch: service.fetch });
  service.requests = [];

  assert.equal(await other.currentAccount(), null);
  assert.deepEqual(service.requests, ['GET /api/v1/auth/session/']);

  await client.signOut();
  service.requests = [];
  assert.equal(await client.currentAccount(), null);
  assert.deepEqual(service.requests, ['GET /api/v1/auth/session/']);
});

test('asks without a 401 when the token has expired', async (t) => {
  const { service, client } = await signedIn(t);
  mock.timers.tick(301_000);
  service.requests = [];

  assert.equal((await client.currentAccount()).id, '1');

  assert.deepEqual(service.requests, ['GET /api/v1/auth/session/', `POST ${REFRESH}`, 'GET /api/v1/account/']);
});

test('asks a gateway, which does not know the state, for a refresh', async (t) => {
  const { service, client } = await signedIn(t, { lifetimeIsTold: false });
  const answer = service.fetch;
  service.fetch = async (url, options) => (url.endsWith('/session/') ? problem(404, 'not_found') : answer(url, options));
  const other = new PortcullisClient({ baseUrl: 'https://auth.example.com', fetch: service.fetch });

  assert.equal(await other.currentAccount(), null);
  assert.equal((await client.currentAccount()).id, '1');
});

test('sends a bearer token instead of the cookies, and does not refresh for it', async (t) => {
  const { service, client } = await signedIn(t);
  service.requests = [];

  await assert.rejects(client.describeAccount({ bearer: 'x' }), (error) => error.is('not_authenticated'));

  assert.deepEqual(service.requests, ['GET /api/v1/account/']);
});

test('gives a problem its fields, and any other error response the code of a fault', async () => {
  const answers = [
    Response.json(
      { code: 'validation_failed', status: 400, errors: [{ field: 'email', code: 'malformed', detail: 'x' }] },
      { status: 400 },
    ),
    new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'X-Request-Id': 'r1' } }),
  ];
  const client = new PortcullisClient({ fetch: async () => answers.shift() });
  const refused = client.signUp({ email: 'x', password: 'y', name: 'z' });

  await assert.rejects(refused, (error) => error instanceof ProblemError && error.codeOf('email') === 'malformed');
  await assert.rejects(
    client.publicKeys(),
    (error) => error.code === 'internal_error' && error.status === 502 && error.problem.request_id === 'r1',
  );
});
