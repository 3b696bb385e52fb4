import type { FieldError, Problem, ProblemCode, UpstreamError } from './types.js';

/**
 * An error response. Decide by `code`; show `detail`, which is in the language of the request. A failed connection is
 * not a problem: `fetch` throws a `TypeError`.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  /** @param retryAfter seconds until a retry makes sense, if the service says so */
  constructor(
    readonly problem: Problem,
    readonly retryAfter?: number,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }

  /** One of the codes in docs/errors.md; `internal_error` for a response that is not a problem document. */
  get code(): ProblemCode {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  is(...codes: ProblemCode[]): boolean {
    return codes.includes(this.code);
  }

  /** The code of an invalid field, such as `too_short`. */
  codeOf(field: string): string | undefined {
    return this.problem.errors?.find((error) => error.field === field)?.code;
  }

  /** Reads an error response. A proxy may have sent it, so its body can be anything. */
  static async of(response: Response): Promise<ProblemError> {
    const text = await response.text();
    const problem = parse(text, response) ?? unreadable(response);
    return new ProblemError(problem, secondsOf(response.headers.get('Retry-After')));
  }

  /** Whether the service has sent it, and not the client, a proxy or another server. */
  get isFromService(): boolean {
    return this.problem.type !== NO_TYPE;
  }
}

function parse(text: string, response: Response): Problem | undefined {
  let body: Partial<Record<keyof Problem, unknown>>;
  try {
    body = Object(JSON.parse(text));
  } catch {
    return undefined;
  }
  if (typeof body.code !== 'string' || body.status !== response.status) {
    return undefined;
  }
  const type = `https://portcullis.dev/problems/${body.code}`;
  const otherwise = { ...unreadable(response), type };
  const string = (name: 'type' | 'title' | 'instance' | 'request_id') => {
    const value = body[name];
    return typeof value === 'string' ? value : otherwise[name];
  };
  return {
    type: string('type'),
    title: string('title'),
    status: response.status,
    detail: typeof body.detail === 'string' ? body.detail : string('title'),
    instance: string('instance'),
    code: body.code as ProblemCode,
    request_id: string('request_id'),
    ...(Array.isArray(body.errors) && { errors: body.errors.filter(isFieldError) }),
    ...(typeof body.upstream === 'object' && body.upstream !== null && { upstream: body.upstream as UpstreamError }),
  };
}

function isFieldError(error: Partial<FieldError> | null): error is FieldError {
  return [error?.field, error?.code, error?.detail].every((member) => typeof member === 'string');
}

/** RFC 9457, 4.2.1. Problems of the service have types of their own. */
const NO_TYPE = 'about:blank';

/** What the client finds without a response. */
export function localProblem(status: number, code: ProblemCode, detail: string): Problem {
  return { type: NO_TYPE, title: '', status, detail, instance: '', code, request_id: '' };
}

/** For a response that the service cannot have sent. */
export function unreadable(response: Response): Problem {
  return {
    ...localProblem(response.status, 'internal_error', 'The response is not from the service, but from a proxy.'),
    title: response.statusText,
    instance: response.url,
    request_id: response.headers.get('X-Request-Id') ?? '',
  };
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(retryAfter: string | null): number | undefined {
  if (/^\d+$/.test(retryAfter ?? '')) {
    return Number(retryAfter);
  }
  const isDate = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(retryAfter ?? '');
  const wait = isDate ? Date.parse(retryAfter ?? '') - Date.now() : NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, Math.ceil(wait / 1000));
}
