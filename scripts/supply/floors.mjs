// The oldest versions of packages that have no known fault. A row names the advisories, the packages and the first versions with
// the mend, one for each release line that has one. Rows stay when newer ones need more: they say why.

/**
 * @type {readonly { advisories: string, what: string, packages: readonly string[], floors: readonly string[], since: string }[]}
 *   packages: names; one that ends in * stands for all that begin so. since: the day or month in which the mend was published.
 */
export const floors = [
  {
    advisories: "CVE-2025-29927",
    what: "a header skips the middleware's authorization",
    packages: ["next"],
    floors: ["12.3.5", "13.5.9", "14.2.25", "15.2.3"],
    since: "2025-03-21",
  },
  {
    advisories: "CVE-2025-55182, CVE-2025-66478",
    what: "unauthenticated code execution by the decoding of React's Flight format",
    packages: ["react-server-dom-*"],
    floors: ["19.0.1", "19.1.2", "19.2.1"],
    since: "2025-12-03",
  },
  {
    advisories: "CVE-2025-66478",
    what: "the same in Next.js",
    packages: ["next"],
    floors: ["15.0.5", "15.1.9", "15.2.6", "15.3.6", "15.4.8", "15.5.7", "16.0.7"],
    since: "2025-12-03",
  },
  {
    advisories: "CVE-2025-55183, CVE-2025-55184, CVE-2025-67779",
    what: "denial of service and disclosure of server functions; the first mend was incomplete",
    packages: ["react-server-dom-*"],
    floors: ["19.0.3", "19.1.4", "19.2.3"],
    since: "2025-12-11",
  },
  {
    advisories: "CVE-2026-23869, CVE-2026-23870, CVE-2026-27978, CVE-2026-29057, CVE-2026-27980",
    what: "denial of service, forged actions from an opaque origin, request smuggling in rewrites, a full image cache",
    packages: ["next"],
    floors: ["16.1.7", "16.2.6"],
    since: "2026-04",
  },
  {
    advisories:
      "CVE-2026-44573, CVE-2026-44574, CVE-2026-44575, CVE-2026-44578, CVE-2026-44581, CVE-2026-45109",
    what: "middleware bypasses, requests forged by a WebSocket upgrade on a self-hosted server, scripts through the CSP nonce",
    packages: ["next"],
    floors: ["15.5.18", "16.2.6"],
    since: "2026-05",
  },
  {
    advisories: "CVE-2026-64641 to CVE-2026-64649",
    what: "denial of service, middleware bypass, cache confusion, and forged requests on custom servers",
    packages: ["next"],
    floors: ["15.5.21", "16.2.11"],
    since: "2026-07",
  },
  {
    advisories: "CVE-2026-126187, GHSA-xqc2-xf4c-x3h3",
    what: "a second unauthenticated code execution in React Server Components; no release of Next.js 15 or 16.3 mends it",
    packages: ["next"],
    floors: ["16.4.1"],
    since: "2026-11-13",
  },
  {
    advisories: "CVE-2026-126187, GHSA-xqc2-xf4c-x3h3",
    what: "the same in React",
    packages: ["react-server-dom-*"],
    floors: ["19.0.9", "19.1.10", "19.2.9", "19.3.1"],
    since: "2026-11-10",
  },
  {
    advisories: "CVE-2022-35924, CVE-2022-31127",
    what: "a list of addresses, and HTML, in an e-mail address",
    packages: ["next-auth"],
    floors: ["4.10.3"],
    since: "2022-08",
  },
  {
    advisories: "GHSA-5jpx-9hw9-2fx4",
    what: "sign-in mails go to another address than the one that was checked",
    packages: ["next-auth"],
    floors: ["4.24.12", "5.0.0-beta.30"],
    since: "2025-10",
  },
  {
    advisories: "GHSA-5jpx-9hw9-2fx4",
    what: "the address parser behind it",
    packages: ["nodemailer"],
    floors: ["7.0.7"],
    since: "2025-10",
  },
  {
    advisories: "CVE-2026-73420, GHSA-x445-f3h2-j279, GHSA-8fpg-xm3f-6cx3, GHSA-xmf8-cvqr-rfgj",
    what: "look-alike @, cookies not bound to their provider, a session that holds an error counts as signed in",
    packages: ["next-auth"],
    floors: ["4.24.15", "5.0.0-beta.32"],
    since: "2026-07",
  },
  {
    advisories: "CVE-2026-73420, GHSA-x445-f3h2-j279, GHSA-8fpg-xm3f-6cx3, GHSA-xmf8-cvqr-rfgj",
    what: "the same in Auth.js",
    packages: ["@auth/core"],
    floors: ["0.41.3"],
    since: "2026-07",
  },
];
