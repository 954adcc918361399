/** The limits of the front door. Times in milliseconds, sizes in bytes; an IPv6 address counts as its /64, its network is the /48. */
export type Limits = {
  /** The largest request body, unless the route says otherwise. */
  bodyBytes: number;
  headBytes: number;
  headers: number;
  /** How long a client may take for the head of a request, and for the whole of it. */
  headMs: number;
  requestMs: number;
  keepAliveMs: number;
  /** How often the two above are checked. */
  checkEveryMs: number;
  /** Requests that one socket may send ahead of their answers. */
  pipelined: number;
  /** What those take in memory together, on all sockets. */
  waitingHeadBytes: Shares;
  sockets: Shares;
  /** Refused connections that are told why within `refusalMs`. */
  refusals: Shares;
  refusalMs: number;
  /** Refused connections that are left open in silence for `heldMs`; beyond them, a connection just closes. */
  heldSockets: Shares;
  heldMs: number;
  websockets: Shares;
  /** Requests between their head and the end of their answer. */
  requests: Shares;
  /** Bytes of request bodies that are not with the upstream yet. */
  unfinishedBodyBytes: Shares;
  lanes: Record<LaneName, LaneLimits>;
  /** How long a request waits for its turn at an upstream and for the head of the answer. */
  answerMs: number;
  /** The same for a request that meets an upstream that is restarting. */
  upstreamStartMs: number;
  /** How long an answer may rest without a byte, and take altogether. */
  stallMs: number;
  relayMs: number;
  /** A client that has kept its answer waiting for this long altogether no longer occupies a turn at the upstream. */
  slowClientMs: number;
  /** Answers whose clients are slow: each keeps a connection to the upstream, and what it has written, until it is read. */
  slowAnswers: Shares;
  /** An upgraded connection without a byte either way for this long is closed. */
  idleUpgradeMs: number;
  /** How long answers in progress may take once the door closes. */
  closeMs: number;
};

export type Shares = { perAddress: number; perNetwork: number; total: number };

/** What shares an upstream: each lane has its own turns, so that a flood of one kind leaves the others alone. */
export type LaneName = "pages" | "api" | "files" | "health" | "live";

export type LaneLimits = {
  /** Requests with the upstream at one time. */
  active: number;
  activePerAddress: number;
  /** As above, for an address that has lately kept the upstream busy. */
  activePerBusyAddress: number;
  waiting: number;
  waitMs: number;
};

const lane: LaneLimits = {
  active: 32,
  activePerAddress: 8,
  activePerBusyAddress: 2,
  waiting: 1_024,
  waitMs: 4_000,
};

export const defaultLimits: Limits = {
  bodyBytes: 65_536,
  headBytes: 16_384,
  headers: 100,
  headMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 5_000,
  checkEveryMs: 1_000,
  pipelined: 16,
  waitingHeadBytes: { perAddress: 8_388_608, perNetwork: 16_777_216, total: 33_554_432 },
  sockets: { perAddress: 256, perNetwork: 1_024, total: 8_192 },
  refusals: { perAddress: 32, perNetwork: 64, total: 1_024 },
  refusalMs: 1_000,
  heldSockets: { perAddress: 6_144, perNetwork: 6_144, total: 8_192 },
  heldMs: 10_000,
  websockets: { perAddress: 64, perNetwork: 256, total: 4_096 },
  requests: { perAddress: 128, perNetwork: 512, total: 4_096 },
  unfinishedBodyBytes: { perAddress: 4_194_304, perNetwork: 8_388_608, total: 33_554_432 },
  lanes: {
    // Pages are rendered one after the other on one thread: more at once makes none of them faster and all of them later.
    pages: { ...lane, active: 8, activePerAddress: 4, activePerBusyAddress: 1 },
    api: lane,
    files: { ...lane, activePerAddress: 16 },
    health: { ...lane, active: 8, activePerAddress: 4, activePerBusyAddress: 4, waiting: 64 },
    live: { ...lane, activePerBusyAddress: 8 },
  },
  answerMs: 5_000,
  upstreamStartMs: 8_000,
  stallMs: 30_000,
  relayMs: 600_000,
  slowClientMs: 2_000,
  slowAnswers: { perAddress: 16, perNetwork: 64, total: 256 },
  idleUpgradeMs: 90_000,
  // Nearly as long as an answer may take to begin. Together with web and PostgreSQL the end of all stays under ten seconds.
  closeMs: 4_500,
};

/** Next.js compiles a page at its first request. */
export const developmentLimits = { answerMs: 120_000, upstreamStartMs: 120_000 } satisfies Partial<Limits>;
