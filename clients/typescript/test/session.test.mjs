// The session as one process sees it, against a service in memory.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { PortcullisClient, ProblemError } from '../dist/index.js';
import { problem, REFRESH, signedIn } from './service.mjs';

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
  service.answers[REFRESH] = () => problem(401, 'session_invalid');

  mock.timers.tick(301_000);
  await assert.rejects(client.describeAccount(), (error) => error.is('not_authenticated'));
  await assert.rejects(client.describeAccount(), (error) => error.is('not_authenticated'));

  assert.deepEqual(changes, [false]);
  assert.equal(service.count(`POST ${REFRESH}`), 1);
});

test('keeps a session that could not be refreshed', async (t) => {
  const { service, client } = await signedIn(t);
  service.answers[REFRESH] = () => problem(503, 'database_unavailable', { 'Retry-After': '5' });

  mock.timers.tick(250_000);
  assert.equal((await client.describeAccount()).id, '1');
  mock.timers.tick(100_000);
  await assert.rejects(client.describeAccount(), (error) => error.code === 'database_unavailable' && error.retryAfter === 5);
  delete service.answers[REFRESH];
  mock.timers.tick(5_000);

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
