import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cookies } from '../dist/cookies.js';
import { PortcullisClient } from '../dist/index.js';

const PAST = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';
const FUTURE = 'Expires=Fri, 01 Jan 2100 00:00:00 GMT';

test('a cookie is deleted by any Max-Age up to 0, or else by an expiry in the past', () => {
  for (const [attributes, isKept] of [
    ['Max-Age=0', false],
    ['Max-Age=-1', false],
    [PAST, false],
    [`Max-Age=0; ${FUTURE}`, false],
    [`Max-Age=60; ${PAST}`, true],
    [FUTURE, true],
    ['HttpOnly', true],
  ]) {
    const cookies = new Cookies();
    cookies.store(['access_token=1; Path=/']);
    cookies.store([`access_token=2; Path=/; ${attributes}`]);

    assert.equal(cookies.header('/api/v1/account/'), isKept ? 'access_token=2' : '', attributes);
  }
});

/** A client of a service that sets both cookies in each response, and the requests that it has sent. */
function recording(baseUrl, refreshPath) {
  const requests = [];
  const client = new PortcullisClient({
    baseUrl,
    fetch: async (url, options) => {
      requests.push(options);
      const headers = [
        ['Set-Cookie', `access_token=t${requests.length}; Path=/`],
        ['Set-Cookie', `refresh_token=t${requests.length}; Path=${refreshPath}`],
      ];
      return new Response(null, { status: 204, headers });
    },
  });
  return { client, requests };
}

test('under a path prefix, the refresh token is sent to the path of its cookie', async () => {
  const { client, requests } = recording('https://www.example.com/sso', '/sso/api/v1/auth/');

  await client.signIn({ login: 'user@example.com', password: 'secure_password' });
  await client.signOut();

  assert.equal(requests[1].headers.Cookie, 'access_token=t1; refresh_token=t1');
});

test('a call with a bearer token neither sends nor takes cookies', async () => {
  const { client, requests } = recording('https://auth.example.com', '/api/v1/auth/');

  await client.signIn({ login: 'user@example.com', password: 'secure_password' });
  await client.changePassword({ current_password: 'x', new_password: 'y' }, { bearer: 'z' });
  await client.signOut();

  assert.equal(requests[1].credentials, 'omit');
  assert.equal(requests[1].headers.Cookie, undefined);
  assert.equal(requests[2].credentials, 'include');
  assert.equal(requests[2].headers.Cookie, 'access_token=t1; refresh_token=t1');
});
