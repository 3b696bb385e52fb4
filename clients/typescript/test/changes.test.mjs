// What happens to a session while calls and refreshes are in progress, in one tab or several.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { PortcullisClient } from '../dist/index.js';
import { aBrowser, BASE, LOGOUT, OTHER, problem, REFRESH, settled, signedIn, USER } from './service.mjs';

const ACCOUNT = '/api/v1/account/';

/** A response that waits until it is let go. */
function held() {
  let release;
  const released = new Promise((done) => (release = done));
  return { release, answer: async (usual) => released.then(usual) };
}

// ---- another user

test('a call of one user is not sent again as another user', async (t) => {
  const { service, aTab } = aBrowser(t);
  const [first, second] = [aTab(), aTab()];
  await first.signIn(USER);
  const { release, answer } = held();
  service.answers[ACCOUNT] = () => answer(() => problem(401, 'not_authenticated'));

  const renamed = first.renameAccount({ name: 'Jane Doe' });
  await settled();
  delete service.answers[ACCOUNT];
  await second.signIn(OTHER);
  release();

  await assert.rejects(renamed, (error) => error.is('not_authenticated'));
  assert.equal(service.count(`PATCH ${ACCOUNT}`), 1);
});

test('a call that waits for a refresh is not sent as another user', async (t) => {
  const { service, aTab } = aBrowser(t);
  const [first, second] = [aTab(), aTab()];
  await first.signIn(USER);
  const { release, answer } = held();
  service.answers[REFRESH] = answer;
  mock.timers.tick(301_000);

  const renamed = first.renameAccount({ name: 'Jane Doe' });
  await settled();
  await second.signIn(OTHER);
  release();

  await assert.rejects(renamed, (error) => error.is('not_authenticated'));
  assert.equal(service.count(`PATCH ${ACCOUNT}`), 0);
});

test('the current account is that of a user who signs in meanwhile', async (t) => {
  const { service, aTab } = aBrowser(t);
  const [first, second] = [aTab(), aTab()];
  await first.signIn(USER);
  const { release, answer } = held();
  service.answers[REFRESH] = answer;
  mock.timers.tick(250_000);

  const current = first.currentAccount();
  await settled();
  await second.signIn(OTHER);
  release();

  assert.notEqual(await current, null);
});

test('tabs are told of another user, not of a refresh', async (t) => {
  const { aTab } = aBrowser(t);
  const [first, second] = [aTab(), aTab()];
  await first.signIn(USER);
  const changes = [];
  second.onSessionChange((isSignedIn) => changes.push(isSignedIn));

  mock.timers.tick(1_000);
  await first.refreshSession();
  await settled();
  assert.deepEqual(changes, []);

  mock.timers.tick(1_000);
  await first.signIn(OTHER);
  await settled();
  assert.deepEqual(changes, [true]);

  mock.timers.tick(1_000);
  await first.signOut();
  await settled();
  assert.deepEqual(changes, [true, false]);
});

test('a tab that knows nothing is not told of the refresh of another tab', async (t) => {
  const { service, aTab, cookies } = aBrowser(t);
  cookies.store(service.issue('user@example.com').headers.getSetCookie());
  const [first, second] = [aTab(), aTab()];
  const changes = [];
  second.onSessionChange((isSignedIn) => changes.push(isSignedIn));

  await first.refreshSession();
  await settled();

  assert.deepEqual(changes, []);
});

test('a listener that fails does not fail the sign-in', async (t) => {
  const { client } = await signedIn(t);
  const reported = mock.method(console, 'error', () => {});
  t.after(() => reported.mock.restore());
  const changes = [];
  client.onSessionChange(() => assert.fail('listener'));
  client.onSessionChange((isSignedIn) => changes.push(isSignedIn));

  await client.signIn(OTHER);

  assert.deepEqual(changes, [true]);
  assert.match(reported.mock.calls[0].arguments[0].message, /listener/);
});

// ---- one change at a time

test('a sign-out waits for a refresh, so that it leaves no session', async (t) => {
  const { service, client } = await signedIn(t);
  const { release, answer } = held();
  service.answers[REFRESH] = answer;

  const refreshed = client.refreshSession();
  const signedOut = client.signOut();
  await settled();
  assert.equal(service.count(`POST ${LOGOUT}`), 0);
  release();
  await Promise.all([refreshed, signedOut]);

  assert.equal(await client.currentAccount(), null);
  assert.equal((await client.sessionState()).signed_in, false);
});

test('a sign-in waits for the refresh of a session that has ended', async (t) => {
  const { service, client } = await signedIn(t);
  mock.timers.tick(301_000);
  service.tokens.clear();
  const { release, answer } = held();
  service.answers[REFRESH] = answer;

  const account = client.describeAccount();
  await settled();
  const signedIn2 = client.signIn(OTHER);
  await settled();
  release();

  await assert.rejects(account, (error) => error.is('not_authenticated'));
  await signedIn2;
  assert.equal((await client.currentAccount()).email, OTHER.login);
});

test('a refresh waits for the end of all sessions, and is then not sent', async (t) => {
  const { service, client } = await signedIn(t);
  const { release, answer } = held();
  service.answers['/api/v1/account/sessions/'] = answer;

  const ended = client.endAllSessions();
  await settled();
  service.answers[ACCOUNT] = () => problem(401, 'not_authenticated');
  const account = client.describeAccount();
  await settled();
  release();

  await ended;
  await assert.rejects(account, (error) => error.is('not_authenticated'));
  assert.equal(service.count(`POST ${REFRESH}`), 0);
});

// ---- time limits

const never = (usual, { signal }) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

test('a call does not wait long for a refresh while its token is valid', async (t) => {
  const { service, client } = await signedIn(t);
  service.answers[REFRESH] = never;
  mock.timers.tick(250_000);
  const start = performance.now();

  assert.equal((await client.describeAccount()).id, '1');

  assert.ok(performance.now() - start < 2000);
});

test('a call that waits for a refresh can be aborted', async (t) => {
  const { service, client } = await signedIn(t);
  service.answers[REFRESH] = never;
  mock.timers.tick(301_000);
  for (const method of ['describeAccount', 'signOut', 'currentAccount']) {
    await assert.rejects(client[method](abort()), { name: 'AbortError' });
  }
  assert.equal(service.count(`GET ${ACCOUNT}`), 0);

  function abort() {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    return { signal: controller.signal };
  }
});

test('a refresh that hangs ends, and lets a sign-out go on', async (t) => {
  const { service } = await signedIn(t);
  const client = new PortcullisClient({ baseUrl: BASE, fetch: service.fetch, timeout: 500 });
  await client.signIn(USER);
  service.answers[REFRESH] = never;

  const refreshed = client.refreshSession();
  await assert.rejects(refreshed, { name: 'TimeoutError' });
  mock.timers.tick(301_000);
  await assert.rejects(client.describeAccount(), { name: 'TimeoutError' });
  await client.signOut();

  assert.equal(service.count(`POST ${LOGOUT}`), 1);
});

test('a stream can be aborted after its response', async () => {
  const signals = [];
  const client = new PortcullisClient({
    fetch: async (url, { signal }) => {
      signals.push(signal);
      return new Response('', { headers: { 'Content-Type': 'application/x-ndjson' } });
    },
  });
  const controller = new AbortController();

  await client.exportAuditLog({}, { signal: controller.signal });
  controller.abort();

  assert.ok(signals[0].aborted);
});

// ---- sign-outs that fail

test('a sign-out that only a proxy has answered leaves the user signed in', async (t) => {
  const { service, client } = await signedIn(t);
  const changes = [];
  client.onSessionChange((isSignedIn) => changes.push(isSignedIn));

  for (const answer of [
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    () => new Response('', { status: 504 }),
    () => new Response('{}', { status: 500 }),
    () => problem(403, 'cross_site_request'),
    () => problem(503, 'overloaded'),
  ]) {
    service.answers[LOGOUT] = answer;
    await assert.rejects(client.signOut(), { name: 'ProblemError', status: answer().status });
  }

  assert.deepEqual(changes, []);
  assert.equal((await client.currentAccount()).id, '1');
});

test('a sign-out that the service could not record has cleared the cookies', async (t) => {
  for (const [status, code] of [
    [500, 'internal_error'],
    [503, 'database_unavailable'],
    [504, 'upstream_timeout'],
  ]) {
    const { service, client } = await signedIn(t);
    const changes = [];
    client.onSessionChange((isSignedIn) => changes.push(isSignedIn));
    service.answers[LOGOUT] = () => problem(status, code);

    await assert.rejects(client.signOut(), (error) => error.is(code));

    assert.deepEqual(changes, [false]);
    mock.timers.reset();
  }
});

// ---- refreshes that fail

test('all tabs wait as long as the service says before they refresh again', async (t) => {
  const { service, aTab } = aBrowser(t);
  const tabs = [aTab(), aTab(), aTab()];
  await tabs[0].signIn(USER);
  service.answers[REFRESH] = () => problem(429, 'rate_limited', { 'Retry-After': '20' });
  mock.timers.tick(301_000);

  await assert.rejects(tabs[0].describeAccount(), (error) => error.is('rate_limited') && error.retryAfter === 20);
  mock.timers.tick(19_000);
  for (const tab of tabs) {
    await assert.rejects(tab.describeAccount(), (error) => error.status >= 429 && error.retryAfter === 1);
  }
  assert.equal(service.count(`POST ${REFRESH}`), 1);

  delete service.answers[REFRESH];
  mock.timers.tick(1_000);
  assert.equal((await tabs[1].describeAccount()).id, '1');
});

test('delays grow with each failed refresh, up to a minute', async (t) => {
  const { service, client } = await signedIn(t);
  const failure = () => Promise.reject(new TypeError('fetch failed'));
  service.answers[REFRESH] = failure;
  mock.timers.tick(301_000);

  const delays = [];
  for (let round = 0; round < 9; round++) {
    let delay = 0;
    for (const before = service.count(`POST ${REFRESH}`); service.count(`POST ${REFRESH}`) === before; delay++) {
      mock.timers.tick(1_000);
      await assert.rejects(client.describeAccount());
    }
    delays.push(delay);
  }

  assert.ok(delays[1] <= 4 && delays[4] >= 8 && delays[8] >= 30, String(delays));
  assert.ok(Math.max(...delays) <= 61, String(delays));
  service.answers = {};
  mock.timers.tick(60_000);
  assert.equal((await client.describeAccount()).id, '1');
});

// ---- sessions that another page began

test('a session that the client did not begin is refreshed after its first use', async (t) => {
  const { service, aTab, cookies } = aBrowser(t);
  cookies.store(service.issue('user@example.com').headers.getSetCookie());
  const client = aTab();

  await client.describeAccount();
  await client.describeAccount();
  await client.describeAccount();

  assert.equal(service.count(`POST ${REFRESH}`), 1);
});

test('a session that began after a sign-out without the client is refreshed', async (t) => {
  const { service, aTab, cookies } = aBrowser(t);
  const client = aTab();
  await client.signIn(USER);
  await client.signOut();
  cookies.store(service.issue('user@example.com').headers.getSetCookie());
  mock.timers.tick(301_000);

  assert.equal((await client.describeAccount()).id, '1');
});

test('a sign-in is known even if the service does not say when the token expires', async (t) => {
  const { service, client } = await signedIn(t, { lifetimeIsTold: false });
  service.requests = [];

  await client.currentAccount();

  assert.deepEqual(service.requests, [`GET ${ACCOUNT}`]);
});

test('tabs learn from each other after the clock was set back', async (t) => {
  const { aTab } = aBrowser(t);
  const [first, second] = [aTab(), aTab()];
  await first.signIn(USER);
  await settled();
  const changes = [];
  second.onSessionChange((isSignedIn) => changes.push(isSignedIn));

  mock.timers.setTime(100_000);
  await first.signOut();
  await settled();

  assert.deepEqual(changes, [false]);
});

// ---- keepFresh

test('keepFresh finds a session that the client did not begin', async (t) => {
  const { service, aTab, cookies, dispatch } = aBrowser(t);
  const stop = aTab().keepFresh();
  t.after(stop);
  await settled();
  assert.deepEqual(service.requests, ['GET /api/v1/auth/session/']);

  cookies.store(service.issue('user@example.com').headers.getSetCookie());
  dispatch('pageshow');
  await settled();
  assert.equal(service.count(`POST ${REFRESH}`), 1);
});

test('keepFresh refreshes when a page wakes up', async (t) => {
  for (const event of ['visibilitychange', 'online', 'pageshow']) {
    const { service, aTab, dispatch } = aBrowser(t);
    const client = aTab();
    await client.signIn(USER);
    const stop = client.keepFresh();
    await settled();
    mock.timers.tick(250_000);
    dispatch(event);
    await settled();
    stop();
    mock.timers.reset();

    assert.equal(service.count(`POST ${REFRESH}`), 1, event);
  }
});

test('keepFresh refreshes at a gateway, at fixed intervals', async (t) => {
  const { service, aTab, dispatch } = aBrowser(t, { lifetimeIsTold: false });
  service.answers['/api/v1/auth/session/'] = () => problem(404, 'not_found');
  const client = aTab();
  await client.signIn(USER);
  t.after(client.keepFresh());
  await settled();
  assert.equal(service.count(`POST ${REFRESH}`), 0);

  for (const refreshes of [1, 2]) {
    mock.timers.tick(240_000);
    dispatch('online');
    await settled();
    assert.equal(service.count(`POST ${REFRESH}`), refreshes);
    dispatch('online');
    await settled();
    assert.equal(service.count(`POST ${REFRESH}`), refreshes);
  }
});

test('keepFresh stops, even during a refresh', async (t) => {
  const { service, aTab, dispatch } = aBrowser(t);
  const client = aTab();
  await client.signIn(USER);
  mock.timers.tick(250_000);
  const { release, answer } = held();
  service.answers[REFRESH] = answer;
  const timers = mock.method(globalThis, 'setTimeout');
  t.after(() => timers.mock.restore());

  const stop = client.keepFresh();
  await new Promise((done) => setImmediate(done));
  stop();
  timers.mock.resetCalls();
  release();
  await new Promise((done) => setImmediate(done));
  await new Promise((done) => setImmediate(done));

  assert.equal(timers.mock.callCount(), 0);
  mock.timers.tick(300_000);
  dispatch('online');
  await new Promise((done) => setImmediate(done));
  assert.equal(service.count(`POST ${REFRESH}`), 1);
});
