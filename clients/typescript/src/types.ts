/** A stable code of a problem; docs/errors.md explains each. Later versions of the service may add codes. */
export type ProblemCode =
  | 'bad_request'
  | 'malformed_json'
  | 'validation_failed'
  | 'password_refused'
  | 'wrong_password'
  | 'captcha_refused'
  | 'code_invalid'
  | 'code_expired'
  | 'invalid_credentials'
  | 'not_authenticated'
  | 'session_invalid'
  | 'cross_site_request'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'email_taken'
  | 'email_already_verified'
  | 'last_administrator'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'too_many_tries'
  | 'rate_limited'
  | 'upstream_refused'
  | 'internal_error'
  | 'upstream_invalid'
  | 'database_unavailable'
  | 'audit_unavailable'
  | 'password_check_unavailable'
  | 'captcha_unavailable'
  | 'overloaded'
  | 'upstream_unavailable'
  | 'upstream_timeout';

/** What is wrong with a field. */
export type FieldErrorCode =
  | 'required'
  | 'wrong_type'
  | 'too_short'
  | 'too_long'
  | 'malformed'
  | 'forbidden_character'
  | 'repeated'
  | 'unknown'
  | 'too_common'
  | 'contains_context_word'
  | 'breached'
  | 'wrong'
  | 'expired'
  | 'mismatched'
  | 'doubtful';

/** Why a request was rejected (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: ProblemCode;
  request_id: string;
  errors?: FieldError[];
  /** The reason of the upstream service, from a gateway only. */
  upstream?: UpstreamError;
}

export interface FieldError {
  field: string;
  code: FieldErrorCode;
  detail: string;
}

export interface UpstreamError {
  code?: string;
  detail?: string;
  errors?: Record<string, string[]>;
  data?: unknown;
}

// ---- session

export interface SignIn {
  login: string;
  password: string;
  captcha?: string | null;
}

export interface SessionState {
  /** Whether the request has a refresh token. Its session may have ended since. */
  signed_in: boolean;
}

export interface Sessions {
  /** The session that has not been used for the longest time comes first. */
  sessions: Session[];
}

export interface Session {
  id: string;
  created_at: string;
  last_used_at: string;
  /** Whether it is the session of the request. */
  current: boolean;
}

// ---- account

export interface SignUp {
  email: string;
  password: string;
  name: string;
  captcha?: string | null;
}

export interface SignedUp {
  id: string;
  email: string;
  name: string;
  email_verified: boolean;
  /** The bearer token for `verifyEmail`, for that alone. */
  verification_token: string;
  created_at: string;
}

export interface VerifyEmail {
  verification_code: string;
}

export interface VerifiedEmail {
  email: string;
  email_verified: boolean;
}

export interface ResendVerification {
  email: string;
}

export interface ForgotPassword {
  email: string;
}

export interface ResetPassword {
  email: string;
  code: string;
  new_password: string;
}

export interface Account {
  id: string;
  email: string;
  name: string;
  email_verified: boolean;
}

export interface RenameAccount {
  name: string;
}

export interface ChangePassword {
  current_password: string;
  new_password: string;
}

export interface RequestEmailChange {
  new_email: string;
  current_password: string;
}

export interface ConfirmEmailChange {
  code: string;
}

export interface CancelEmailChange {
  code: string;
}

export interface DeleteAccount {
  current_password: string;
}

/** What is stored about an account. */
export interface AccountExport {
  account: ExportedAccount;
  sessions: ExportedSession[];
  notices: ExportedNotice[];
  events: AuditEvent[];
}

export interface ExportedAccount {
  id: string;
  email: string;
  name: string;
  email_verified: boolean;
  groups: string[];
  created_at: string;
}

export interface ExportedSession {
  id: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
}

export interface ExportedNotice {
  kind: string;
  language: string;
  enqueued_at: string;
  completed: boolean;
}

// ---- audit log

export interface AuditPage {
  events: AuditEvent[];
  /** The `cursor` of the next page; null when there are no more events. */
  next: string | null;
}

/** An event. What does not apply is left out. */
export interface AuditEvent {
  id: string;
  occurred_at: string;
  action: string;
  type: string;
  /** `unknown`: the attempt was announced and never completed. */
  outcome: 'success' | 'refused' | 'failed' | 'unknown';
  reason?: string;
  account_id?: string;
  session_id?: string;
  login_hash?: string;
  masked_login?: string;
  client_address: string;
  user_agent?: string;
  request_id: string;
  trace_id?: string;
  replica: string;
  attempt_id?: string;
  count?: number;
}

// ---- keys

export interface JsonWebKeySet {
  keys: JsonWebKey[];
}

/** An elliptic-curve key (RFC 7518, 6.2.1). */
export interface JsonWebKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  use: 'sig';
  alg: 'ES256';
}
