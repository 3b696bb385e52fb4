/** Who calls: the {@link CallerContext} of a request, its tokens, addresses and ids. */
package dev.portcullis.caller;
