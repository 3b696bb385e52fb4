export { PortcullisClient } from './client.js';
export { ProblemError } from './problem.js';
export type { AuditFilter, AuditExportQuery, AuditQuery } from './client.js';
export type { CallOptions, ClientOptions } from './transport.js';
export type { SessionListener } from './session.js';
export type * from './types.js';
