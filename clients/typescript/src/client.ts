import type { SessionListener } from './session.js';
import { ProblemError } from './problem.js';
import { REFRESH, Transport, type Call, type CallOptions, type ClientOptions } from './transport.js';
import type * as api from './types.js';

/** Which events of the audit log. Times are in RFC 3339. */
export interface AuditFilter {
  from?: string;
  until?: string;
  type?: string;
  outcome?: string;
  account?: string;
  session?: string;
  address?: string;
}

export interface AuditQuery extends AuditFilter {
  order?: 'newest' | 'oldest';
  limit?: number;
  /** The `next` of the previous page, with the same filters and order. */
  cursor?: string;
}

export interface AuditExportQuery extends AuditFilter {
  format?: 'jsonl' | 'csv';
}

/**
 * The whole API, with a method for each operation of its OpenAPI document. A method returns the body of the response, or
 * throws a {@link ProblemError}.
 *
 * In a browser the session is in cookies. In Node each client has cookies of its own, so one client is one session.
 * Calls that need a session refresh it ahead of its expiry, once for all tabs of the origin.
 */
export class PortcullisClient {
  private readonly transport: Transport;

  constructor(options: ClientOptions = {}) {
    this.transport = new Transport(options);
  }

  // ---- session

  /** The account of the user, or null if nobody is signed in. Unlike `describeAccount`, it avoids 401 responses. */
  async currentAccount(options: CallOptions = {}): Promise<api.Account | null> {
    try {
      if (options.bearer === undefined && !(await this.transport.hasSession(options.signal))) {
        return null;
      }
      return await this.describeAccount(options);
    } catch (error) {
      if (!(error instanceof ProblemError && error.is('not_authenticated'))) {
        throw error;
      }
      // If it is not from the service, somebody signed in meanwhile.
      return error.isFromService ? null : this.currentAccount(options);
    }
  }

  /** Calls the listener when somebody signs in or out, in this tab or in another. Returns a function that stops it. */
  onSessionChange(listener: SessionListener): () => void {
    return this.transport.session.onChange(listener);
  }

  /**
   * Refreshes the session ahead of its expiry even if no method is called, for pages that use the cookies in other ways.
   * An open page then keeps its session alive. Returns a function that stops it.
   */
  keepFresh(): () => void {
    return this.transport.session.keepFresh();
  }

  signIn(body: api.SignIn, options?: CallOptions): Promise<void> {
    return this.post('auth/signin/', { body, session: 'begins', ...options });
  }

  /** Refreshes now. Methods that need it do so by themselves. */
  refreshSession(options?: CallOptions): Promise<void> {
    return this.send({ ...REFRESH, ...options });
  }

  /**
   * Ends the session. If the service fails to, it clears the cookies all the same. After any other error, such as that of
   * a proxy, the user is still signed in.
   */
  signOut(options?: CallOptions): Promise<void> {
    return this.post('auth/custom-logout/', { session: 'ends', endedBy: CLEARING_COOKIES, ...options });
  }

  sessionState(options?: CallOptions): Promise<api.SessionState> {
    return this.get('auth/session/', { ...options });
  }

  listSessions(options?: CallOptions): Promise<api.Sessions> {
    return this.get('account/sessions/', { signedIn: true, ...options });
  }

  endSession(id: string, options?: CallOptions): Promise<void> {
    return this.delete(`account/sessions/${encodeURIComponent(id)}/`, { signedIn: true, ...options });
  }

  endAllSessions(options?: CallOptions): Promise<void> {
    return this.delete('account/sessions/', { signedIn: true, session: 'ends', ...options });
  }

  // ---- account

  signUp(body: api.SignUp, options?: CallOptions): Promise<api.SignedUp> {
    return this.post('auth/signup/', { body, returns: 'json', ...options });
  }

  /** Without a session, the verification token of the sign-up is the `bearer`. */
  verifyEmail(body: api.VerifyEmail, options?: CallOptions): Promise<api.VerifiedEmail> {
    const call = { body, returns: 'json', signedIn: true, session: 'continues' } as const;
    return this.post('auth/verify-email/', { ...call, ...options });
  }

  resendVerification(body: api.ResendVerification, options?: CallOptions): Promise<void> {
    return this.post('auth/resend-verification/', { body, ...options });
  }

  forgotPassword(body: api.ForgotPassword, options?: CallOptions): Promise<void> {
    return this.post('auth/password/forgot/', { body, ...options });
  }

  resetPassword(body: api.ResetPassword, options?: CallOptions): Promise<void> {
    return this.post('auth/password/reset/', { body, ...options });
  }

  describeAccount(options?: CallOptions): Promise<api.Account> {
    return this.get('account/', { signedIn: true, ...options });
  }

  renameAccount(body: api.RenameAccount, options?: CallOptions): Promise<api.Account> {
    return this.request('PATCH', 'account/', { body, returns: 'json', signedIn: true, ...options });
  }

  changePassword(body: api.ChangePassword, options?: CallOptions): Promise<void> {
    return this.post('account/password/', { body, signedIn: true, ...options });
  }

  requestEmailChange(body: api.RequestEmailChange, options?: CallOptions): Promise<void> {
    return this.post('account/email/', { body, signedIn: true, ...options });
  }

  confirmEmailChange(body: api.ConfirmEmailChange, options?: CallOptions): Promise<api.VerifiedEmail> {
    const call = { body, returns: 'json', signedIn: true, session: 'continues' } as const;
    return this.post('account/email/confirm/', { ...call, ...options });
  }

  cancelEmailChange(body: api.CancelEmailChange, options?: CallOptions): Promise<void> {
    return this.post('account/email/cancel/', { body, ...options });
  }

  exportAccount(options?: CallOptions): Promise<api.AccountExport> {
    return this.get('account/export/', { signedIn: true, ...options });
  }

  deleteAccount(body: api.DeleteAccount, options?: CallOptions): Promise<void> {
    return this.post('account/delete/', { body, signedIn: true, session: 'ends', ...options });
  }

  // ---- administration

  inspectSessions(account: string, options?: CallOptions): Promise<api.Sessions> {
    return this.get(`${managed(account)}sessions/`, { signedIn: true, ...options });
  }

  signAccountOut(account: string, options?: CallOptions): Promise<void> {
    return this.delete(`${managed(account)}sessions/`, { signedIn: true, ...options });
  }

  disableAccount(account: string, options?: CallOptions): Promise<void> {
    return this.post(`${managed(account)}disable/`, { signedIn: true, ...options });
  }

  enableAccount(account: string, options?: CallOptions): Promise<void> {
    return this.post(`${managed(account)}enable/`, { signedIn: true, ...options });
  }

  readAuditLog(query: AuditQuery = {}, options?: CallOptions): Promise<api.AuditPage> {
    return this.get('admin/audit/', { query, signedIn: true, ...options });
  }

  /** The response, whose body is a stream: it can be longer than the memory of the page. */
  exportAuditLog(query: AuditExportQuery = {}, options?: CallOptions): Promise<Response> {
    return this.request('GET', 'admin/audit/export/', { query, returns: 'stream', signedIn: true, ...options });
  }

  // ---- keys

  publicKeys(options?: CallOptions): Promise<api.JsonWebKeySet> {
    return this.send({ method: 'GET', path: '/.well-known/jwks.json', returns: 'json', ...options });
  }

  private get<T>(path: string, call: Partial<Call>): Promise<T> {
    return this.request('GET', path, { returns: 'json', ...call });
  }

  private post<T>(path: string, call: Partial<Call> & { returns: 'json' }): Promise<T>;
  private post(path: string, call: Partial<Call>): Promise<void>;
  private post<T>(path: string, call: Partial<Call>): Promise<T> {
    return this.request('POST', path, call);
  }

  private delete(path: string, call: Partial<Call>): Promise<void> {
    return this.request('DELETE', path, call);
  }

  private request<T>(method: Call['method'], path: string, call: Partial<Call>): Promise<T> {
    return this.send({ ...call, method, path: `/api/v1/${path}` });
  }

  private send<T>(call: Call): Promise<T> {
    return this.transport.request(call) as Promise<T>;
  }
}

/** With these problems of a sign-out, the service clears the cookies. */
const CLEARING_COOKIES: api.ProblemCode[] = [
  'internal_error',
  'database_unavailable',
  'audit_unavailable',
  'upstream_refused',
  'upstream_invalid',
  'upstream_unavailable',
  'upstream_timeout',
];

function managed(account: string): string {
  return `admin/accounts/${encodeURIComponent(account)}/`;
}
