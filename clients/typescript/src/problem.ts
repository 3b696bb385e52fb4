import type { Problem, ProblemCode } from './types.js';

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
    const wait = Number(response.headers.get('Retry-After') ?? NaN);
    const body: unknown = await response.json().catch(() => undefined);
    return new ProblemError(isProblem(body) ? body : unreadable(response), Number.isFinite(wait) ? wait : undefined);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

function unreadable(response: Response): Problem {
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: 'The response is not a problem document.',
    instance: response.url,
    code: 'internal_error',
    request_id: response.headers.get('X-Request-Id') ?? '',
  };
}
