import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../dist/index.js';

const PROBLEM = {
  type: 'https://portcullis.dev/problems/validation_failed',
  title: 'Validation failed',
  status: 400,
  detail: 'Correct the fields.',
  instance: '/api/v1/auth/signup/',
  code: 'validation_failed',
  request_id: 'r1',
  errors: [{ field: 'email', code: 'malformed', detail: 'Invalid format.' }],
};

function read(body, headers = {}, status = 400) {
  return ProblemError.of(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }));
}

test('a problem document is read as it is', async () => {
  const error = await read(PROBLEM);

  assert.deepEqual(error.problem, PROBLEM);
  assert.equal(error.codeOf('email'), 'malformed');
});

test('another body is not a problem document', async () => {
  const others = ['<h1>Bad request</h1>', '', 'null', '[]', '"code"', { code: 'E42' }];
  for (const body of [...others, { ...PROBLEM, code: 7 }, { ...PROBLEM, status: 401 }, { ...PROBLEM, status: '400' }]) {
    const error = await read(body, { 'X-Request-Id': 'r2' });

    assert.equal(error.code, 'internal_error', JSON.stringify(body));
    assert.equal(error.status, 400);
    assert.equal(error.problem.request_id, 'r2');
  }
});

test('members that are missing or malformed have defaults', async () => {
  const errors = [null, { field: 'email' }, 'x'];
  const error = await read({ code: 'validation_failed', status: 400, title: 5, errors });

  assert.equal(error.code, 'validation_failed');
  assert.equal(error.problem.title, '');
  assert.equal(error.problem.request_id, '');
  assert.deepEqual(error.problem.errors, []);
  assert.equal(error.codeOf('email'), undefined);
  assert.equal((await read({ ...PROBLEM, errors: {} })).codeOf('email'), undefined);
});

test('a connection that fails while the body arrives is not a problem', async () => {
  const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) });

  await assert.rejects(ProblemError.of(new Response(body, { status: 503 })), TypeError);
});

test('Retry-After is a whole number of seconds or a date', async () => {
  const retryAfter = async (value) => (await read(PROBLEM, { 'Retry-After': value })).retryAfter;

  assert.equal(await retryAfter('5'), 5);
  assert.equal(await retryAfter('Thu, 01 Jan 1970 00:00:00 GMT'), 0);
  const seconds = await retryAfter(new Date(Date.now() + 60_000).toUTCString());
  assert.ok(seconds > 55 && seconds <= 60, `${seconds} seconds`);
  for (const value of ['', '-5', '1.5', '0x10', '1e3', 'soon', '2030-01-01']) {
    assert.equal(await retryAfter(value), undefined, value);
  }
});
