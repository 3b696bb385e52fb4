/** What owners do with their own account, apart from signing in. Local provider only. */
package dev.portcullis.selfservice;
