/**
 * Versions of the two things that travel. They change only when an old peer would misunderstand a new one.
 */

/** Version of the request and event protocol; both sides state theirs in the handshake and must agree. */
export const protocolVersion = 1;

/** Version of the tagged value format, the `__schema__` of every tag. */
export const wireSchema = 1;
